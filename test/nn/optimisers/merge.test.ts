import { expect, test } from 'vitest'
import { zeros } from '../../../src/nn/initialisers.ts'
import { clip, mergeUpdates } from '../../../src/nn/optimisers/merge.ts'
import { Parameters } from '../../../src/nn/parameters.ts'
import { Random } from '../../../src/random.ts'

const table = new Parameters().add('table', [4, 2], zeros, new Random(1))
const rows = (...list: number[]) => Int32Array.from(list)
const numbers = (...list: number[]) => Float32Array.from(list)

test('repeated rows add up, within an update and across', () => {
  const merged = mergeUpdates([
    { parameter: table, rows: rows(3, 1, 3), gradient: numbers(1, 2, 3, 4, 5, 6) },
    { parameter: table, rows: rows(-1, 1), gradient: numbers(9, 9, 10, 20) },
  ])
  expect(merged).toEqual([{ parameter: table, rows: rows(1, 3), gradient: numbers(13, 24, 6, 8) }])
})

test('what is used whole and by rows gets one whole update', () => {
  const merged = mergeUpdates([
    { parameter: table, rows: rows(1, 1), gradient: numbers(1, 2, 3, 4) },
    { parameter: table, gradient: numbers(1, 1, 1, 1, 1, 1, 1, 1) },
  ])
  expect(merged).toEqual([{ parameter: table, gradient: numbers(1, 1, 5, 7, 1, 1, 1, 1) }])
})

test('clipping shortens all gradients together and keeps their direction', () => {
  const updates = [
    { parameter: table, gradient: numbers(3, 0) },
    { parameter: table, gradient: numbers(0, 4) },
  ]
  clip(updates, 10)
  expect(updates.map(({ gradient }) => [...gradient])).toEqual([
    [3, 0],
    [0, 4],
  ]) // prettier-ignore
  clip(updates, 1)
  expect(updates[0]?.gradient[0]).toBeCloseTo(0.6)
  expect(updates[1]?.gradient[1]).toBeCloseTo(0.8)
})
