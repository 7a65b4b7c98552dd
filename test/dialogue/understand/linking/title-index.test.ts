import { describe, expect, test } from 'vitest'
import { Catalogue } from '../../../../src/catalogue/catalogue.ts'
import type { ItemId } from '../../../../src/datasets/vocabulary.ts'
import { TitleIndex } from '../../../../src/dialogue/understand/linking/title-index.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'
import { games } from '../world.ts'

const titles = ['Face-Off', 'Face/Off', 'Deadpool 2', 'Casablanca', 'Night on Earth', 'The Go']
const catalogue = new Catalogue(
  games.domain,
  titles.map((title, row) => ({ id: `${row}` as ItemId, title, otherTitles: [], text: '', tags: {}, numbers: {} })),
)
const index = new TitleIndex(catalogue, new Set(['the']))
const named = (rows: readonly { row: number }[] | undefined) => rows?.map(({ row }) => titles[row])

describe('exact', () => {
  test('a title by its words written together, an article or not', () => {
    expect(named(index.exact('casablanca', 1))).toEqual(['Casablanca'])
    expect(named(index.exact('faceoff', 2))).toEqual(['Face-Off', 'Face/Off'])
    expect(named(index.exact('go', 1))).toEqual(['The Go'])
    expect(index.exact('go', 2)).toBeUndefined()
    expect(index.exact('unheard', 1)).toBeUndefined()
  })

  test('marks choose between titles that differ in nothing else, and only where they are written', () => {
    const written = (text: string) => {
      const tokens = tokenize(text)
      return index.asWritten(index.exact('faceoff', 2) ?? [], tokens, 0, tokens.length)
    }
    expect(named(written('Face/Off'))?.[0]).toBe('Face/Off')
    expect(named(written('face-off'))?.[0]).toBe('Face-Off')
    expect(written('face off').map(({ score }) => score)).toEqual([1, 1])
  })
})

describe('near', () => {
  const slips = { count: 1, edits: 2, head: '', tail: '', fewer: false } as const

  test('two edits where two are forgiven, scored below one', () => {
    expect(index.near('casblnca', slips)).toEqual([[{ row: 3, score: 0.8 }]])
    expect(index.near('casblnca', { ...slips, edits: 1 })).toEqual([])
    expect(index.near('casablnca', { ...slips, edits: 1 })).toEqual([[{ row: 3, score: 0.9 }]])
  })

  test('everyday words at the ends must be those of the title', () => {
    expect(named(index.near('deadpoolis', { ...slips, count: 2 })[0])).toEqual(['Deadpool 2'])
    expect(index.near('deadpoolis', { ...slips, count: 2, tail: 'is' })).toEqual([])
    expect(named(index.near('nightonerth', { ...slips, count: 3, head: 'night' })[0])).toEqual(['Night on Earth'])
  })

  test('one word less only where it may be left out', () => {
    expect(index.near('nightonearthe', { ...slips, count: 4 })).toEqual([])
    expect(named(index.near('nightonearthe', { ...slips, count: 4, fewer: true })[0])).toEqual(['Night on Earth'])
  })
})

test('the nearest titles of what names none, and whether the first is a slip away', () => {
  expect(index.nearest('Casablnca')).toMatchObject({ rows: [3], same: true })
  expect(index.nearest('Casa Bonita')).toMatchObject({ rows: [3], same: false })
  expect(index.nearest('x')).toEqual({ rows: [], same: false, score: 0 })
})
