import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { ItemId } from '../../datasets/vocabulary.ts'
import type { CarriedState } from '../mind/carried.ts'
import type { Reason, Suggestion } from '../mind/mind.ts'
import type { Conjunction } from '../understand/meaning.ts'
import type { Asked, Opinion } from './event.ts'

export interface ItemOpinion {
  readonly item: ItemId
  readonly opinion: Exclude<Opinion, 'none'>
  readonly strength: number
  readonly because: number
}

export interface TagPreference {
  readonly field: string
  readonly value: string
  /** like and dislike are lasting tastes, want holds for the present wish, avoid until it is taken back. */
  readonly stance: 'like' | 'dislike' | 'want' | 'avoid'
  readonly strength: number
  readonly hard: boolean
  /** seq of the event it came from */
  readonly because: number
}

/** What somebody else likes or cannot stand: it holds for this talk. */
export interface CompanyTaste {
  readonly whose: string
  readonly field: string
  readonly value: string
  readonly stance: 'like' | 'avoid'
}

export interface NumberBounds {
  readonly field: string
  readonly min?: number
  readonly max?: number
}

/** Numbers of a field from `min` to `max` are not wanted. */
export interface NumberGap {
  readonly field: string
  readonly min: number
  readonly max: number
}

export interface AxisShift {
  readonly axis: string
  readonly direction: 1 | -1
  readonly reference: number
}

/** Everything known in one conversation with one person: a fold of their log, plain data. */
export interface State {
  readonly conversation: string
  /** The last sequence number folded; 0 for somebody new. */
  readonly version: number
  /** Turns in this conversation. */
  readonly turns: number
  /** Turns ever, in any conversation. */
  readonly turnsEver: number
  /** Oldest first. */
  readonly opinions: readonly ItemOpinion[]
  readonly seen: readonly ItemId[]
  readonly rejected: readonly ItemId[]
  readonly saved: readonly ItemId[]
  readonly tags: readonly TagPreference[]
  readonly company: readonly CompanyTaste[]
  readonly numbers: readonly NumberBounds[]
  readonly excepts: readonly NumberGap[]
  /** What is all of one of these is not wanted. */
  readonly together: readonly Conjunction[]
  readonly axes: readonly AxisShift[]
  readonly near: readonly ItemId[]
  /** What lies between the two items of `near` is wished for. */
  readonly between: boolean
  /** What the present wish should not be like: no judgement of these items. */
  readonly unlike: readonly ItemId[]
  readonly query: string
  readonly rewatch: boolean
  /** Everything offered in this conversation. */
  readonly offered: readonly ItemId[]
  /** The list shown last, in order. */
  readonly shown: readonly ItemId[]
  /** Every list of this talk, oldest first, each once; `shown` is among them. */
  readonly lists: readonly (readonly ItemId[])[]
  /** Why each item of `offered` was offered when it was shown last. */
  readonly reasons: Readonly<Record<string, readonly Reason[]>>
  /** What the score of each was made of then, where that was kept. */
  readonly parts: Readonly<Record<string, Suggestion['parts']>>
  /** What the session models knew when the last list was made: it travels with the conversation. */
  readonly sessions: readonly CarriedState[]
  readonly focus?: ItemId
  readonly person?: { readonly field: string; readonly value: string }
  readonly asked?: Asked
  readonly askedBefore: readonly string[]
  readonly lastActs: readonly string[]
  /** The index of the sentence used last, by kind. */
  readonly sentences: Readonly<Record<string, number>>
  /** Hash of the last reply's text. */
  readonly lastText: number
  /** Fallbacks in a row. */
  readonly fallbacks: number
  /** Questions in a row. */
  readonly questions: number
  /** No question is wanted in this talk. */
  readonly quiet: boolean
  /** Questions in a row without a list in between or beside them. */
  readonly unshown: number
  /** seq of the first event of the turn going on. */
  readonly turnFrom: number
  /** [first, last] seq of the latest turn in this conversation that changed something and still stands. */
  readonly lastChange?: readonly [number, number]
}

/** Nothing is wanted for now. */
export const NO_WISH = {
  numbers: [],
  excepts: [],
  axes: [],
  near: [],
  between: false,
  unlike: [],
  query: '',
} as const

export const fresh = (conversation: string): State => ({
  conversation,
  version: 0,
  turns: 0,
  turnsEver: 0,
  opinions: [],
  seen: [],
  rejected: [],
  saved: [],
  tags: [],
  company: [],
  together: [],
  ...NO_WISH,
  rewatch: false,
  offered: [],
  shown: [],
  lists: [],
  reasons: {},
  parts: {},
  sessions: [],
  askedBefore: [],
  lastActs: [],
  sentences: {},
  lastText: 0,
  fallbacks: 0,
  questions: 0,
  quiet: false,
  unshown: 0,
  turnFrom: 1,
})

/** Where a list stands among others, from 0; -1 = nowhere. */
export const placeOf = (list: readonly ItemId[], lists: State['lists']): number =>
  lists.findIndex((other) => other.length === list.length && other.every((item, i) => item === list[i]))

/** What somebody thinks of an item. */
export const opinionOf = (state: State, item: ItemId): ItemOpinion | undefined =>
  state.opinions.find((o) => o.item === item)

/** Is this item known to the person? */
export const knows = (state: State, item: ItemId): boolean =>
  state.seen.includes(item) || opinionOf(state, item) !== undefined

/** The state without items and fields that the catalogue does not hold: it may have changed since. */
export function within(state: State, catalogue: Catalogue): State {
  const here = (item: ItemId) => catalogue.vocabulary.row(item) !== undefined
  const { focus, ...rest } = state
  return {
    ...rest,
    opinions: state.opinions.filter(({ item }) => here(item)),
    seen: state.seen.filter(here),
    rejected: state.rejected.filter(here),
    saved: state.saved.filter(here),
    near: state.near.filter(here),
    unlike: state.unlike.filter(here),
    offered: state.offered.filter(here),
    shown: state.shown.filter(here),
    lists: state.lists.map((list) => list.filter(here)),
    tags: state.tags.filter(({ field }) => catalogue.domain.tags[field] !== undefined),
    together: state.together.filter(
      ({ tags, axes }) =>
        tags.every(({ field }) => catalogue.domain.tags[field]) &&
        axes.every(({ axis }) => catalogue.domain.axes[axis]),
    ),
    company: state.company.filter(({ field }) => catalogue.domain.tags[field] !== undefined),
    axes: state.axes.filter(({ axis }) => catalogue.domain.axes[axis] !== undefined),
    ...(focus !== undefined && here(focus) && { focus }),
  }
}
