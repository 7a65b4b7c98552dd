import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readUtterances } from '../../src/datasets/utterances.ts'
import { folder } from './folder.ts'

const part = (name: string, said: string, slots: string, label: string) => ({
  [`${name}.seq.in`]: said,
  [`${name}.seq.out`]: slots,
  [`${name}.label`]: label,
})
const rest = { ...part('valid', 'stop\n', 'O\n', 'Stop\n'), ...part('test', 'stop\n', 'O\n', 'Stop\n') }

test('a line an utterance, with its labels and intent', () => {
  const dir = folder({ ...part('train', 'play  old songs \nstop\n', 'O B-x I-x\nO\n', 'Play\nStop\n'), ...rest })
  const { format, train, test: last } = readUtterances(dir)
  expect(format).toBe('seq')
  expect(train[0]).toEqual({ words: ['play', 'old', 'songs'], intent: 'Play', slots: ['O', 'B-x', 'I-x'] })
  expect(last).toHaveLength(1)
})

test.each([
  ['a label too few', 'play songs\n', 'O\n', 'Play\n', /train\.seq\.out:1: 1 labels for 2 words/],
  ['an I- without its B-', 'a\nplay songs\n', 'O\nO I-x\n', 'A\nPlay\n', /train\.seq\.out:2: "I-x"/],
  ['no intent', 'play\nstop\n', 'O\nO\n', 'Play\n', /train\.label:2/],
])('%s is told with its line', (_, said, slots, label, what) => {
  const dir = folder({ ...part('train', said, slots, label), ...rest })
  expect(() => readUtterances(dir)).toThrow(
    expect.objectContaining({ code: 'BAD_ROW', message: expect.stringMatching(what) }),
  )
})

test('CLINC150, whose out-of-scope utterances have no intent', () => {
  const json = {
    train: [["what's up, doc?", 'greeting']],
    val: [],
    test: [['hi', 'greeting']],
    oos_test: [['zzz', 'oos']],
  }
  const { format, train, test: last } = readUtterances(folder({ 'data_full.json': JSON.stringify(json) }))
  expect(format).toBe('clinc')
  expect(train).toEqual([{ words: ["what's", 'up', ',', 'doc', '?'], intent: 'greeting' }])
  expect(last).toEqual([
    { words: ['hi'], intent: 'greeting' },
    { words: ['zzz'], intent: undefined },
  ])
  expect(() => readUtterances(folder({ 'data_full.json': '{"train": 1}' }))).toThrow(
    expect.objectContaining({ code: 'BAD_ROW' }),
  )
})

test('a folder of something else, and none', () => {
  expect(() => readUtterances(folder({ 'a.csv': '' }))).toThrow(expect.objectContaining({ code: 'UNKNOWN_FORMAT' }))
  expect(() => readUtterances('/no/such/folder')).toThrow(expect.objectContaining({ code: 'NO_FILE' }))
})

const real = process.env.TASTEBUD_DATA ?? resolve(import.meta.dirname, '../../../shared/data')
test.skipIf(!existsSync(`${real}/snips`))('the published sizes', () => {
  const sizes = (name: string) => {
    const { train, validation, test: last } = readUtterances(`${real}/${name}`)
    return [train.length, validation.length, last.length]
  }
  expect(sizes('snips')).toEqual([13_084, 700, 700])
  expect(sizes('clinc150')).toEqual([15_100, 3_100, 5_500])
})
