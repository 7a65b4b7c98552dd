import { expect, test } from 'vitest'
import type { Found } from '../../../../src/dialogue/understand/linking/linker.ts'
import { joined, merged, twinTitles } from '../../../../src/dialogue/understand/linking/title-pairs.ts'
import { tokenize } from '../../../../src/dialogue/understand/text/tokenize.ts'

const title = (from: number, to: number, ...rows: number[]): Found => ({
  kind: 'title',
  from,
  to,
  rows: rows.map((row) => ({ row, score: 1 })),
  fuzzy: false,
})
const theme = (from: number): Found => ({
  kind: 'tag',
  from,
  to: from + 1,
  tags: [{ field: 'theme', value: 'aliens', count: 1 }],
  axes: [],
  fuzzy: false,
})

test('two titles that are one theme, joined, are titles', () => {
  const tokens = tokenize('alien or aliens')
  const [a, b] = [title(0, 1, 1), title(2, 3, 2)]
  expect(twinTitles([a, theme(0), b, theme(2)], tokens)).toEqual(new Set([a, b]))
  expect(twinTitles([a, theme(0), title(2, 3, 1), theme(2)], tokens).size).toBe(0)
})

test('two names of one title side by side are one', () => {
  const tokens = tokenize('war ring part two')
  expect(merged([title(0, 2, 1, 2), title(2, 4, 2)], tokens)).toEqual([title(0, 4, 2)])
  expect(merged([title(0, 2, 1), title(2, 4, 2)], tokens)).toHaveLength(2)
  expect(merged([title(0, 1, 1, 2), title(2, 3, 2)], tokenize('ring and rings'))).toHaveLength(2)
})

test('a word beside a sure title belongs to it where only "and" or a comma stands between', () => {
  const sure = title(0, 1, 1)
  expect(joined(title(2, 3, 2), [sure], tokenize('heat and it'))).toBe(true)
  expect(joined(title(3, 4, 2), [sure], tokenize('heat is for it'))).toBe(false)
})
