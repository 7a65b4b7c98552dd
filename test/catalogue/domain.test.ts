import { expect, test } from 'vitest'
import { domainSchema } from '../../src/catalogue/domain.ts'

const least = {
  name: 'songs',
  noun: { one: 'song', many: 'songs' },
  verb: { base: 'hear', past: 'heard', ing: 'hearing' },
  tags: { genre: { one: 'genre', many: 'genres' } },
}

test('a name, a noun, a verb and one field are enough; the rest has defaults', () => {
  const domain = domainSchema.parse(least)
  expect(domain.columns).toMatchObject({ id: 'id', title: 'title', text: 'description' })
  expect(domain.tags.genre).toMatchObject({ kind: 'tag', weight: 1, phrase: '{value}', synonyms: {} })
  expect(domain.numbers).toEqual({})
  expect(domain.axes).toEqual({})
})

test('what nobody would read is refused: unknown keys, an axis without words, a negative weight', () => {
  const refused = (change: object) => domainSchema.safeParse({ ...least, ...change }).success
  expect(refused({ nouns: 'songs' })).toBe(false)
  expect(refused({ axes: { energy: { more: [] } } })).toBe(false)
  expect(refused({ tags: { genre: { one: 'genre', many: 'genres', weight: -1 } } })).toBe(false)
  expect(refused({ tags: { genre: { one: 'genre', many: 'genres', kind: 'thing' } } })).toBe(false)
})
