import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readIntents } from '../../../../src/dialogue/understand/intents/intents.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'intents-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

const WANTED = ['greet', 'bye', 'thanks', 'help', 'small_talk', 'bot_identity', 'affirm', 'deny', 'both', 'neither', 'dont_know', 'opinion', 'seen', 'not_seen', 'want', 'similar', 'critique', 'another', 'surprise', 'just_recommend', 'reject', 'ask_why', 'ask_fact', 'ask_about', 'ask_more_by', 'where_to_watch', 'forget_preference', 'profile', 'forget_me', 'export_data', 'save', 'unsave', 'watchlist', 'undo', 'restart', 'rewatch_on', 'rewatch_off', 'correct', 'skip_question', 'self_harm', 'abuse', 'out_of_scope'] // biome-ignore format: a list

describe('readIntents', () => {
  test('ours are all there, with examples enough', () => {
    const { names, examples } = readIntents('intents')
    for (const name of WANTED) {
      const count = examples.filter(({ intent }) => names[intent] === name).length
      expect(count, name).toBeGreaterThanOrEqual(20)
    }
    expect(examples.length).toBeGreaterThan(2_000)
  })
  test('words.yml and replies.yml are not intents', () => {
    write('words.yml', 'anything: 1')
    write('replies.yml', 'greet: [x]')
    write('a.yml', 'intents:\n  hi:\n    examples:\n      - hi\n')
    expect(readIntents(folder)).toEqual({
      names: ['hi'],
      examples: [{ text: 'hi', intent: 0, where: `${join(folder, 'a.yml')}:4` }],
    })
  })
  test.each([
    ['intents:\n  hi:\n    examples: []\n', /a\.yml:3: .*examples/],
    ['intents:\n  Hi There:\n    examples: [x]\n', /a\.yml:2: /],
    ['intents:\n  hi:\n    exmples:\n      - x\n', /a\.yml:\d: /],
    ['intents:\n  hi:\n    examples:\n      - x\n      - loved {tittle}\n', /a\.yml:5: no slot is called \{tittle\}/],
    [
      'intents:\n  hi:\n    examples:\n      - hello\n  ho:\n    examples:\n      - Hello!\n      - hello\n',
      /a\.yml:8: "hello" is an example of ho and of hi \(.*a\.yml:4\)/,
    ],
    ['intents:\n  hi: [\n', /a\.yml:\d: /],
  ])('%j names file and line', (text, message) => {
    write('a.yml', text)
    expect(() => readIntents(folder)).toThrow(
      expect.objectContaining({ code: 'BAD_INTENTS', message: expect.stringMatching(message) }),
    )
  })
  test('one example in two files', () => {
    write('a.yml', 'intents:\n  hi:\n    examples:\n      - hello\n')
    write('b.yml', 'intents:\n  ho:\n    examples:\n      - hello\n')
    expect(() => readIntents(folder)).toThrow(/b\.yml:4: .*a\.yml:4/)
  })
  test('no folder', () => {
    expect(() => readIntents(join(folder, 'none'))).toThrow(expect.objectContaining({ code: 'NO_FILE' }))
    expect(() => readIntents(folder)).toThrow(expect.objectContaining({ code: 'NO_FILE' }))
  })
})
