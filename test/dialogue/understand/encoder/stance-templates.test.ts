import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  choices,
  composed,
  mark,
  readStanceTemplates,
  stanceExample,
} from '../../../../src/dialogue/understand/encoder/stance-templates.ts'
import { Random } from '../../../../src/random.ts'
import { folder } from '../../../datasets/folder.ts'

const file = (single: string, several = 'not {t-} but {t+}') => {
  const list = (texts: string[]) => texts.map((text) => `\n  - "${text}"`).join('')
  const dir = folder({ x: '' })
  const parts = {
    joins: ['but'],
    fillers_before: ['well ,'],
    fillers_after: ['thanks'],
    single: [single],
    several: [several],
  }
  writeFileSync(
    `${dir}/stances.yml`,
    Object.entries(parts)
      .map(([key, texts]) => `${key}:${list(texts)}\n`)
      .join(''),
  )
  return `${dir}/stances.yml`
}

test('a sentence of a template: folded words, a label for each mention, none for other words', () => {
  const { words, stances, seen } = stanceExample(
    "I didn't {watch} {t-s}, but (loved|loved) {p+}!",
    { watch: 'see' },
    new Random(1),
  )
  expect(words).toEqual(['i', 'didnt', 'see', '{title}', ',', 'but', 'loved', '{person}', ','])
  expect(stances.map((stance) => stance ?? '.').join(' ')).toBe('. . . dislike . . . like .')
  expect(seen[3]).toBe(true)
  expect(seen[7]).toBeUndefined()
})

test('every choice of a group and every kind of mention comes up', () => {
  const random = new Random(2)
  const made = Array.from({ length: 60 }, () => stanceExample('(no|not|) {g!}', {}, random).words.join(' '))
  expect(new Set(made)).toEqual(new Set(['no {tag}', 'not {tag}', '{tag}', 'no {axis}', 'not {axis}', '{axis}']))
})

test('no choice of a template is left to luck', () => {
  const made = choices('(a|b|c) {x+} (d|e)', 2, new Random(4))
  expect(made).toHaveLength(6)
  for (const letter of 'abcde') expect(made.filter((text) => text.includes(letter)).length).toBeGreaterThanOrEqual(2)
})

test('templates are joined', () => {
  const templates = readStanceTemplates(file('i like {x+}'))
  const random = new Random(3)
  const made = Array.from({ length: 80 }, () => composed(templates, random))
  expect(made).toContain('i like {x+} but i like {x+}')
  expect(made.some((text) => text.includes('not {t-} but {t+}'))).toBe(true)
  expect(made.some((text) => text.startsWith('well , '))).toBe(true)
})

test.each([
  ['{title} is great', /stances\.yml:8: a mention is written/],
  ['nothing is named', /expected one mention, found 0/],
  ['{x+} and {x+}', /expected one mention, found 2/],
  ['(a|b {x+}', /a bracket is not closed/],
])('"%s" is told with its line', (single, what) => {
  expect(() => readStanceTemplates(file(single))).toThrow(
    expect.objectContaining({ code: 'BAD_INTENTS', message: expect.stringMatching(what) }),
  )
})

test('ours can be read', () => {
  expect(readStanceTemplates('intents/stances.yml').single.length).toBeGreaterThan(100)
})

test('marks that end or part something are one', () => {
  expect([',', '.', '!', '?', '"'].map(mark)).toEqual([',', ',', ',', '?', undefined])
})
