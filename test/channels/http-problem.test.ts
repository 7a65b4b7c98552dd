import { expect, test } from 'vitest'
import { z } from 'zod'
import { longestMessage, read, readWords } from '../../src/channels/http-problem.ts'

test('names every field that is wrong', () => {
  const schema = z.object({ a: z.string(), b: z.number() })
  expect(read(schema, { a: 'x', b: 1 })).toEqual({ a: 'x', b: 1 })
  expect(() => read(schema, { a: 1 })).toThrow(/a: .*; b: /)
  expect(() => read(schema, 'text')).toThrow(/body: /)
})

test('words are neither empty nor endless', () => {
  expect(readWords(' hi ')).toBe(' hi ')
  expect(readWords('x'.repeat(longestMessage))).toHaveLength(longestMessage)
  expect(() => readWords(' \n')).toThrow(/empty/)
  expect(() => readWords('x'.repeat(longestMessage + 1))).toThrow(/20001 characters/)
})
