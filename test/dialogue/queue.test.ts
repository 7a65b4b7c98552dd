import { expect, test } from 'vitest'
import { Queue } from '../../src/dialogue/queue.ts'

const later = () => new Promise<void>((resolve) => setImmediate(resolve))

test('one key runs in order, another does not wait, a failure holds nobody up', async () => {
  const queue = new Queue()
  const seen: string[] = []
  let release = () => {}
  const gate = new Promise<void>((resolve) => {
    release = resolve
  })
  const first = queue.run('a', async () => {
    await gate
    seen.push('a1')
    throw new Error('a1 failed')
  })
  const second = queue.run('a', async () => seen.push('a2'))
  await queue.run('b', async () => seen.push('b1'))
  expect(seen).toEqual(['b1'])
  release()
  await expect(first).rejects.toThrow('a1 failed')
  await second
  expect(seen).toEqual(['b1', 'a1', 'a2'])
})

test('too many of one person are refused, others are not, and there is room again afterwards', async () => {
  const queue = new Queue(2)
  const waiting = [queue.run('a', later), queue.run('a', later)]
  await expect(queue.run('a', later)).rejects.toMatchObject({ code: 'TOO_MANY_TURNS', fix: expect.any(String) })
  await queue.run('b', later)
  await Promise.all(waiting)
  await queue.run('a', later)
})

test('idle waits for what is still running, also for work added meanwhile, and for failures', async () => {
  const queue = new Queue()
  const seen: string[] = []
  void queue.run('a', async () => {
    await later()
    seen.push('first')
    void queue.run('b', async () => {
      await later()
      seen.push('second')
    })
  })
  const failing = queue.run('c', () => Promise.reject(new Error('no')))
  failing.catch(() => undefined)
  await queue.idle()
  expect(seen).toEqual(['first', 'second'])
})
