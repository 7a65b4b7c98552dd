import type { ItemId } from '../../datasets/vocabulary.ts'
import type { CarriedState } from '../mind/carried.ts'
import type { Constraint, Reason, Relaxation, Suggestion } from '../mind/mind.ts'
import type { Asked, Event } from '../track/event.ts'
import type { RankedItem } from '../track/rank.ts'
import type { Comparison } from '../understand/meaning.ts'

/** What stands against suggesting an item. */
export type Against =
  | { readonly kind: 'liked' | 'disliked' | 'seen' | 'rejected' | 'saved' | 'offered' | 'near' | 'barred' | 'unknown' }
  /** It is in the list that is shown, at this place from 1. */
  | { readonly kind: 'shown'; readonly place: number }
  | { readonly kind: 'breaks'; readonly constraints: readonly Constraint[] }
  /** Nothing but its place by score, from 1. */
  | { readonly kind: 'rank'; readonly rank: number }

/** Opinions and tastes of before that no longer hold because the contrary was said. */
export interface Turned {
  readonly items: readonly { readonly item: ItemId; readonly was: 'like' | 'dislike' }[]
  readonly tags: readonly {
    readonly field: string
    readonly value: string
    readonly was: 'like' | 'dislike' | 'avoid'
  }[]
}

/** What the bot does in a turn, as data; `speak` finds the words. */
export type Act =
  | { readonly act: 'greet'; readonly again: boolean }
  | { readonly act: 'introduce' }
  | { readonly act: 'help' }
  | { readonly act: 'courtesy'; readonly kind: 'thanks' | 'bye' | 'small_talk' | 'bot_identity' | 'compliment' }
  /** Says back what was understood. */
  | {
      readonly act: 'acknowledge'
      readonly events: readonly Event[]
      /** What was held until now and is turned round by the events. */
      readonly turned?: Turned
    }
  | {
      readonly act: 'recommend'
      readonly suggestions: readonly Suggestion[]
      /** How the list came about: what the lead sentence says. */
      readonly how: 'plain' | 'more' | 'narrowed' | 'surprise' | 'first' | 'best' | 'person' | 'similar' | 'between'
      readonly near: readonly ItemId[]
      readonly person?: string
      /** Fewer than asked for fit. */
      readonly few: boolean
      /** More were asked for than are shown at once. */
      readonly capped?: true
      /** Several values of one field could not be had at once, so each item has some. */
      readonly loosened: boolean
      readonly degraded: boolean
      /** What the session models know now, for the next list. */
      readonly sessions?: readonly CarriedState[]
    }
  /** A list that was shown before once more: no new one. `none`: there is no such list, so it is the one that is up. */
  | {
      readonly act: 'show-again'
      readonly suggestions: readonly Pick<Suggestion, 'item' | 'reasons'>[]
      readonly none?: true
    }
  /** Asked for the list again where none is up. */
  | { readonly act: 'no-list' }
  /** Items of the list were pointed at, and nothing says what is to be done with them. */
  | { readonly act: 'which-deed'; readonly items: readonly ItemId[] }
  /** Nothing fits; `relax` is what to give up: what brings most, or what was not offered yet. `again`: as the turn before. `shown`: what fits was shown. */
  | {
      readonly act: 'nothing'
      readonly constraints: readonly Constraint[]
      readonly relax?: Relaxation
      readonly again?: true
      readonly shown?: true
    }
  | { readonly act: 'ask'; readonly question: Asked }
  | {
      readonly act: 'explain'
      readonly item: ItemId
      readonly reasons: readonly Reason[]
      readonly offered: boolean
      /** What its score was made of when it was offered; absent where that no longer holds. */
      readonly parts?: Suggestion['parts']
    }
  /** A fact of an item; `values` empty = not known. */
  | {
      readonly act: 'inform'
      readonly item: ItemId
      readonly field: string
      readonly values: readonly string[]
      /** Level 0 to 3, where the question is about an axis ("is it scary?"). */
      readonly level?: number
      /** The part that was asked about: nobody knows who plays it, so all who play are named. */
      readonly role?: string
      /** The person that "her other films" means from now on. */
      readonly person?: string
    }
  /** Items in the order that was asked for, first the most so. */
  | {
      readonly act: 'compare'
      readonly comparison: Comparison
      readonly ranked: readonly RankedItem[]
      /** Why the first suits best, where that was asked. */
      readonly reasons?: readonly Reason[]
      /** The answer to a question of yes or no; undefined where it is none or nothing is known. */
      readonly holds?: boolean
      /** They were named and are not the list that is shown: "the first" means one of them now. */
      readonly named: boolean
    }
  /** Why something was not suggested: the first thing that stands against it, or its place. */
  | { readonly act: 'why-not'; readonly item: ItemId; readonly against: Against }
  /** Words of a wish that nothing in the catalogue says. */
  | { readonly act: 'no-words'; readonly words: readonly string[] }
  /** A value that stands in for a word that no text says. */
  | { readonly act: 'stand-in'; readonly word: string; readonly field: string; readonly value: string }
  /** What was asked for or refused and can be neither looked up nor searched for. */
  | { readonly act: 'no-property'; readonly words: string }
  /** A direction that the catalogue does not know ("less talky"). */
  | { readonly act: 'no-direction'; readonly word: string }
  | { readonly act: 'about'; readonly item: ItemId }
  | { readonly act: 'where'; readonly item: ItemId; readonly link?: string }
  | { readonly act: 'profile' }
  | { readonly act: 'watchlist' }
  | { readonly act: 'forget' }
  | { readonly act: 'export' }
  /** `items` and `tags`: what no longer holds. */
  | {
      readonly act: 'undo'
      readonly done: boolean
      readonly items: readonly ItemId[]
      readonly tags: readonly { readonly field: string; readonly value: string }[]
    }
  /** Takes an answer that changes nothing: neither of two, or "I don't know". */
  | { readonly act: 'accept'; readonly answer: 'neither' | 'unsure' }
  /** Asked to forget what was never known. */
  | { readonly act: 'nothing-to-forget' }
  /** A bound on a number that no item of the catalogue has. */
  | { readonly act: 'no-field'; readonly field: string }
  /** No list was asked for: "zero films". */
  | { readonly act: 'none' }
  | { readonly act: 'restart' }
  | { readonly act: 'unknown-title'; readonly surface: string; readonly nearest: readonly ItemId[] }
  /** Another language than the bot's. */
  | { readonly act: 'foreign' }
  | { readonly act: 'care' }
  | { readonly act: 'boundary' }
  | { readonly act: 'out-of-scope' }
  /** Whose other items are wanted is not clear from anything said or shown. */
  | { readonly act: 'which-person' }
  /** Which item is meant is not clear from anything said or shown. */
  | { readonly act: 'which-item' }
  /** Nothing was understood; `unasked` = an answer to nothing that was asked. */
  | { readonly act: 'fallback'; readonly times: number; readonly asked?: Asked; readonly unasked?: true }

/** What `decide` hands to `speak`, and the events that the acts themselves leave in the log. */
export interface Decision {
  readonly acts: readonly Act[]
  readonly events: readonly Event[]
  /** A part did not answer in time. */
  readonly degraded: boolean
}
