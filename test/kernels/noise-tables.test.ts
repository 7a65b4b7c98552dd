import { expect, test } from 'vitest'
import { aliasTable } from '../../src/kernels/alias.ts'
import { Arena } from '../../src/kernels/arena.ts'
import { type Noise, NoiseTables, termWords } from '../../src/kernels/noise-tables.ts'

const items: Noise = { weights: Array.from({ length: 300 }, (_, row) => 1 / (row + 3)) }
const tags: Noise = { weights: [1, 2, 3, 4], base: 300 }
const terms = [
  { noise: items, weight: 1 },
  { noise: tags, weight: 0.25 },
  { noise: items, weight: 0.5 },
]

/** The records of a part as numbers, with what their addresses point to. */
function laid(parts: number) {
  const tables = new NoiseTables(terms, 304, parts)
  const arena = new Arena(tables.room)
  const place = tables.lay(arena)
  const words = new Uint32Array(arena.memory.buffer, place, parts * terms.length * termWords)
  const floats = new Float32Array(arena.memory.buffer, place, words.length)
  const list = (address: number, length: number) => [...new Uint32Array(arena.memory.buffer, address, length)]
  return {
    tables,
    records: Array.from({ length: parts * terms.length }, (_, record) => {
      const [keep, other, columns, first, , rows] = words.subarray(termWords * record, termWords * (record + 1))
      return {
        keep: list(keep!, columns!),
        other: list(other!, columns!),
        first: first!,
        weight: floats[termWords * record + 4],
        rows: rows ? list(rows, columns!) : undefined,
      }
    }),
  }
}

test('in one part rows follow each other, and terms of one noise share its tables', () => {
  const { records } = laid(1)
  const { keep, other } = aliasTable(items.weights)
  expect(records[0]).toEqual({ keep: [...keep], other: [...other], first: 0, weight: 1, rows: undefined })
  expect(records[1]).toMatchObject({ first: 300, weight: 0.25, rows: undefined })
  expect(records[2]).toEqual({ ...records[0], weight: 0.5 })
})

test('in several, a part draws from its rows alone, by the weights they have; a small noise is of one', () => {
  const { tables, records } = laid(2)
  const rows = records.map((record) => record.rows ?? [])
  expect([...rows[0]!, ...rows[3]!].sort((a, b) => a - b)).toEqual([...Array(300).keys()])
  for (const part of [0, 1]) {
    const own = records[3 * part]!
    expect(own.rows!.every((row) => tables.partOf[row] === part)).toBe(true)
    expect(own.keep).toEqual([...aliasTable(own.rows!.map((row) => items.weights[row]!)).keep])
  }
  expect([rows[1], rows[4]]).toEqual([[300, 301, 302, 303], []])
})
