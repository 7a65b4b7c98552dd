import { expect, test } from 'vitest'
import { turnSeed } from '../../../src/dialogue/decide/heard.ts'
import { fresh } from '../../../src/dialogue/track/state.ts'

test('the seed of a turn moves with the seed, the conversation and the history, and with nothing else', () => {
  const at = (seed: number, conversation: string, version: number) =>
    turnSeed(seed, { ...fresh(conversation), version })
  expect(at(1, 'c', 3)).toBe(at(1, 'c', 3))
  expect(new Set([at(1, 'c', 3), at(2, 'c', 3), at(1, 'd', 3), at(1, 'c', 4)]).size).toBe(4)
})
