import { join } from 'node:path'
import { expect, test } from 'vitest'
import { recordBatches, records } from '../../../src/datasets/readers/csv.ts'
import { folder } from '../folder.ts'

async function all(content: string, delimiter = ','): Promise<[number, ...string[]][]> {
  const found: [number, ...string[]][] = []
  for await (const { line, cells } of records(join(folder({ f: content }), 'f'), delimiter))
    found.push([line, ...cells])
  return found
}

test('plain cells, empty cells, empty lines', async () => {
  expect(await all('a,b\n\n1,\n')).toEqual([
    [1, 'a', 'b'],
    [3, '1', ''],
  ])
})

test('quotes: separators, doubled quotes and line ends inside; lines are counted on', async () => {
  expect(await all('1,"a,b"\n2,"say ""hi"""\n3,"two\nlines",x\n4,"",y\n5,z\n')).toEqual([
    [1, '1', 'a,b'],
    [2, '2', 'say "hi"'],
    [3, '3', 'two\nlines', 'x'],
    [5, '4', '', 'y'],
    [6, '5', 'z'],
  ])
})

test('a quoted cell may span the blocks of a large file', async () => {
  const filler = 'x,y\n'.repeat(80_000)
  const found = await all(`${filler}1,"a${'\n'.repeat(70_000)}b"\n2,c\n`)
  expect(found.length).toBe(80_002)
  expect(found.at(-1)).toEqual([150_002, '2', 'c'])
}, 20_000)

test('tabs', async () => {
  expect(await all('a\tb,c\n', '\t')).toEqual([[1, 'a', 'b,c']])
})

test('a quote that never closes names the line where it opened', async () => {
  await expect(all('1,a\n2,"b\n3,c\n')).rejects.toMatchObject({
    code: 'BAD_ROW',
    message: expect.stringContaining(':2: '),
  })
})

test('broken quotes come in their place, as a fault', async () => {
  const path = join(folder({ f: '0,a\n1,"a"b\n2,c\n' }), 'f')
  const found: string[] = []
  for await (const batch of recordBatches(path)) {
    for (const { cells, fault } of batch) found.push(fault?.message ?? cells.join())
  }
  expect(found).toEqual(['0,a', expect.stringContaining(':2: expected well-formed quotes'), '2,c'])
})
