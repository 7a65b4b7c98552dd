import { describe, expect, test } from 'vitest'
import { byId, InteractionsBuilder } from '../../src/datasets/builder.ts'
import { Vocabulary } from '../../src/datasets/vocabulary.ts'

describe('InteractionsBuilder', () => {
  test('puts the events of a sequence together, by time', () => {
    const builder = new InteractionsBuilder()
    builder.add('ann', '10', 5, 300)
    builder.add('bob', '9', 3, 50)
    builder.add('ann', '9', 4, 100)
    const data = builder.build()
    expect(data.items.ids).toEqual(['9', '10'])
    expect(data.names).toEqual(['ann', 'bob'])
    expect([...data.offsets]).toEqual([0, 2, 3])
    expect([...data.rows]).toEqual([0, 1, 0])
    expect([...data.times]).toEqual([100, 300, 50])
    expect([...data.values]).toEqual([4, 5, 3])
  })

  test('equal and absent times keep the order in which events came', () => {
    const builder = new InteractionsBuilder()
    for (const item of ['c', 'a', 'b']) builder.add('tied', item, 1, 7)
    for (const item of ['b', 'c', 'a']) builder.add('timeless', item)
    const { rows, items } = builder.build()
    expect(Array.from(rows, (row) => items.ids[row])).toEqual(['c', 'a', 'b', 'b', 'c', 'a'])
  })

  test('known items keep their rows, new ones come after', () => {
    const builder = new InteractionsBuilder(new Vocabulary(['z', 'b']))
    builder.add('s', 'a')
    builder.add('s', 'b')
    expect(builder.build().items.ids).toEqual(['z', 'b', 'a'])
  })
})

test('byId: numbers by value and first, other ids by code units', () => {
  expect(['b', '10', 'B', '9', '100000000000000000001', '100000000000000000000'].sort(byId)).toEqual([
    '9',
    '10',
    '100000000000000000000',
    '100000000000000000001',
    'B',
    'b',
  ])
})
