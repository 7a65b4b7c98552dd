import { expect, test } from 'vitest'
import { tagFieldSchema } from '../../src/catalogue/domain.ts'
import { valueMapper } from '../../src/catalogue/map-values.ts'

const field = tagFieldSchema.parse({
  one: 'genre',
  many: 'genres',
  synonyms: { 'science fiction': ['Sci-Fi'], comedy: ['romcom', 'funny'], romance: ['romcom'], funny: [] },
})

test('synonyms become values, a word for two becomes both, others stay in lower case', () => {
  const map = valueMapper(field)
  expect(map(['SCI-FI', ' Drama ', 'drama', 'Romcom'])).toEqual(['science fiction', 'drama', 'comedy', 'romance'])
})

test('the own name of a value means that value alone', () => {
  expect(valueMapper(field)(['Funny'])).toEqual(['funny'])
})

test('without a field only the case changes', () => {
  expect(valueMapper(undefined)(['Drama'])).toEqual(['drama'])
})
