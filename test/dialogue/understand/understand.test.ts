import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'
import type { Context } from '../../../src/dialogue/understand/meaning.ts'
import { createUnderstanding, type Understanding } from '../../../src/dialogue/understand/understand.ts'
import { Random } from '../../../src/random.ts'
import { demoCatalogue } from './demo.ts'
import { show } from './show.ts'

let understanding: Understanding
const nothing: Context = { shown: [] }
const id = (text: string) => text as ItemId

beforeAll(async () => {
  understanding = createUnderstanding({ catalogue: await demoCatalogue(), intentsDir: 'intents' })
})

const table = parse(readFileSync('test/dialogue/understand/utterances.yml', 'utf8')) as [string, string][]

describe('what people write', () => {
  test('the table is long', () => expect(table.length).toBeGreaterThan(300))
  test.each(table)('%s', (text, meaning) => {
    expect(show(understanding.understand(text, nothing))).toBe(meaning)
  })
})

describe('answers', () => {
  const heat = [id('heat-1995')]
  const pair = [id('alien-1979'), id('aliens-1986')]
  const cases: [string, Context, string][] = [
    ['yes', { shown: [], asked: { kind: 'seen', items: heat } }, 'affirm'],
    ['nope', { shown: [], asked: { kind: 'seen', items: heat } }, 'deny'],
    ['never heard of it', { shown: [], asked: { kind: 'seen', items: heat } }, 'deny unseen it'],
    ['loved it', { shown: [], asked: { kind: 'seen', items: heat } }, 'opinion heat-1995/like it'],
    ['loved it', { shown: [], asked: { kind: 'opinion', items: heat } }, 'opinion heat-1995/like it'],
    ['it was boring', { shown: [], asked: { kind: 'opinion', items: heat } }, 'opinion heat-1995/dislike it'],
    ['both', { shown: [], asked: { kind: 'choice', items: pair } }, 'both both'],
    ['neither', { shown: [], asked: { kind: 'choice', items: pair } }, 'neither'],
    ['the first', { shown: [], asked: { kind: 'choice', items: pair } }, 'opinion #1'],
    ['the second one please', { shown: [], asked: { kind: 'choice', items: pair } }, 'opinion #2'],
    ['2', { shown: [], asked: { kind: 'choice', items: pair } }, 'opinion #2'],
    ['neither of them', { shown: [], asked: { kind: 'choice', items: pair } }, 'neither #0 them'],
    ['the one by Cameron', { shown: [], asked: { kind: 'choice', items: pair } }, 'opinion aliens-1986/neutral'],
    ['alien', { shown: [], asked: { kind: 'choice', items: pair } }, 'opinion alien-1979/neutral'],
    ['aliens', { shown: [], asked: { kind: 'choice', items: pair } }, 'opinion aliens-1986/neutral'],
    ['horror', { shown: [], asked: { kind: 'tag', field: 'genre' } }, 'want genre:horror/want'],
    [
      'horror or comedy',
      { shown: [], asked: { kind: 'tag', field: 'genre' } },
      'want genre:horror/want genre:comedy/want',
    ],
    ['not horror', { shown: [], asked: { kind: 'tag', field: 'genre' } }, 'want genre:horror/avoid!'],
    ["i don't know", { shown: [], asked: { kind: 'tag', field: 'genre' } }, 'dont_know'],
    ['heat', { shown: [], asked: { kind: 'open' } }, 'opinion heat-1995/neutral'],
    ['Her', { shown: [], asked: { kind: 'open' } }, 'opinion her-2013/neutral'],
  ]
  test.each(cases)('%s (%o)', (text, context, meaning) => {
    expect(show(understanding.understand(text, context))).toBe(meaning)
  })
})

