import type { Conjunction } from '../understand/meaning.ts'
import type { Event } from './event.ts'

/** Adds a refusal of what is all of something, or takes it back; the same twice is one. */
export function refuse(
  known: readonly Conjunction[],
  { all, clear }: Extract<Event, { type: 'conjunction' }>,
): readonly Conjunction[] {
  const others = known.filter((one) => conjunctionName(one) !== conjunctionName(all))
  return clear ? others : [...others, all]
}

/** A refusal with an event of version 1 says the same as one of several tags. */
export const ofTogether = ({
  field,
  value,
  number,
  min,
  max,
}: Extract<Event, { type: 'together' }>): Extract<Event, { type: 'conjunction' }> => ({
  type: 'conjunction',
  all: {
    tags: [{ field, value }],
    numbers: [{ field: number, ...(min !== undefined && { min }), ...(max !== undefined && { max }) }],
    axes: [],
  },
})

/**
 * What is still refused once a tag is welcome: "comedies are fine" lifts what speaks of comedies; a wish ("a comedy")
 * what is refused of nothing but wanted tags, or of the present wish: "no French comedies" outlives "a comedy".
 *
 * @param wanted the tags that are wanted or liked, with this one
 */
export const lifted = (
  known: readonly Conjunction[],
  { field, value, stance }: Extract<Event, { type: 'tag' }>,
  wanted: readonly { readonly field: string; readonly value: string }[],
): readonly Conjunction[] => {
  const welcome = [...wanted, { field, value }]
  return known.filter(
    ({ tags, numbers }) =>
      !tags.some((tag) => tag.field === field && tag.value === value) ||
      (stance !== 'allow' &&
        (tags.length === 1 && numbers.length > 0
          ? stance !== 'want'
          : !tags.every((tag) => welcome.some((one) => one.field === tag.field && one.value === tag.value)))),
  )
}

/** Years and lengths belong to the present wish; "no French comedies" lasts as "no comedies" does. */
export const lasting = (known: readonly Conjunction[]): readonly Conjunction[] =>
  known.filter(({ numbers }) => numbers.length === 0)

/** Equal for equal parts, and the parts can be read from it. On one line. */
export const conjunctionName = ({ tags, numbers, axes }: Conjunction): string =>
  `together:${JSON.stringify({ tags, numbers, axes })}`

export const conjunctionOf = (name: string): Conjunction => JSON.parse(name.slice('together:'.length))
