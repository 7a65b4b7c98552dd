import type { Clause, Meaning, Stance } from '../../../src/dialogue/understand/meaning.ts'

/** What a row of blind.yml expects and what was understood, aspect by aspect. */
export interface Verdict {
  readonly intent: boolean
  readonly items: boolean
  /** Tags, axes and numbers. */
  readonly wishes: boolean
  /** Of what was both expected and found; undefined where nothing was. */
  readonly stance?: boolean
}

const SIGN: Readonly<Record<Stance, string>> = {
  like: '+', dislike: '-', avoid: '-', want: '*', allow: '~', neutral: '~',
} // biome-ignore format: a table

export function judge(meaning: Meaning, intents: string, named: string): Verdict {
  const expected = parts(named)
  const { clauses } = meaning
  const found = clauses.flatMap(thingsOf)
  const isItem = (name: string) => /-\d{4}$|^\?/.test(name)
  const same = (kind: (name: string) => boolean) =>
    sorted(expected.map(({ name }) => name).filter(kind)) === sorted(found.map(({ name }) => name).filter(kind))
  const both = expected.flatMap(({ name, sign }) => {
    const other = found.find((f) => f.name === name)
    return other && sign && other.sign ? [sign === other.sign] : []
  })
  return {
    intent: clauses.some(({ intent }) => intents.split('|').includes(intent)),
    items: same(isItem),
    wishes: same((name) => !isItem(name)),
    ...(both.length > 0 && { stance: both.every(Boolean) }),
  }
}

const sorted = (names: readonly string[]) => [...new Set(names)].sort().join(' & ')

/** "+alien-1979 *theme:true story year[1990,]": a value may have spaces. */
function parts(named: string): { sign?: string; name: string }[] {
  return named
    .split(/ (?=[+\-*~?]|\w+[[<>])/)
    .filter(Boolean)
    .map((part) => (/^[+\-*~]/.test(part) ? { sign: part[0] as string, name: part.slice(1) } : { name: part }))
}

function thingsOf(clause: Clause): { sign?: string; name: string }[] {
  return [
    ...clause.items.map(({ candidates, stance }) => ({ sign: SIGN[stance], name: String(candidates[0]?.id) })),
    ...clause.unknownTitles.map(({ surface }) => ({ name: `?${surface}` })),
    ...clause.tags.map(({ field, value, stance }) => ({ sign: SIGN[stance], name: `${field}:${value}` })),
    ...clause.axes.map(({ axis, direction }) => ({ name: `${axis}${direction > 0 ? '>' : '<'}` })),
    ...clause.numbers.map(({ field, min, max, relative }) => ({
      name: relative ? `${field}${relative.direction > 0 ? '>' : '<'}` : `${field}[${min ?? ''},${max ?? ''}]`,
    })),
  ]
}
