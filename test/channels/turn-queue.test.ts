import { expect, test } from 'vitest'
import { TurnQueue } from '../../src/channels/turn-queue.ts'

const soon = () => new Promise((resolve) => setTimeout(resolve, 5))

test('turns of one person follow each other, people go side by side', async () => {
  const queue = new TurnQueue()
  const order: string[] = []
  const turn = (person: string, n: number) =>
    queue.run(person, async () => {
      order.push(`${person}${n} begins`)
      await soon()
      order.push(`${person}${n} ends`)
    })
  await Promise.all([turn('a', 1), turn('a', 2), turn('b', 1)])
  expect(order.filter((line) => line.startsWith('a'))).toEqual(['a1 begins', 'a1 ends', 'a2 begins', 'a2 ends'])
  expect(order.indexOf('b1 begins')).toBeLessThan(order.indexOf('a1 ends'))
  expect(queue.busy).toBe(0)
})

test('a turn that fails fails alone', async () => {
  const queue = new TurnQueue()
  const bad = queue.run('a', () => Promise.reject(new Error('no')))
  const good = queue.run('a', async () => 'yes')
  await expect(bad).rejects.toThrow('no')
  expect(await good).toBe('yes')
})

test('too many waiting are refused, others are not', async () => {
  const queue = new TurnQueue(2)
  const waiting = [queue.run('a', soon), queue.run('a', soon)]
  await expect(queue.run('a', soon)).rejects.toMatchObject({ code: 'TOO_MANY_TURNS', status: 429 })
  await queue.run('b', soon)
  await Promise.all(waiting)
  await queue.run('a', soon)
})
