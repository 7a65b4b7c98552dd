import { expect, test } from 'vitest'
import { loadConfig } from '../src/config.ts'
import { deadlineDefaults } from '../src/deadlines.ts'
import { defaultDeadlines } from '../src/dialogue/mind/worker-mind.ts'

test('settings and a mind that is given none have the same deadlines', () => {
  const { understandMs, scoreMs } = deadlineDefaults
  expect(loadConfig({ cwd: import.meta.dirname, env: {} })).toMatchObject({ understandMs, scoreMs })
  expect(defaultDeadlines).toEqual({
    understand: understandMs,
    recommend: scoreMs,
    question: scoreMs,
    itemQuestion: scoreMs,
  })
})
