import type { Domain } from '../../catalogue/domain.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Constraint, TagWish, Wish } from '../mind/mind.ts'
import { conjunctionName } from '../track/conjunctions.ts'
import type { State, TagPreference } from '../track/state.ts'

/** The newest likes and dislikes say most, and scoring grows with them: somebody who imports ratings has hundreds. */
const NEWEST = 100

/** How many items a recommendation shows where no number is asked for, and at most. */
export const LIST_LENGTH = 3
export const LONGEST_LIST = 10

export interface WishOptions {
  readonly count?: number
  readonly judge?: readonly ItemId[]
  readonly explore?: boolean
  readonly seed: number
  /** Several wanted values of one field: all of them at once (true) or any (false). */
  readonly strict?: boolean
}

/**
 * What the recommenders are asked for, from everything known. "never" and wants are hard constraints,
 * likes are soft; what is seen, rejected or already offered here is left out.
 */
export function wishOf(state: State, domain: Domain, options: WishOptions): Wish {
  const { count = LIST_LENGTH, explore = false, seed, strict = true, judge } = options
  const liked = state.opinions.filter(({ opinion }) => opinion === 'like').slice(-NEWEST)
  const disliked = state.opinions.filter(({ opinion }) => opinion === 'dislike').slice(-NEWEST)
  const query = state.query === '' ? {} : { query: state.query }
  return {
    likes: liked.map(({ item, strength }) => ({ item, strength })),
    dislikes: disliked.map(({ item, strength }) => ({ item, strength })),
    near: state.near,
    ...(state.between && { between: true as const }),
    ...(state.unlike.length > 0 && { unlike: state.unlike }),
    tags: [...state.tags.map(tagWish).filter(({ weight }) => weight !== 0), ...companyWishes(state)],
    axes: Object.fromEntries(state.axes.map(({ axis, direction }) => [axis, direction])),
    constraints: constraintsOf(state, domain, strict),
    exclude: excluded(state),
    ...query,
    ...(state.sessions.length > 0 && { sessions: state.sessions }),
    count,
    seed,
    explore,
    ...(judge && { judge }),
  }
}

function tagWish({ field, value, stance, strength }: TagPreference): TagWish {
  const weight = stance === 'want' ? 1.5 : stance === 'like' ? 0.75 : stance === 'dislike' ? -1 : 0
  return { field, value, weight: Math.max(-2, Math.min(2, weight * strength)) }
}

/** What the company likes, as far as nobody objects. */
function companyWishes({ company, tags }: State): TagWish[] {
  const refused = [...tags.filter(({ stance }) => stance === 'avoid' || stance === 'dislike'), ...spared(company)]
  return company
    .filter(
      ({ stance, field, value }) => stance === 'like' && !refused.some((t) => t.field === field && t.value === value),
    )
    .map(({ field, value }) => ({ field, value, weight: 0.75 }))
}

const spared = (company: State['company']) => company.filter(({ stance }) => stance === 'avoid')

export function constraintsOf(state: State, domain: Domain, strict = true): Constraint[] {
  const wanted = state.tags.filter(({ stance }) => stance === 'want')
  const rivals = (tag: TagPreference) => wanted.filter(({ field }) => field === tag.field).length > 1
  const tags = state.tags.flatMap((tag): Constraint[] => {
    const { field, value, stance } = tag
    if (!domain.tags[field]) return []
    if (stance === 'avoid' || stance === 'dislike') return [{ kind: 'tag', field, value, has: false }]
    if (stance === 'want' && (strict || tag.hard || !rivals(tag))) return [{ kind: 'tag', field, value, has: true }]
    return []
  })
  const sparing = spared(state.company).map(
    ({ field, value }): Constraint => ({ kind: 'tag', field, value, has: false }),
  )
  const numbers = state.numbers.map(
    ({ field, min, max }): Constraint => ({
      kind: 'number',
      field,
      ...(min !== undefined && { min }),
      ...(max !== undefined && { max }),
    }),
  )
  const axes = state.axes.map(
    ({ axis, direction, reference }): Constraint =>
      direction < 0
        ? { kind: 'axis', axis, max: Math.max(0, Math.round(reference) - 1) }
        : { kind: 'axis', axis, min: Math.min(3, Math.round(reference) + 1) },
  )
  const gaps = state.excepts.map(({ field, min, max }): Constraint => ({ kind: 'except', field, min, max }))
  const words: Constraint[] = state.query === '' ? [] : [{ kind: 'words', words: state.query }]
  const together = state.together.map((all): Constraint => ({ kind: 'together', ...all }))
  return [...tags, ...sparing, ...together, ...numbers, ...gaps, ...axes, ...words]
}

/** What must not be offered: seen (unless rewatches are welcome), judged, rejected, saved, offered before, just spoken of. */
export function excluded(state: State): ItemId[] {
  const rated = state.opinions.filter(({ opinion }) => !(state.rewatch && opinion === 'like')).map(({ item }) => item)
  const seen = state.rewatch ? [] : state.seen
  const liked = new Set(
    state.rewatch ? state.opinions.filter(({ opinion }) => opinion === 'like').map(({ item }) => item) : [],
  )
  const offered = state.offered.filter((item) => !liked.has(item))
  const spokenOf = state.focus === undefined ? [] : [state.focus]
  return [
    ...new Set([
      ...rated,
      ...seen,
      ...state.rejected,
      ...state.saved,
      ...offered,
      ...state.near,
      ...state.unlike,
      ...spokenOf,
    ]),
  ]
}

/** What would be given up, by its names, one a line: what a yes gives up. */
export const relaxName = (constraints: readonly Constraint[]): string => constraints.map(constraintName).join('\n')

/** A constraint's name, for giving it up: `number:minutes`, `axis:violence`, `tag:genre:horror`, `words`. */
export function constraintName(constraint: Constraint): string {
  switch (constraint.kind) {
    case 'tag':
      return `tag:${constraint.field}:${constraint.value}`
    case 'number':
    case 'except':
      return `number:${constraint.field}`
    case 'together':
      return conjunctionName(constraint)
    case 'axis':
      return `axis:${constraint.axis}`
    case 'words':
      return 'words'
  }
}
