import { describe, expect, test } from 'vitest'
import { applyProtocol, type ProtocolOptions, protocolNames, type Trial } from '../../src/evaluation/protocols.ts'
import { world } from '../datasets/world.ts'

/** Cases in words: `a b -> c, without b`. */
function told(trial: Trial): string[] {
  const id = (row: number) => trial.train.items.ids[row] ?? '?'
  return Array.from(trial.cases(), ({ history, truth, exclude }) => {
    const without = exclude.length > 0 ? `, without ${exclude.map(id).join(' ')}` : ''
    return `${history.map(id).join(' ')} -> ${truth.map(id).join(' ')}${without}`
  })
}
const apply = (name: string, data: Record<string, string>, options?: ProtocolOptions) =>
  applyProtocol(name, { interactions: world(data) }, options)

describe('next-item', () => {
  const data = { interactions: world({ x: 'a b c' }), test: world({ y: 'a z b b', w: 'a' }) }
  test('asks every step from the second on; repeats stay, unseen targets are misses', () => {
    expect(told(applyProtocol('next-item', data))).toEqual(['a -> ?', 'a -> b', 'a b -> b'])
  })
  test('after an unseen item, blank shows nothing', () => {
    expect(told(applyProtocol('next-item', data, { unseenLast: 'blank' }))).toEqual(['a -> ?', ' -> b', 'a b -> b'])
  })
  test('recent shows the newest only', () => {
    const long = { interactions: world({ x: 'a b c' }), test: world({ y: 'a b c' }) }
    expect(told(applyProtocol('next-item', long, { recent: 1 }))).toEqual(['a -> b', 'b -> c'])
  })
  test('without a test part the newest tenth is asked', () => {
    const trial = apply('next-item', { x: 'a@1 b@2', y: 'a@5 b@6' })
    expect(told(trial)).toEqual(['a -> b'])
    expect(trial.train.names).toEqual(['x'])
  })
})

test('last-item asks for the last of three and more, without the one before', () => {
  const trial = apply('last-item', { ann: 'a b c', bob: 'c a', cleo: 'b a a', dan: 'a b x' })
  expect(told(trial)).toEqual(['a b -> c, without b', 'b a -> a, without a', 'a b -> ?, without b'])
})

test('per-user-time asks for what is new and known to training, without the profile', () => {
  const trial = apply('per-user-time', { ann: 'a b c d e', bob: 'a e b c x', cleo: 'b c d e a@9 b@9' })
  expect(told(trial)).toEqual(['a b c d -> e, without a b c d', 'b c d e -> a, without b c d e'])
})

test('the time of the newest known event goes with the question, where there is one', () => {
  const times = (trial: Trial) => Array.from(trial.cases(), ({ at }) => at)
  const steps = { interactions: world({ x: 'a b c' }), test: world({ y: 'a@5 b@7 c@9' }) }
  expect(times(applyProtocol('next-item', steps))).toEqual([5, 7])
  expect(times(apply('last-item', { ann: 'a@1 b@4 c@9' }))).toEqual([4])
  const profiles = { ann: 'a@1 b@2 c@3 d@4 e@8', bob: 'a@1 e@2 b@3 c@6 x@9' }
  expect(times(apply('per-user-time', profiles))).toEqual([4])
  const timeless = applyProtocol('last-item', { interactions: world({ ann: 'a b c' }, false) })
  expect(times(timeless)).toEqual([undefined])
})

test('strong asks about people whom training never saw', () => {
  const people = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`p${i}`, 'a b c d e f g h i j']))
  const trial = apply('strong', people, { seed: 4 })
  expect(trial.train.names.length).toBe(18)
  const cases = [...trial.cases()]
  expect(cases.length).toBe(2)
  for (const { history, truth, exclude } of cases) {
    expect(history.length).toBe(8)
    expect(truth.length).toBe(2)
    expect(exclude).toEqual(history)
    expect(new Set([...history, ...truth]).size).toBe(10)
  }
  expect(told(apply('strong', people, { seed: 4 }))).toEqual(told(trial))
})

test('an unknown protocol and data that leave nothing are coded errors', () => {
  expect(() => apply('leave-one-out', { a: 'x' })).toThrow(expect.objectContaining({ code: 'UNKNOWN_PROTOCOL' }))
  for (const name of protocolNames) {
    expect(() => apply(name, { a: 'x' })).toThrow(expect.objectContaining({ code: 'EMPTY_TEST' }))
  }
})
