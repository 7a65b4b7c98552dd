import { expect, test } from 'vitest'
import { attributeTable, carries } from '../../../src/recommenders/questions/attribute-table.ts'

test('the same pairs from both sides, each once', () => {
  const lists = [[2, 0, 2], [], [1, 2]]
  const table = attributeTable(lists, 3)
  const itemsOf = (a: number) => [...table.itemsOf.subarray(table.attributeOffsets[a], table.attributeOffsets[a + 1])]
  expect([0, 1, 2].map(itemsOf)).toEqual([[0], [2], [0, 2]])
  for (let item = 0; item < 3; item++) {
    for (let a = 0; a < 3; a++) expect(carries(table, item, a)).toBe(lists[item]!.includes(a))
  }
})
