import { expect, test } from 'vitest'
import { readStored } from '../../src/small-talk/stored.ts'
import { folder } from '../datasets/folder.ts'

test('ours can be read: promises are forbidden, plain answers are not', () => {
  const { replies, never } = readStored('intents/small-talk.yml')
  expect(replies.length).toBeGreaterThan(30)
  expect(never.test("I'll send you the film.")).toBe(true)
  expect(never.test('That sounds like fun.')).toBe(false)
  // What people wrote keeps to the same rule, but for "I have" and its like.
  for (const reply of replies) expect(reply).not.toMatch(/\d|promise/)
})

test('a file of another shape is told', () => {
  const dir = folder({ 'a.yml': 'replies: []\nnever: [x]\n' })
  expect(() => readStored(`${dir}/a.yml`)).toThrow(expect.objectContaining({ code: 'BAD_INTENTS' }))
  expect(() => readStored(`${dir}/b.yml`)).toThrow(expect.objectContaining({ code: 'NO_FILE' }))
})
