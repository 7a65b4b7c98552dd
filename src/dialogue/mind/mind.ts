import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Conjunction, Context, Meaning } from '../understand/meaning.ts'
import type { CarriedState } from './carried.ts'

/**
 * The part that thinks: understanding and scoring. Behind one asynchronous contract, so that it can
 * run in a worker with a deadline (`worker-mind.ts`), inline in tests and libraries (`inline-mind.ts`),
 * and be replaced when it hangs. Everything that crosses is plain data (structured clone).
 */
export interface Mind {
  understand(text: string, context: Context): Promise<Meaning>
  recommend(wish: Wish): Promise<Suggestions>
  /** The tag question that splits the items which fit `wish` best; undefined where none is worth asking. */
  question(wish: Wish, askedBefore: readonly string[]): Promise<SplitQuestion | undefined>
  /**
   * The item whose verdict would tell most of their taste, or that enough is known; undefined where no bandit was fitted,
   * and absent in a mind that never has one.
   */
  itemQuestion?(wish: Wish, askedBefore: readonly string[]): Promise<ItemQuestion | 'enough' | undefined>
  close(): Promise<void>
}

/** A like or dislike of an item, oldest first in lists. Strength 0.5 to 2. */
export interface Taste {
  readonly item: ItemId
  readonly strength: number
}

export interface TagWish {
  readonly field: string
  readonly value: string
  /** Positive: wanted or liked; negative: disliked. Magnitude 0.25 to 2. */
  readonly weight: number
}

export type Constraint =
  | { readonly kind: 'tag'; readonly field: string; readonly value: string; readonly has: boolean }
  | { readonly kind: 'number'; readonly field: string; readonly min?: number; readonly max?: number }
  /** "not from the 80s": a number outside of [min, max]; items without it pass. */
  | { readonly kind: 'except'; readonly field: string; readonly min: number; readonly max: number }
  /** "no comedies from France": an item that is all of it is out; one that misses any part, or does not say, passes. */
  | ({ readonly kind: 'together' } & Conjunction)
  /** At least one of the words stands in the title or the text. Words that no item has demand nothing. */
  | { readonly kind: 'words'; readonly words: string }
  /** Level on an axis at most or at least so much, 0 to 3; items without a level pass. */
  | { readonly kind: 'axis'; readonly axis: string; readonly min?: number; readonly max?: number }

/** What is wanted now: everything the recommenders may know, and nothing about who asks or where. */
export interface Wish {
  readonly likes: readonly Taste[]
  readonly dislikes: readonly Taste[]
  /** "something like The Matrix": these count most. */
  readonly near: readonly ItemId[]
  /** What lies between the two items of `near` is wanted. */
  readonly between?: true
  /** "... but not like Aliens": of this wish alone, no judgement of the items. */
  readonly unlike?: readonly ItemId[]
  /** Soft wishes by tag. */
  readonly tags: readonly TagWish[]
  /** Soft wishes along axes: direction with magnitude (funnier = { humour: 1 }). */
  readonly axes: Readonly<Record<string, number>>
  /** Items that break any of these are never offered. */
  readonly constraints: readonly Constraint[]
  readonly exclude: readonly ItemId[]
  /** Words that no field knew, for a search in the texts. */
  readonly query?: string
  readonly count: number
  readonly seed: number
  /** "surprise me": varied rather than safest. */
  readonly explore: boolean
  /** What the session models knew when this conversation was last asked about; nothing is lost without it but time. */
  readonly sessions?: readonly CarriedState[]
  /** Items to be placed in the ranking of this wish, whether they are offered or not ("why not Heat?"). */
  readonly judge?: readonly ItemId[]
}

/** How one item does under a wish. */
export interface Judged {
  readonly item: ItemId
  /** The constraints that it does not keep. */
  readonly breaks: readonly Constraint[]
  /** The operator's limits rule it out. */
  readonly barred: boolean
  /** Place by score among all that may be offered and itself, from 1. */
  readonly rank: number
  readonly score: number
  /** What speaks for it, as if it were offered. */
  readonly reasons: readonly Reason[]
}

/**
 * Why an item is offered. A cause is claimed where scoring again without it takes at least a hundredth from the item's
 * final score; a fact is claimed where the item has it. test/conversations/reasons.test.ts checks both.
 */
export type Reason =
  /** A cause: without that like the final score falls by `share` of itself (0.01 to 1). */
  | { readonly kind: 'liked'; readonly item: ItemId; readonly share: number }
  | { readonly kind: 'near'; readonly item: ItemId; readonly share: number }
  /** The item carries the value. A cause where it was wished for (0.01 to 1); where it was demanded a fact (share 0). */
  | { readonly kind: 'tag'; readonly field: string; readonly value: string; readonly share: number }
  /** A cause: the item lies further along the axis than where the wish starts from. */
  | { readonly kind: 'axis'; readonly axis: string; readonly direction: 1 | -1; readonly share?: number }
  /** A fact: its number keeps the bounds that were demanded. */
  | { readonly kind: 'number'; readonly field: string }
  /** A cause: words of the wish that stand in its text. */
  | { readonly kind: 'words'; readonly words: readonly string[]; readonly share?: number }
  /** A fact, where there is no other reason: it is in the most popular fifth. */
  | { readonly kind: 'popular' }
  /** There is no other reason. */
  | { readonly kind: 'variety' }

export interface Suggestion {
  readonly item: ItemId
  readonly score: number
  /** Contribution of each recommender; they sum to `score`. */
  readonly parts: Readonly<Record<string, number>>
  /** Strongest first. */
  readonly reasons: readonly Reason[]
}

export interface Suggestions {
  readonly items: readonly Suggestion[]
  /** How many items pass every constraint and are not excluded. */
  readonly candidates: number
  /** Where too few pass: what could be given up, best first. */
  readonly relax: readonly Relaxation[]
  /** What the session models know of this conversation now, for the next wish. */
  readonly sessions?: readonly CarriedState[]
  /** Words of the query that no title and no text holds. */
  readonly unknownWords?: readonly string[]
  /** The items of `judge`, in its order. */
  readonly judged?: readonly Judged[]
  readonly degraded?: true
}

/** Giving these constraints up, mostly one, would leave `candidates` items, e.g. `example`. */
export interface Relaxation {
  readonly constraints: readonly Constraint[]
  readonly candidates: number
  readonly example?: ItemId
}

export interface ItemQuestion {
  readonly item: ItemId
  /** The chance that they know it, 0 to 1. */
  readonly known: number
}

export interface SplitQuestion {
  readonly field: string
  /** The values offered as answers, 2 to 5, commonest first. */
  readonly values: readonly string[]
  /** Expected information in bits. */
  readonly bits: number
}
