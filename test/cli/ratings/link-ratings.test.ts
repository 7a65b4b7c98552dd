import { describe, expect, test } from 'vitest'
import { Catalogue } from '../../../src/catalogue/catalogue.ts'
import { domainSchema } from '../../../src/catalogue/domain.ts'
import { judged, linkRatings } from '../../../src/cli/ratings/link-ratings.ts'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'

const item = (id: string, title: string, year: number, otherTitles: string[] = []) => ({
  id: id as ItemId,
  title,
  otherTitles,
  year,
  text: '',
  tags: {},
  numbers: {},
})
const domain = domainSchema.parse({
  name: 'films',
  noun: { one: 'film', many: 'films' },
  verb: { base: 'watch', past: 'watched', ing: 'watching' },
  tags: {},
})
const catalogue = new Catalogue(domain, [
  item('amelie', 'Amélie', 2001, ["Le Fabuleux Destin d'Amélie Poulain"]),
  item('fly-58', 'The Fly', 1958),
  item('fly-86', 'The Fly', 1986),
  item('heat', 'Heat', 1995),
])

describe('linkRatings', () => {
  test('links by title and year, and says what was not found or could be several', () => {
    const ratings = [
      { line: 2, title: 'AMELIE', year: 2001, share: 0.9 },
      { line: 3, title: 'Fly', year: 1986, share: 0.3 },
      { line: 4, title: 'The Fly', share: 0.9 },
      { line: 5, title: 'Heat', year: 1996, share: 0.5 },
      { line: 6, title: 'Heat', year: 1986, share: 0.5 },
      { line: 7, title: 'Nowhere', year: 2000 },
    ]
    const { events, opinions, unrated, missing, unclear } = linkRatings(ratings, catalogue)
    expect(events).toEqual([
      { type: 'seen', item: 'amelie', seen: true },
      { type: 'opinion', item: 'amelie', opinion: 'like', strength: 1 },
      { type: 'seen', item: 'fly-86', seen: true },
      { type: 'opinion', item: 'fly-86', opinion: 'dislike', strength: 1 },
      { type: 'seen', item: 'heat', seen: true },
      { type: 'opinion', item: 'heat', opinion: 'neutral', strength: 1 },
    ])
    expect(opinions).toEqual({ like: 1, dislike: 1, neutral: 1 })
    expect(unrated).toBe(0)
    expect(missing.map(({ line }) => line)).toEqual([6, 7])
    expect(unclear.map(({ line }) => line)).toEqual([4])
  })

  test('what was logged without a rating is seen; the last line of a title counts; other titles link', () => {
    const ratings = [
      { line: 2, title: "Le fabuleux destin d'Amelie Poulain", year: 2001, share: 0.1 },
      { line: 3, title: 'Amélie', year: 2001 },
    ]
    expect(linkRatings(ratings, catalogue)).toMatchObject({ events: [{ type: 'seen', item: 'amelie' }], unrated: 1 })
  })
})

test('70 % of the scale and more is a like, 40 % and less a dislike, on every scale', () => {
  expect([3.5 / 5, 7 / 10, 70 / 100].map(judged)).toEqual(['like', 'like', 'like'])
  expect([2 / 5, 4 / 10, 0].map(judged)).toEqual(['dislike', 'dislike', 'dislike'])
  expect([3 / 5, 6 / 10, 5 / 10].map(judged)).toEqual(['neutral', 'neutral', 'neutral'])
})
