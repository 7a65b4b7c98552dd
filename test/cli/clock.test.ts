import { expect, test } from 'vitest'
import { clockFrom } from '../../src/cli/clock.ts'

test('the time of the machine, unless it is stopped', () => {
  const before = Date.now()
  expect(clockFrom({})()).toBeGreaterThanOrEqual(before)
  expect(clockFrom({ TASTEBUD_CLOCK: '2026-01-01T19:00:00Z' })()).toBe(Date.UTC(2026, 0, 1, 19))
  expect(() => clockFrom({ TASTEBUD_CLOCK: 'teatime' })).toThrow(expect.objectContaining({ code: 'BAD_CONFIG' }))
})
