import { join } from 'node:path'
import { expect, test } from 'vitest'
import { InteractionsBuilder } from '../../../src/datasets/builder.ts'
import { Complaints } from '../../../src/datasets/readers/complaints.ts'
import { jsonLines, plainRatings, type Reader, sequences, table } from '../../../src/datasets/readers/formats.ts'
import { folder } from '../folder.ts'
import { told } from '../world.ts'

async function read(reader: Reader, content: string, allowed = 0) {
  const builder = new InteractionsBuilder()
  const complaints = new Complaints(allowed)
  await reader(join(folder({ f: content }), 'f'), builder, complaints)
  return { ...builder.build(), skipped: complaints.skipped }
}

test('a table by its columns, in any order, others unread', async () => {
  const map = { user: 'who', item: 'what', rating: 'stars', time: 'when' }
  const data = await read(table(map, ';'), 'when;x;stars;what;who\n2020-01-02;-;4;b;ann\n2020-01-01;-;2;a;ann\n')
  expect(told(data)).toEqual({ ann: 'a b' })
  expect([...data.values]).toEqual([2, 4])
  expect(data.times[0]).toBe(1_577_836_800)
})

test('a table without rating and time: every event is worth 1 and has no time', async () => {
  const data = await read(table({ user: 'u', item: 'i' }, ','), 'u,i\nann,"a, b"\n')
  expect(data.items.ids).toEqual(['a, b'])
  expect(data.values[0]).toBe(1)
  expect(data.times[0]).toBeNaN()
})

test('a mapped column that is not there is said with those that are', async () => {
  await expect(read(table({ user: 'u', item: 'i' }, ','), 'user,item\n')).rejects.toMatchObject({
    code: 'BAD_OPTION',
    message: expect.stringContaining(':1: expected a column "u", found user, item'),
  })
})

test('rows that lack something are named with what was expected', async () => {
  const rows = 'u,i,t\n,a,1\nann,,1\nann,a,soon\nann,a\nann,"a"x,1\nann,b,2\n'
  const data = await read(table({ user: 'u', item: 'i', time: 't' }, ','), rows, 9)
  expect(told(data)).toEqual({ ann: 'b' })
  const expected = [
    '2: expected u, i, t, found no user',
    '3: .*no item',
    '4: .*no time',
    '5: expected 3 cells',
    '6: .*quotes',
  ]
  expect(data.skipped).toEqual(expected.map((text) => expect.stringMatching(`f:${text}`)))
})

test('JSON lines', async () => {
  const map = { user: 'u', item: 'i', rating: 'r' }
  const data = await read(jsonLines(map), '{"u":1,"i":"x","r":4.5}\nno\n[1]\n\n{"u":1,"i":{}}\n', 9)
  expect(told(data)).toEqual({ 1: 'x' })
  expect(data.skipped).toEqual([
    expect.stringContaining('f:2: expected a JSON object'),
    expect.stringContaining('f:3: expected an object with u, i, r'),
    expect.stringContaining('f:5: expected an object with u, i, r, found no item'),
  ])
})

test('plain ratings, by tab or ::', async () => {
  expect(told(await read(plainRatings('::'), '1::5::3::9\r\n1::4::3::8\r\n'))).toEqual({ 1: '4 5' })
})

test('one sequence a line, named or not; repeats and order stay', async () => {
  expect(told(await read(sequences(false), '5 3 3\n\n7\n'))).toEqual({ 1: '5 3 3', 3: '7' })
  const named = await read(sequences(true), 'ann 5 3\nbob\n', 1)
  expect(told(named)).toEqual({ ann: '5 3' })
  expect(named.skipped).toEqual([expect.stringContaining('f:2: expected a name and at least one item')])
})
