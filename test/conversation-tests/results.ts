import type { ConvoResult, StepResult } from '../../src/conversation-tests/run.ts'

/** A result with these steps, one a line. */
export function result(driver: string, steps: readonly Partial<StepResult>[], example?: number): ConvoResult {
  const all = steps.map((step, i) => ({ line: i + 1, said: 'hi', mismatches: [], milliseconds: 5, ...step }))
  return {
    path: 'a.convo.yml',
    title: 'a <talk>',
    driver,
    ...(example !== undefined && { example }),
    steps: all,
    passed: all.every(({ mismatches }) => mismatches.length === 0),
    milliseconds: 1500,
  }
}

export const mismatch = { what: 'expect.acts', expected: 'ask', got: 'recommend\nand "more" & \x1b' }
