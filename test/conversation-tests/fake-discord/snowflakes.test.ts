import { expect, test } from 'vitest'
import { Snowflakes, shardOf } from '../../../src/conversation-tests/fake-discord/snowflakes.ts'

test('ids grow, are decimal, and spread over shards', () => {
  const ids = new Snowflakes()
  const all = Array.from({ length: 30 }, () => ids.next())
  expect(all.every((id) => /^\d{17,20}$/.test(id))).toBe(true)
  expect([...all].sort()).toEqual(all)
  const shards = all.map((id) => shardOf(id, 3))
  for (const shard of [0, 1, 2]) expect(shards.filter((each) => each === shard)).toHaveLength(10)
  expect(shardOf(undefined, 3)).toBe(0)
})
