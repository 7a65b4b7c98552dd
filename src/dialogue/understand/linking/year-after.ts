import type { Token } from '../text/tokenize.ts'
import type { Found, Linker } from './linker.ts'

/** "Dune (1984)", "dune 2021", "dune from 2021": the year and the token after it. */
export function yearAfter(
  tokens: readonly Token[],
  at: number,
  f: Found,
  linker: Linker,
): { year: number; to: number } | undefined {
  if (f.kind !== 'title') return undefined
  let i = at
  while (i < at + 2 && /^(\(|\[|,|from|of)$/.test(tokens[i]?.folded ?? '')) i++
  const word = tokens[i]?.folded ?? ''
  if (!/^(18|19|20)\d\d$/.test(word)) return undefined
  const year = Number(word)
  if (!f.rows.some(({ row }) => Math.abs((linker.year(row) ?? 0) - year) <= 1)) return undefined
  const closed = /^[)\]]$/.test(tokens[i + 1]?.text ?? '')
  return { year, to: closed ? i + 2 : i + 1 }
}
