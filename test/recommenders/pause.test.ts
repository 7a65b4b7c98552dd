import { expect, test } from 'vitest'
import { Random } from '../../src/random.ts'
import { pause } from '../../src/recommenders/pause.ts'

test('tells the progress and lets others run', async () => {
  const told: unknown[] = []
  let ran = false
  setImmediate(() => {
    ran = true
  })
  await pause({ random: new Random(1), progress: (...all) => told.push(all) }, 2, 5, 'half way')
  expect(told).toEqual([[2, 5, 'half way']])
  expect(ran).toBe(true)
})

test('throws the reason of an abort, also of one that comes while it pauses', async () => {
  const controller = new AbortController()
  const pausing = pause({ random: new Random(1), signal: controller.signal }, 1, 2)
  controller.abort(new Error('enough'))
  await expect(pausing).rejects.toThrow('enough')
})
