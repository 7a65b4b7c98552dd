import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { InFlight } from '../../../src/channels/discord/in-flight.ts'
import { silentLog } from '../../../src/log.ts'

test('what fails is logged, and settling waits for the rest', async () => {
  const lines: string[] = []
  const work = new InFlight({ ...silentLog, error: (_, message) => void lines.push(message) })
  const done: string[] = []
  work.track(Promise.reject(new Error('broken')))
  work.track(wait(30).then(() => done.push('late')))
  expect(work.closed).toBe(false)
  await work.settled(5000)
  expect(work.closed).toBe(true)
  expect(done).toEqual(['late'])
  expect(lines).toHaveLength(1)
})

test('but not for ever', async () => {
  const work = new InFlight(silentLog)
  work.track(new Promise(() => undefined))
  await work.settled(10)
})
