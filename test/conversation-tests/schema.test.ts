import { describe, expect, test } from 'vitest'
import { convoSchema } from '../../src/conversation-tests/schema.ts'

const step = (expectation: unknown) => ({ convo: 'x', steps: [{ user: 'hi', expect: expectation }] })

describe('convoSchema', () => {
  test('takes one or several values where several may be meant', () => {
    for (const acts of ['ask', ['ask', 'greet']]) expect(convoSchema.safeParse(step({ acts })).success).toBe(true)
  })

  test('takes variables for bounds, and no other text', () => {
    const year = (min: unknown) => convoSchema.safeParse(step({ items: { all: { year: { min } } } })).success
    expect([year(1980), year('{{from}}'), year('1980'), year('soon')]).toEqual([true, true, false, false])
  })

  test('refuses what it does not know, in every depth', () => {
    for (const wrong of [
      { act: 'x' },
      { items: { contain: 'x' } },
      { items: { all: { genre: 'x' } } },
      { stored: { user: 'few' } },
    ]) {
      expect(convoSchema.safeParse(step(wrong)).success).toBe(false)
    }
  })

  test('frozen time is a time', () => {
    const clock = (text: string) => convoSchema.safeParse({ ...step({}), clock: text }).success
    expect([clock('2026-01-01T19:00:00Z'), clock('tomorrow')]).toEqual([true, false])
  })
})
