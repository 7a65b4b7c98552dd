import type { Catalogue } from '../../../catalogue/catalogue.ts'
import type { Lexicon } from '../lexicon.ts'
import { wordsOf } from '../linking/tag-names.ts'
import { Phrases } from '../text/phrases.ts'
import type { Token } from '../text/tokenize.ts'

/** A numeric wish over tokens [from, to). Bounds are inclusive. */
export interface NumberFound {
  from: number
  to: number
  readonly field: string
  readonly min?: number
  readonly max?: number
  readonly direction?: 1 | -1
  readonly clear?: true
  /** "not from the 80s": the bounds are what is not wanted. */
  readonly except?: true
  /** The bounds where the words are disliked: "I hate long films". */
  readonly otherwise?: { readonly min?: number; readonly max?: number }
  /** Says who it is for: "for my kids". */
  readonly audience?: true
}

/** What the catalogue says about its numbers, and the words for them. */
export interface NumberWorld {
  readonly lexicon: Lexicon
  /** Values of every number, rising: for "short" and "long". */
  readonly quantiles: ReadonlyMap<string, readonly number[]>
  readonly units: ReadonlyMap<string, { readonly field: string; readonly factor: number }>
  /** "longer", "shorter" */
  readonly more: Phrases<{ field: string; direction: 1 | -1 }>
  /** The number that is an age rating. */
  readonly rating: string | undefined
  readonly newest: number
  /** The number that "short" and "long" speak of. */
  readonly measure: string | undefined
}

/** Does a "not" stand right before, or with one word between ("shouldn't be over ...")? */
export function isNegated(world: NumberWorld, tokens: readonly Token[], at: number, from: number): boolean {
  const { negations } = world.lexicon
  const near = negations.before(tokens, at, from, 3) ?? negations.before(tokens, at - 1, from, 3)
  return near !== undefined || /^(nothing|no)$/.test(tokens[at - 1]?.folded ?? '')
}

export function numberWorld(catalogue: Catalogue, lexicon: Lexicon): NumberWorld {
  const { numbers } = catalogue.domain
  const fields = Object.entries(numbers)
  const more = new Phrases<{ field: string; direction: 1 | -1 }>()
  for (const [field, spec] of fields) {
    for (const word of spec.more) more.add(wordsOf(word), { field, direction: 1 })
    for (const word of spec.less) more.add(wordsOf(word), { field, direction: -1 })
  }
  const rising = (values: readonly number[]) => [...values].sort((a, b) => a - b)
  return {
    lexicon,
    quantiles: new Map(
      fields.map(([field]) => [field, rising(catalogue.items.flatMap((item) => item.numbers[field] ?? []))]),
    ),
    units: new Map(
      fields.flatMap(([field, { units }]) =>
        Object.entries(units).map(([unit, factor]) => [unit.toLowerCase(), { field, factor }] as const),
      ),
    ),
    more,
    rating: fields.find(([, { rating }]) => rating)?.[0],
    newest: rising(catalogue.items.flatMap(({ year }) => year ?? [])).at(-1) ?? 2020,
    measure: fields.find(([, { less }]) => less.length > 0)?.[0],
  }
}
