import { describe, expect, test } from 'vitest'
import {
  splitLast,
  splitLastLiked,
  splitNewestSequences,
  splitPeople,
  splitPerUserTime,
} from '../../src/datasets/splits.ts'
import { Random } from '../../src/random.ts'
import { told, world } from './world.ts'

test('splitLast holds the last event of sequences of three and more', () => {
  const { train, held } = splitLast(world({ ann: 'a b c', bob: 'a d', cleo: 'a b c d' }))
  expect(told(train)).toEqual({ ann: 'a b', bob: 'a d', cleo: 'a b c' })
  expect(told(held)).toEqual({ ann: 'c', cleo: 'd' })
})

test('splitLastLiked holds the last like of people with two and more, by time, and no lower rating', () => {
  const data = world({ ann: 'a@1 c@3 b@2 d@4', bob: 'a@1 b@2', cleo: 'a@1 b@2' })
  const values = Float32Array.of(5, 4, 5, 1, 5, 2, 4, 4)
  const { train, held } = splitLastLiked({ ...data, values })
  expect(told(held)).toEqual({ ann: 'c', cleo: 'b' })
  expect(told(train)).toEqual({ ann: 'a b d', bob: 'a b', cleo: 'a' })
})

describe('splitPerUserTime', () => {
  test('holds the last ceil(20 %) by time, then item, whatever the order of the file', () => {
    const { train, held } = splitPerUserTime(world({ ann: '10@5 9@5 3@1 4@1 5@2 7@3' }))
    expect(told(train)).toEqual({ ann: '3 4 5 7' })
    expect(told(held)).toEqual({ ann: '10 9' })
    const five = splitPerUserTime(world({ ann: '10@5 9@5 3@1 4@1 5@2' }))
    expect(told(five.held)).toEqual({ ann: '10' })
  })
  test('keeps people of fewer than five events whole', () => {
    const { train, held } = splitPerUserTime(world({ ann: 'a b c d', bob: 'a b c d e' }))
    expect(told(train)).toEqual({ ann: 'a b c d', bob: 'a b c d' })
    expect(told(held)).toEqual({ bob: 'e' })
  })
  test('goes by the order of the file where there is no time', () => {
    const { held } = splitPerUserTime(world({ ann: 'e d c b a' }, false))
    expect(told(held)).toEqual({ ann: 'a' })
  })
  test('training has only the items that it holds events of', () => {
    const { train } = splitPerUserTime(world({ ann: 'a b c d e' }))
    expect(train.items.ids).toEqual(['a', 'b', 'c', 'd'])
  })
})

describe('splitNewestSequences', () => {
  test('holds the newest and learns nothing from after the first of them began', () => {
    const data = world({ late: 'a@100 b@101', early: 'a@1 b@2 c@150', middle: 'b@50 c@60' })
    const { train, held } = splitNewestSequences(data, 1 / 3)
    expect(told(held)).toEqual({ late: 'a b' })
    expect(told(train)).toEqual({ early: 'a b', middle: 'b c' })
  })
  test('takes the last of the file where there is no time', () => {
    const { train, held } = splitNewestSequences(world({ x: 'a b', y: 'b a', z: 'a b' }, false), 0.1)
    expect(told(train)).toEqual({ x: 'a b', y: 'b a' })
    expect(told(held)).toEqual({ z: 'a b' })
  })
})

test('splitPeople holds people of enough items whole, the same for the same seed', () => {
  const people = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`p${i}`, i < 5 ? 'a b' : 'a b c d e']))
  const one = splitPeople(world(people), new Random(3), 0.2)
  expect(one.held.names.length).toBe(3)
  expect(one.train.names.length).toBe(17)
  expect(one.held.names.every((name) => Number(name.slice(1)) >= 5)).toBe(true)
  expect(splitPeople(world(people), new Random(3), 0.2).held.names).toEqual(one.held.names)
  const drawn = new Set([3, 4, 5, 6].map((seed) => splitPeople(world(people), new Random(seed), 0.2).held.names.join()))
  expect(drawn.size).toBeGreaterThan(1)
})
