import { expect, test } from 'vitest'
import { restrict, select } from '../../src/datasets/select.ts'
import { Vocabulary } from '../../src/datasets/vocabulary.ts'
import { told, world } from './world.ts'

const data = world({ ann: 'a b c', bob: 'b', cleo: 'c a' })

test('select keeps what is wanted; sequences and items without events go', () => {
  const kept = select(data, (event) => data.items.ids[data.rows[event] ?? 0] !== 'b')
  expect(told(kept)).toEqual({ ann: 'a c', cleo: 'c a' })
  expect(kept.items.ids).toEqual(['a', 'c'])
  expect([...kept.times]).toEqual([0, 2, 0, 1])
})

test('select without repack keeps the vocabulary', () => {
  const kept = select(data, (_, sequence) => sequence === 1, { repack: false })
  expect(told(kept)).toEqual({ bob: 'b' })
  expect(kept.items).toBe(data.items)
})

test('restrict takes over the rows of another vocabulary and counts unknown items', () => {
  const { interactions, unknown } = restrict(data, new Vocabulary(['c', 'x', 'a']))
  expect(told(interactions)).toEqual({ ann: 'a c', cleo: 'c a' })
  expect([...interactions.rows]).toEqual([2, 0, 0, 2])
  expect(unknown).toBe(2)
})
