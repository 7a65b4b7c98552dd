import levenshtein from 'natural/lib/natural/distance/levenshtein_distance.js'
import { expect, test } from 'vitest'
import { typo, typosIn } from '../../src/encoder/typos.ts'
import { Random } from '../../src/random.ts'

test('each error is one edit', () => {
  const random = new Random(1)
  for (let i = 0; i < 500; i++) {
    const word = random.pick(['a', 'alien', 'recommend'])
    const changed = typo(word, random)
    expect(levenshtein.DamerauLevenshteinDistance(word, changed, { restricted: true })).toBeLessThanOrEqual(1)
  }
})

test('slots are left alone, as is what has nothing to misspell', () => {
  const random = new Random(2)
  for (let i = 0; i < 50; i++) expect(typosIn(['i', 'loved', '{title}'], 3, random)[2]).toBe('{title}')
  expect(typosIn(['{title}'], 2, random)).toEqual(['{title}'])
})
