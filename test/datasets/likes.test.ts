import { describe, expect, test } from 'vitest'
import { likes, likesFrom, scaleOf } from '../../src/datasets/likes.ts'
import { told, world } from './world.ts'

describe('likes', () => {
  test('4 and more on a scale to 5', () => {
    expect(told(likes(world({ ann: 'a:4 b:3.5 c:5', bob: 'b:0.5' })))).toEqual({ ann: 'a c' })
  })
  test('the top 40 % of another scale', () => {
    const data = world({ ann: 'a:0 b:5.9 c:6 d:10' })
    expect(scaleOf(data)).toEqual({ explicit: true, lowest: 0, highest: 10, like: 6 })
    expect(told(likes(data))).toEqual({ ann: 'c d' })
  })
  test('every event where all have the same value', () => {
    const data = world({ ann: 'a b', bob: 'c' })
    expect(scaleOf(data).explicit).toBe(false)
    expect(likes(data)).toBe(data)
  })
  test('a value of one’s own', () => {
    expect(told(likesFrom(world({ ann: 'a:1 b:2 c:3' }), 2))).toEqual({ ann: 'b c' })
  })
})
