import { readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Catalogue } from '../../../src/catalogue/catalogue.ts'
import { domainSchema } from '../../../src/catalogue/domain.ts'
import { readCatalogue, readDomain } from '../../../src/catalogue/read.ts'
import { Fallback } from '../../../src/dialogue/mind/fallback.ts'
import { allowedRows, type OperatorLimits } from '../../../src/dialogue/mind/limits.ts'
import { createEngine } from '../../../src/dialogue/mind/recommend.ts'
import { item, nothing } from './world.ts'

const words = { noun: { one: 'game', many: 'games' }, verb: { base: 'play', past: 'played', ing: 'playing' } }
const domain = domainSchema.parse({
  name: 'games',
  ...words,
  tags: {
    kind: {
      one: 'kind of game',
      many: 'kinds of game',
      synonyms: { 'science fiction': ['sci-fi', 'space opera'], comedy: ['romcom', 'fun'], romance: ['romcom'] },
    },
    maker: { one: 'maker', many: 'makers' },
  },
  numbers: { age: { one: 'age', rating: true } },
})
const catalogue = new Catalogue(domain, [
  item({ id: 'scary', tags: { kind: ['horror'] }, numbers: { age: 18 } }),
  item({ id: 'space', tags: { kind: ['science fiction'] }, numbers: { age: 12 } }),
  item({ id: 'short', tags: { kind: ['Sci-Fi'] }, numbers: { age: 6 } }),
  item({ id: 'funny', tags: { kind: ['comedy'], maker: ['Ludo Ltd.'] }, numbers: { age: 0 } }),
  item({ id: 'bare' }),
])
const allowed = (limits: OperatorLimits, of = catalogue) =>
  of.vocabulary.ids.filter((_, row) => allowedRows(of, limits)[row] === 1)
const without = (pair: string) => {
  const [field = '', value = ''] = pair.split(':')
  return catalogue.vocabulary.ids.filter((id) => !allowed({ blocked: [{ field, value }] }).includes(id))
}
const problem = (limits: OperatorLimits, of = catalogue) => {
  try {
    allowedRows(of, limits)
  } catch (error) {
    return error as { code: string; message: string }
  }
  throw new Error('nothing was wrong')
}

describe('blocked', () => {
  test.each([
    'kind:horror',
    'kind:Horror',
    'KIND:HORROR',
    'kinds:horrors',
    'Kind of game:horror',
    'kinds of game:horror',
  ])('%s is the horror that the catalogue means', (pair) => expect(without(pair)).toEqual(['scary']))

  test.each(['kind:science fiction', 'kind:sci-fi', 'kind:SCI FI', 'kind:space operas'])(
    '%s is all that goes by a synonym',
    (pair) => expect(without(pair)).toEqual(['space', 'short']),
  )

  test('plurals in -ies, and names with signs', () => {
    expect(without('kind:Comedies')).toEqual(['funny'])
    expect(without('maker:ludo ltd')).toEqual(['funny'])
  })

  test('what the domain knows and no item has is fine', () => expect(without('kind:romance')).toEqual([]))

  test('an unknown field is refused with the nearest', () => {
    const { code, message } = problem({ blocked: [{ field: 'knid', value: 'horror' }] })
    expect(code).toBe('BAD_CONFIG')
    expect(message).toContain('there is no field "knid"; the nearest: kind, maker')
  })

  test('an unknown value is refused with the nearest', () => {
    const { code, message } = problem({ blocked: [{ field: 'kind', value: 'horrer' }] })
    expect(code).toBe('BAD_CONFIG')
    expect(message).toContain('no kind is called "horrer"; the nearest: horror')
  })

  test('a word for two values is refused with both', () => {
    const { code, message } = problem({ blocked: [{ field: 'kind', value: 'romcom' }] })
    expect(code).toBe('BAD_CONFIG')
    expect(message).toContain('stands for comedy and romance')
  })
})

describe('the highest rating', () => {
  test('also keeps away what has none, unless that is allowed', () => {
    expect(allowed({ maxRating: 12 })).toEqual(['space', 'short', 'funny'])
    expect(allowed({ maxRating: 12, unratedAllowed: true })).toEqual(['space', 'short', 'funny', 'bare'])
    expect(allowed({ unratedAllowed: false })).toHaveLength(5)
  })

  test('is refused where no field is a rating, allowed or not', () => {
    const unrated = new Catalogue(domainSchema.parse({ name: 'cups', ...words, tags: {} }), [item({ id: 'a' })])
    for (const unratedAllowed of [true, false]) {
      const { code, message } = problem({ maxRating: 12, unratedAllowed }, unrated)
      expect(code).toBe('BAD_CONFIG')
      expect(message).toBe('maxAge 12: no field of the domain "cups" is an age rating')
    }
  })

  test('is refused where nothing is rated, unless that is allowed', () => {
    const imported = new Catalogue(domain, [item({ id: 'a' }), item({ id: 'b' })])
    expect(problem({ maxRating: 12 }, imported)).toMatchObject({
      code: 'BAD_CONFIG',
      message: 'maxAge 12: no game of this catalogue has an age rating, so none could be offered',
    })
    expect(allowed({ maxRating: 12, unratedAllowed: true }, imported)).toEqual(['a', 'b'])
  })
})

describe('everything that offers', () => {
  test('keeps the same limits, scoring or falling back', () => {
    const limits = { maxRating: 12, blocked: [{ field: 'Kind', value: 'Sci-Fi' }] }
    const wish = { ...nothing, count: 5 }
    const scored = createEngine({ catalogue, models: [], limits }).recommend(wish)
    const plain = new Fallback(catalogue, limits).recommend(wish)
    for (const found of [scored, plain]) expect(found.items.map((one) => one.item)).toEqual(['funny'])
  })

  test('refuses the same limits', () => {
    const limits = { blocked: [{ field: 'kind', value: 'horrer' }] }
    expect(() => createEngine({ catalogue, models: [], limits })).toThrow('horrer')
    expect(() => new Fallback(catalogue, limits)).toThrow('horrer')
  })
})

test('genre:Horror keeps every horror film of the demo away, and theme:SERIAL KILLERS every serial killer', async () => {
  const folder = resolve(import.meta.dirname, '../../../data/films')
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'))
  const films = await readCatalogue(
    files.map((name) => join(folder, name)),
    await readDomain(join(folder, 'domain.yml')),
  )
  for (const [field, value, tag] of [
    ['genre', 'Horror', 'horror'],
    ['genres', 'SCI-FI', 'science fiction'],
    ['theme', 'SERIAL KILLERS', 'serial killer'],
  ] as const) {
    const rows = allowedRows(films, { blocked: [{ field, value }] })
    const name = field === 'genres' ? 'genre' : field
    films.items.forEach((film, row) => {
      expect(rows[row] === 0, film.id).toBe(film.tags[name]?.includes(tag) ?? false)
    })
  }
})
