import type { Token } from '../text/tokenize.ts'
import type { Found } from './linker.ts'

const JOINS = /^(and|or|,|\/|vs|n)$/

/** "alien or aliens?": nobody names one theme twice, so both words are titles. */
export function twinTitles(found: readonly Found[], tokens: readonly Token[]): ReadonlySet<Found> {
  const twins = new Set<Found>()
  const same = (a: Found, b: Found) => a.from === b.from && a.to === b.to
  const titled = found.filter((f) => f.kind === 'title' && !f.fuzzy)
  const themeOf = (f: Found) => {
    const tag = found.find((o) => o.kind === 'tag' && !o.fuzzy && same(o, f))
    return tag?.kind === 'tag' ? tag.tags[0] : undefined
  }
  for (const a of titled) {
    if (!JOINS.test(tokens[a.to]?.folded ?? '')) continue
    const b = titled.find((o) => o.from === a.to + 1)
    const theme = themeOf(a)
    const other = b && themeOf(b)
    if (!b || !theme || theme.value !== other?.value || theme.field !== other.field) continue
    if (firstRow(a) === firstRow(b)) continue
    twins.add(a)
    twins.add(b)
  }
  return twins
}

const firstRow = (f: Found): number | undefined => (f.kind === 'title' ? f.rows[0]?.row : undefined)

/** "the lord of the rings return of the king": two names of one title, side by side. */
export function merged(chosen: readonly Found[], tokens: readonly Token[]): Found[] {
  const result: Found[] = []
  for (const f of chosen) {
    const last = result.at(-1)
    const apart =
      last && f.from > last.to && JOINS.test(tokens[last.to]?.folded ?? '') && tokens[last.to]?.kind === 'word'
    if (last?.kind === 'title' && f.kind === 'title' && f.from - last.to <= 1 && !apart) {
      const both = f.rows.filter(({ row }) => last.rows.some((other) => other.row === row))
      if (both.length > 0) {
        result[result.length - 1] = { ...f, from: last.from, rows: both }
        continue
      }
    }
    result.push(f)
  }
  return result
}

/** A sure title stands next to it, with only "and", "or" or a comma between. */
export function joined(f: Found, chosen: readonly Found[], tokens: readonly Token[]): boolean {
  return chosen.some((o) => {
    if (o.kind !== 'title') return false
    const [from, to] = o.to <= f.from ? [o.to, f.from] : [f.to, o.from]
    const between = tokens.slice(from, to)
    if (from > to || between.length === 0 || between.length > 2) return false
    const outer = o.to <= f.from ? tokens[f.to] : tokens[f.from - 1]
    const free = !outer || outer.kind === 'mark' || /^(and|or|but|loved|liked|love|like|seen|saw)$/.test(outer.folded)
    return free && between.every(({ folded }) => /^(and|or|but|not|,|\/|n)$/.test(folded))
  })
}
