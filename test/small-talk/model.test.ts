import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Random } from '../../src/random.ts'
import { ANSWER, answer } from '../../src/small-talk/answer.ts'
import { exchangesOf } from '../../src/small-talk/lessons.ts'
import { baselines, fitTo } from '../../src/small-talk/measures.ts'
import { readSmallTalk, type SmallTalk, saveSmallTalk, trainSmallTalk } from '../../src/small-talk/model.ts'
import { dialogues, tiny } from './world.ts'

const { exchanges } = exchangesOf(dialogues)
const dir = mkdtempSync(join(tmpdir(), 'tastebud-'))
const path = join(dir, 'talk.bin')
afterAll(() => rmSync(dir, { recursive: true, force: true }))
let talk: SmallTalk

beforeAll(() => {
  const trained = trainSmallTalk(exchanges, tiny, new Random(1))
  saveSmallTalk(path, trained)
  talk = trained
}, 120_000)

const never = /\bpromise\b/i
const replies = ['You need some rest.', 'That is great news!', 'Take an umbrella with you.']

describe('after learning a small world', () => {
  test('it foretells replies better than pairs of words do, and those better than words alone', () => {
    const model = fitTo(talk.model, talk.vocabulary, exchanges.slice(0, 60))
    const { unigram, bigram } = baselines(exchanges, talk.vocabulary, exchanges.slice(0, 60))
    expect(bigram.perplexity).toBeLessThan(unigram.perplexity)
    expect(model.perplexity).toBeLessThan(bigram.perplexity)
    // No pads are counted: one symbol for each word and each end.
    expect(model.symbols).toBe(exchanges.slice(0, 60).reduce((sum, { reply }) => sum + reply.length + 1, 0))
  })

  test('the stored reply that fits what was said is said', () => {
    const said = (text: string) => answer(talk, [text], { ...ANSWER, fits: 0.1, stored: replies, never })
    expect(said('i am so tired .')).toMatchObject({ text: 'You need some rest.', from: 'stored' })
    expect(said('it rains again .')).toMatchObject({ text: 'Take an umbrella with you.', from: 'stored' })
  })

  test('where none fits it writes, and says nothing that it may not', () => {
    const options = { ...ANSWER, stored: [], sure: -5, never }
    expect(answer(talk, ['my cat is ill .'], options)).toMatchObject({
      text: 'I hope it gets better soon.',
      from: 'written',
    })
    expect(answer(talk, ['my cat is ill .'], { ...options, never: /./ })).toBeUndefined()
    expect(answer(talk, ['my cat is ill .'], { ...options, sure: 0 })).toBeUndefined()
  })

  test('kept in a file it answers the same', () => {
    const again = readSmallTalk(path)
    const options = { ...ANSWER, stored: [], sure: -5, never }
    for (const text of ['how are you ?', 'i won the race !'])
      expect(answer(again, [text], options)?.text).toBe(answer(talk, [text], options)?.text)
  })
})

test('a file that is not there, or damaged, is told with what to do', () => {
  expect(() => readSmallTalk(`${path}.no`)).toThrow(expect.objectContaining({ code: 'NO_FILE' }))
  const bytes = readFileSync(path)
  writeFileSync(`${path}.cut`, bytes.subarray(0, bytes.length / 2))
  expect(() => readSmallTalk(`${path}.cut`)).toThrow(expect.objectContaining({ code: 'ARTIFACT_CORRUPT' }))
})
