import { describe, expect, test } from 'vitest'
import { filmsIn, naturalAtLarge } from './guards.ts'

describe('films in code', () => {
  test.each([
    ["const noun = 'film'", '1 film'],
    ['const filmDomain = 1', '1 film'],
    ['if (/^(directed|starred in)$/.test(word)) return', '1 directed, starred'],
    ['\n// a note\nexport const MOVIES = []', '3 MOVIES'],
    ["say('who is the Director?')", '1 Director'],
    ["const id = 'heat-1995'", "1 'heat-1995'"],
    ["open('Casablanca')", '1 Casablanca'],
  ])('%s', (code, found) => expect(filmsIn(code)).toEqual([found]))

  test.each([
    'const direction = 1',
    'const broadcast = forecast(castle)',
    'const x = y // a film, say',
    'const stars = reactors',
    "const form = 'utf-8'",
    'const matrix = new Float64Array(4)',
  ])('not in: %s', (code) => expect(filmsIn(code)).toEqual([]))

  test('an address is no comment', () => expect(filmsIn("const a = 'https://example.org/ film'")).toEqual(['1 film']))
})

describe("natural's root", () => {
  test.each([
    ["import natural from 'natural'", 'natural'],
    ['import natural from "natural/index.js"', 'natural/index.js'],
    ["export * from 'natural/lib/natural/index.js'", 'natural/lib/natural/index.js'],
    ["const n = require('natural/lib/natural')", 'natural/lib/natural'],
    ["await import('natural/')", 'natural/'],
    ['await import(`natural/lib/natural/index`)', 'natural/lib/natural/index'],
    ["import s from 'natural/lib/natural/stemmers/index.js'", 'natural/lib/natural/stemmers/index.js'],
    [
      "import n from '../../node_modules/natural/lib/natural/index.js'",
      '../../node_modules/natural/lib/natural/index.js',
    ],
  ])('%s', (code, found) => expect(naturalAtLarge(code)).toEqual([found]))

  test('one file of one part is what it should be', () => {
    expect(naturalAtLarge("import stem from 'natural/lib/natural/stemmers/porter_stemmer.js'")).toEqual([])
    expect(naturalAtLarge("const a = 'naturally'; const b = 'a natural thing'")).toEqual([])
  })
})