test.each([
  ['something like Jaws with no sharks', 'neutral', 'theme:monsters'],
  ['something like Jaws without sharks', 'neutral', 'theme:monsters'],
  ['something like Alien with no gore', 'neutral', 'theme:gore'],
  ['I want something like Heat with no violence', 'want', 'theme:violence'],
  ['something like the second one without gore', 'neutral', 'theme:gore'],
  ['avoid anything like Jaws', 'avoid', undefined],
])('likened and refused: %s', (text, stance, refused) => {
  const [clause, ...more] = understanding.understand(text, nothing).clauses
  expect(more).toEqual([])
  expect(clause).toMatchObject({ intent: 'similar', stance })
  expect(clause?.tags.map((tag) => `${tag.field}:${tag.value}`)).toEqual(refused === undefined ? [] : [refused])
  expect(clause?.tags.every((tag) => tag.stance === 'avoid')).toBe(true)
})

describe('robust', () => {
  test('offsets point into the message', () => {
    const text = 'I loved Amélie, hated 🎃 “Saw” and zombies'
    for (const clause of understanding.understand(text, nothing).clauses) {
      for (const { start, end, surface } of [...clause.items, ...clause.tags, ...clause.axes, ...clause.numbers]) {
        expect(text.slice(start, end)).toBe(surface)
      }
      expect(text.slice(clause.start, clause.end)).toBe(clause.text)
    }
  })

  test('is pure: the same twice', () => {
    const text = 'something like alien but less gory and newer'
    expect(understanding.understand(text, nothing)).toEqual(understanding.understand(text, nothing))
  })

  test('random Unicode breaks nothing', () => {
    const random = new Random(11)
    const pieces = [
      'alien',
      ' ',
      'no ',
      'not ',
      '\u0000',
      '\u202e',
      '😀',
      '\ud800',
      'é',
      'ß',
      '"',
      "'",
      '(',
      '1984',
      '90s',
      'the ',
      ',',
      '.',
      '\n',
      '2h',
      'שלום',
      '漢字',
      '\u001b[31m',
      '<b>',
      'loved ',
      'like ',
      '#',
      'second ',
      'less ',
    ]
    for (let i = 0; i < 1500; i++) {
      const text = Array.from({ length: random.int(14) }, () =>
        random.int(4) === 0 ? String.fromCharCode(random.int(0xffff)) : random.pick(pieces),
      ).join('')
      const { clauses } = understanding.understand(text, nothing)
      expect(clauses.length).toBeGreaterThan(0)
      for (const { probability } of clauses) expect(probability >= 0 && probability <= 1).toBe(true)
    }
  })

  test.each([
    ['one word', 'a'.repeat(10_000)],
    ['words', 'xq zzk blorp '.repeat(800)],
    ['commas', 'a,b '.repeat(2_500)],
    ['titles', 'alien blade runer '.repeat(600)],
    ['emoji', '😀é '.repeat(3_000)],
    ['verbs', 'loved zork '.repeat(1_000)],
    ['newlines', 'no\n'.repeat(4_000)],
  ])('10,000 characters of %s take bounded time', (_, text) => {
    understanding.understand(text, nothing)
    const before = process.cpuUsage()
    understanding.understand(text, nothing)
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(60)
  })

  test('a title that two share is ambiguous, and a year or an age tells', () => {
    const first = (text: string) => understanding.understand(text, nothing).clauses[0]?.items[0]
    expect(first('I loved Suspiria')).toMatchObject({ ambiguous: true })
    expect(
      first('I loved Suspiria')
        ?.candidates.map((c) => c.id)
        .sort(),
    ).toEqual(['suspiria-1977', 'suspiria-2018'])
    expect(first('I loved Suspiria (2018)')).toMatchObject({ ambiguous: false, candidates: [{ id: 'suspiria-2018' }] })
    expect(first('i loved the original suspiria')?.candidates[0]?.id).toBe('suspiria-1977')
  })

  test('an unknown title names its neighbours', () => {
    const unknown = understanding.understand('I loved Blade Walker', nothing).clauses[0]?.unknownTitles[0]
    expect(unknown?.surface).toBe('Blade Walker')
    expect(unknown?.nearest).toContain('blade-runner-1982')
  })
})
