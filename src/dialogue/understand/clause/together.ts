import type { Lexicon } from '../lexicon.ts'
import type { Found, Linker } from '../linking/linker.ts'
import type { Conjunction } from '../meaning.ts'
import type { NumberFound } from '../numbers/number-world.ts'
import type { Token } from '../text/tokenize.ts'
import { personField } from './named.ts'
import type { ClauseStance } from './stance.ts'

/** From this level of an axis on (0 to 3) its word fits: "a violent comedy". */
const PLAINLY = 2

/** A name or a number, refused; `strange`: a name that the catalogue does not hold. */
type Part =
  | { readonly from: number; readonly to: number; readonly name: Found }
  | { readonly from: number; readonly to: number; readonly strange: true }
  | { readonly from: number; readonly to: number; readonly number: NumberFound; readonly bounds: NumberFound }

/** Names and numbers that are refused as one thing. */
export interface Together {
  readonly names: readonly Found[]
  /** As they come in `numbers`. */
  readonly numbers: readonly NumberFound[]
  /** Missing where a part of it is not in the catalogue: nothing here is that. */
  readonly conjunction?: Conjunction
}

/**
 * "No comedies from France", "not a comedy from the 90s", "nothing by Nolan with DiCaprio", "no long comedies": a "not"
 * before one thing that several words name refuses what is all of it, not each. Words name one thing where nothing stands
 * between them but the noun and words that lead from one to the next; "and", "or" and a comma part them.
 *
 * @param read the numbers as they stand @param numbers the same with the "not" applied, in the same order
 */
export function refusedTogether(
  read: readonly NumberFound[],
  numbers: readonly NumberFound[],
  found: readonly Found[],
  strangers: readonly { readonly from: number; readonly to: number }[],
  stances: ClauseStance,
  tokens: readonly Token[],
  linker: Linker,
): Together[] {
  const { lexicon } = linker
  const names = found.flatMap((name): Part[] => {
    const stance = stances.at.get(name.from)?.stance
    const refused = stance === 'avoid' || stance === 'dislike'
    return refused && name.kind !== 'title' ? [{ from: name.from, to: name.to, name }] : []
  })
  const bounds = numbers.flatMap((number, at): Part[] => {
    // Nobody who wants "no comedies over two hours" asks for what is longer.
    const least = number.min !== undefined && number.max === undefined
    const refused = number.except === true || number !== read[at] || least
    if (!refused || number.direction !== undefined) return []
    // "not a comedy from the 90s" is one number, from the "not" on: what it is made of comes after the name.
    const inside = names.find(({ from, to }) => from >= number.from && to < number.to)
    return [{ from: inside?.to ?? number.from, to: number.to, number, bounds: read[at] ?? number }]
  })
  const strange = strangers.map(({ from, to }): Part => ({ from, to, strange: true }))
  const parts = [...names, ...bounds, ...strange].sort((a, b) => a.from - b.from || a.to - b.to)
  const groups: Part[][] = []
  for (const part of parts) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && leads(last, part, tokens, lexicon)) group.push(part)
    else groups.push([part])
  }
  return groups.flatMap((group) => {
    const conjunction = conjoined(group, tokens, linker)
    if (conjunction.tags.length === 0 || group.length < 2) return []
    const held = !group.some((part) => 'strange' in part)
    return [
      {
        names: group.flatMap((part) => ('name' in part ? [part.name] : [])),
        numbers: group.flatMap((part) => ('number' in part ? [part.number] : [])),
        ...(held && { conjunction }),
      },
    ]
  })
}

/** Does what is named go on from one part to the next? */
function leads(a: Part, b: Part, tokens: readonly Token[], lexicon: Lexicon): boolean {
  if (b.from < a.to) return false
  if (b.from === a.to && 'name' in a && 'name' in b) return qualifies(a, b, tokens, lexicon)
  for (let at = a.to; at < b.from; ) {
    const lead = lexicon.joints.at(tokens, at, b.from)
    if (!lead && !lexicon.nouns.has(tokens[at]?.folded ?? '')) return false
    at += lead?.length ?? 1
  }
  // "No French films, ..." is led to by a word; "long comedies" stand side by side.
  return true
}

/**
 * Is the first of two neighbours the adjective of the second ("French comedies"), where "gore violence" is a list? It is
 * where it is no name of its value ("French"), where the noun follows, or where an article stands before both.
 */
function qualifies(a: Part, b: Part, tokens: readonly Token[], lexicon: Lexicon): boolean {
  if (lexicon.nouns.has(tokens[b.to]?.folded ?? '') || lexicon.articles.has(tokens[a.from - 1]?.folded ?? ''))
    return true
  if (!('name' in a) || a.name.kind !== 'tag') return false
  const [tag] = a.name.tags
  if (!tag) return a.name.axes.length > 0
  const said = tokens.slice(a.from, a.to).map(({ folded }) => folded)
  const plural = (word = '') => word.endsWith('s')
  const adjective = said.join(' ') !== lexicon.phrase(tag.value).join(' ')
  return (adjective || plural(tokens[b.to - 1]?.folded)) && !plural(said.at(-1))
}

/** What carries all that is named is what is refused. */
function conjoined(group: readonly Part[], tokens: readonly Token[], linker: Linker): Conjunction {
  const tags: Conjunction['tags'][number][] = []
  const numbers: Conjunction['numbers'][number][] = []
  const axes: Conjunction['axes'][number][] = []
  for (const part of group) {
    if ('number' in part) {
      const { field, min, max } = part.bounds
      numbers.push({ field, ...(min !== undefined && { min }), ...(max !== undefined && { max }) })
      continue
    }
    if ('strange' in part) continue
    const { name } = part
    if (name.kind === 'person') {
      const role = personField(name, tokens, linker)
      if (role) tags.push({ field: role.field, value: role.value ?? name.person.value })
    } else if (name.kind === 'tag') {
      const [tag] = name.tags
      const [axis] = name.axes
      if (tag) tags.push({ field: tag.field, value: tag.value })
      else if (axis)
        axes.push(axis.pole > 0 ? { axis: axis.axis, min: PLAINLY } : { axis: axis.axis, max: 3 - PLAINLY })
    }
  }
  return { tags, numbers, axes }
}
