import type { Lexicon } from '../lexicon.ts'
import type { Found } from '../linking/linker.ts'
import type { NumberMention } from '../meaning.ts'
import type { NumberFound } from '../numbers/number-world.ts'
import type { Token } from '../text/tokenize.ts'
import type { ClauseStance } from './stance.ts'

/** Words between a refused name and the number that narrows it. */
const LEADS = /^(from|in|of|made|released|out|the|that|which|are|is|were|was)$/

/** A refused name and the number after it, refused as one thing. */
export interface Together {
  readonly name: Found
  /** Its place among the numbers. */
  readonly at: number
}

/**
 * "Not a comedy from the 90s", "I hate horror over two hours": a "not" before both refuses what is both, not each.
 *
 * @param read the numbers as they stand @param numbers the same with the "not" applied, in the same order
 */
export function refusedTogether(
  read: readonly NumberFound[],
  numbers: readonly NumberFound[],
  found: readonly Found[],
  stances: ClauseStance,
  tokens: readonly Token[],
  lexicon: Lexicon,
): Together[] {
  return numbers.flatMap((number, at): Together[] => {
    // Nobody who wants "no comedies over two hours" asks for what is longer.
    const least = number.min !== undefined && number.max === undefined
    const refused = number.except === true || number !== read[at] || least
    if (!refused || number.direction !== undefined) return []
    const name = found.find((f) => {
      const stance = stances.at.get(f.from)?.stance
      if (f.kind === 'title' || (stance !== 'avoid' && stance !== 'dislike')) return false
      if (f.from >= number.from && f.to < number.to) return true
      const between = tokens.slice(f.to, Math.max(f.to, number.from))
      return f.to <= number.from && between.every(({ folded }) => lexicon.nouns.has(folded) || LEADS.test(folded))
    })
    return name ? [{ name, at }] : []
  })
}

/** The number as what narrows the name: its bounds as they stand. */
export function narrowed(mention: NumberMention, name: Found, { min, max }: NumberFound): NumberMention {
  const of =
    name.kind === 'person'
      ? { field: name.person.fields[0]?.field ?? '', value: name.person.fields[0]?.value ?? name.person.value }
      : name.kind === 'tag'
        ? name.tags[0]
        : undefined
  const { start, end, surface, field } = mention
  const bounds = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) }
  return of ? { start, end, surface, field, ...bounds, of: { field: of.field, value: of.value } } : mention
}
