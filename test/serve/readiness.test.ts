import { expect, test } from 'vitest'
import { TastebudError } from '../../src/errors.ts'
import { silentLog } from '../../src/log.ts'
import { readiness } from '../../src/serve/readiness.ts'

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

test('a store is looked at once a second, however often one asks, and found again when it is back', async () => {
  let looks = 0
  let full = false
  const ask = readiness(
    {
      ready: () => true,
      check: async () => {
        looks++
        await sleep(1)
        if (full) throw new TastebudError('STORE_FULL', 'Full.', 'Make room.')
      },
    },
    silentLog,
  )
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(Array(3).fill({ status: 'ready' }))
  full = true
  expect([await ask(), looks]).toEqual([{ status: 'ready' }, 1])
  await sleep(1050)
  expect([await ask(), looks]).toEqual([{ status: 'no store', code: 'STORE_FULL' }, 2])
  full = false
  await sleep(1050)
  expect([await ask(), looks]).toEqual([{ status: 'ready' }, 3])
})

test('a store that does not answer is no store, and the question does not wait for it', async () => {
  const ask = readiness({ ready: () => true, check: () => new Promise(() => undefined) }, silentLog)
  expect(await ask()).toEqual({ status: 'no store', code: 'STORE_BUSY' })
})

test('while it loads nothing is asked of the store', async () => {
  const ask = readiness({ ready: () => false, check: () => Promise.reject(new Error('asked')) }, silentLog)
  expect(await ask()).toEqual({ status: 'starting' })
})
