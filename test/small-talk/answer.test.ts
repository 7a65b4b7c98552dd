import { expect, test } from 'vitest'
import { Random } from '../../src/random.ts'
import { ANSWER, answer } from '../../src/small-talk/answer.ts'
import { exchangesOf } from '../../src/small-talk/lessons.ts'
import { trainSmallTalk } from '../../src/small-talk/model.ts'
import { dialogues, tiny } from './world.ts'

// What it answers is in model.test.ts; here, what it keeps to itself.
test('stored replies with words that it does not know, or too long ones, are not said; slots are never written', () => {
  const { exchanges } = exchangesOf(dialogues.map((turns) => turns.map((turn) => turn.replace('umbrella', '17'))))
  const talk = trainSmallTalk(exchanges, { ...tiny, encoder: { ...tiny.encoder, epochs: 4 } }, new Random(1))
  const stored = ['Onomatopoeia rests.', `${'You need some rest. '.repeat(10)}`]
  const options = { ...ANSWER, stored, fits: Number.NEGATIVE_INFINITY, sure: -50, never: /\bpromise\b/ }
  const found = answer(talk, ['it rains again .'], options)
  expect(found?.from).toBe('written')
  expect(found?.text).not.toMatch(/\{|17/)
}, 60_000)
