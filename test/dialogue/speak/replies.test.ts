import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readReplies } from '../../../src/dialogue/speak/replies.ts'

const write = (text: string) => {
  const path = join(mkdtempSync(join(tmpdir(), 'replies-')), 'replies.yml')
  writeFileSync(path, text)
  return path
}

describe('readReplies', () => {
  test('a key without sentences is refused with its line', () => {
    const path = write('greet:\n  - "Hi"\nbye: "not a list"\n')
    expect(() => readReplies(path)).toThrow(`${path}:3: "bye" needs a list of sentences`)
    expect(() => readReplies(write('greet: [\n'))).toThrow(/replies\.yml:\d+: /)
    expect(() => readReplies(write('greet: []\n'))).toThrow(/:1: /)
  })

  test('the shipped file has every key that the code says, and no other', () => {
    const folder = new URL('../../../src/dialogue/speak/', import.meta.url).pathname
    const source = readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('\n')
    const quoted = new Set([...source.matchAll(/'([a-z][a-z-]*(?:[._][a-z-]+)*)'/g)].map((match) => match[1] as string))
    const acts = readFileSync(new URL('../../../src/dialogue/decide/act.ts', import.meta.url), 'utf8')
    for (const [, name] of acts.matchAll(/'([a-z_-]+)'/g)) quoted.add(name as string).add(`why-not.${name}`)
    const how = [...acts.matchAll(/readonly how: (.*)/g)].flatMap(([, names]) => [
      ...(names ?? '').matchAll(/'([a-z]+)'/g),
    ])
    for (const [, name] of how) quoted.add(`recommend.${name}`)
    for (const family of ['number', 'year', 'rating'])
      for (const form of ['min', 'max', 'exact', 'between']) quoted.add(`${family}.${form}`)
    for (const answer of ['neither', 'unsure']) quoted.add(`accept.${answer}`)
    const shipped = readReplies(new URL('../../../intents/replies.yml', import.meta.url).pathname)
    expect([...shipped.keys()].filter((key) => !quoted.has(key))).toEqual([])
    const used = [...source.matchAll(/(?:say|#one)\('([^']+)'/g)].map((match) => match[1] as string)
    expect(used.length).toBeGreaterThan(50)
    expect(used.filter((key) => !shipped.has(key))).toEqual([])
  })

  test('no sentence has a word that is true of films alone, but for what it quotes', () => {
    const shipped = readReplies(new URL('../../../intents/replies.yml', import.meta.url).pathname)
    // A button says what the person would say.
    const spoken = [...shipped].filter(([key]) => !key.startsWith('button.'))
    const said = spoken.flatMap(([, sentences]) => sentences.map((sentence) => sentence.replaceAll(/"[^"]*"/g, '')))
    const words = /\b(films?|movies?|seen|cinema|viewers?|(?<!\{)watch(ed|ing)?)\b/i
    expect(said.filter((sentence) => words.test(sentence))).toEqual([])
  })
})
