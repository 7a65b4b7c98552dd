import type { ItemId } from '../../datasets/vocabulary.ts'
import type { CarriedState } from '../mind/carried.ts'
import type { Reason, Suggestion } from '../mind/mind.ts'
import type { AskedContext, Conjunction, Stance } from '../understand/meaning.ts'

/** How somebody stands to an item. `none` takes an earlier opinion back. */
export type Opinion = 'like' | 'dislike' | 'neutral' | 'none'

/** What a pending question will do with its answer. */
export interface Asked extends AskedContext {
  /** Names the question, so that it is not asked again: `genre`, `seen:heat-1995`, `which:dune`, `whom:cast:heat-1995`. */
  readonly key: string
  /** `choice` of a title: what was said about it, applied to the one that is chosen. */
  readonly intends?: {
    readonly stance: Stance
    readonly seen?: boolean
    readonly purpose: 'opinion' | 'near' | 'about' | 'why' | 'save'
    readonly asksFor?: string
  }
  /** `confirm`: what a yes does. */
  readonly yes?: /** Names of constraints, one a line. */
  { readonly relax: string } | { readonly about: ItemId } | { readonly item: ItemId; readonly stance: Stance }
}

/**
 * What happened, one fact each, never changed afterwards. A person's log is all that the bot knows of
 * them; `replay` folds it to a State. Item ids are the catalogue's.
 */
export type Event =
  | { readonly type: 'opinion'; readonly item: ItemId; readonly opinion: Opinion; readonly strength: number }
  | { readonly type: 'seen'; readonly item: ItemId; readonly seen: boolean }
  | { readonly type: 'rejected'; readonly item: ItemId }
  | { readonly type: 'saved'; readonly item: ItemId; readonly saved: boolean }
  /** `allow` takes every earlier stance on the value back. */
  | {
      readonly type: 'tag'
      readonly field: string
      readonly value: string
      readonly stance: Exclude<Stance, 'neutral'>
      readonly strength: number
      readonly hard: boolean
    }
  /** Somebody else's taste ("my wife hates horror"): it counts in this talk and is never the person's own. */
  | {
      readonly type: 'company'
      /** As the bot says it: "your wife". */
      readonly whose: string
      readonly field: string
      readonly value: string
      readonly stance: 'like' | 'avoid'
    }
  | {
      readonly type: 'number'
      readonly field: string
      readonly min?: number
      readonly max?: number
      readonly clear?: true
    }
  /** "not from the 80s": a number within [min, max] is not wanted. `number` with `clear` takes it back. */
  | { readonly type: 'except'; readonly field: string; readonly min: number; readonly max: number }
  /** "Not a comedy from the 90s", as it was written until `conjunction` came; it is read as one. */
  | {
      readonly type: 'together'
      readonly field: string
      readonly value: string
      readonly number: string
      readonly min?: number
      readonly max?: number
    }
  /** "No comedies from France": what is all of it is not wanted. `clear` takes it back. */
  | { readonly type: 'conjunction'; readonly all: Conjunction; readonly clear?: true }
  /** More (1) or less (-1) on an axis than `reference`, a level 0 to 3. 0 takes it back. */
  | { readonly type: 'axis'; readonly axis: string; readonly direction: 1 | -1 | 0; readonly reference: number }
  /** "something like these" */
  | {
      readonly type: 'near'
      readonly items: readonly ItemId[]
      /** Two items: what lies between them. */
      readonly between?: true
    }
  /** "... but not like these" */
  | { readonly type: 'unlike'; readonly items: readonly ItemId[] }
  | { readonly type: 'query'; readonly words: string }
  /** A new wish begins: what was wanted for now no longer holds; tastes and "never" do. */
  | { readonly type: 'wish' }
  | { readonly type: 'rewatch'; readonly allowed: boolean }
  /** "Stop asking": no question in this talk, until one is asked for. */
  | { readonly type: 'questions'; readonly allowed: boolean }
  | {
      readonly type: 'focus'
      readonly item?: ItemId
      readonly person?: { readonly field: string; readonly value: string }
    }
  | {
      readonly type: 'shown'
      readonly items: readonly ItemId[]
      readonly reasons: Readonly<Record<string, readonly Reason[]>>
      /** What the score of each item was made of. */
      readonly parts?: Readonly<Record<string, Suggestion['parts']>>
      /** What the session models knew of this conversation then. */
      readonly sessions?: readonly CarriedState[]
    }
  | { readonly type: 'asked'; readonly question: Asked }
  /** The pending question is closed. */
  | { readonly type: 'answered'; readonly key: string }
  | { readonly type: 'restarted' }
  /** The changes of the turns in [from, to] (sequence numbers) no longer hold. */
  | { readonly type: 'undone'; readonly from: number; readonly to: number }
  /** Ends every turn: what the bot did, and which sentence it used of each kind. */
  | {
      readonly type: 'spoke'
      readonly acts: readonly string[]
      readonly sentences: Readonly<Record<string, number>>
      readonly text: number
    }

/** Event types that change what is known of a person; the others are the conversation's own course. */
export const CHANGING: ReadonlySet<Event['type']> = new Set([
  'opinion',
  'seen',
  'rejected',
  'saved',
  'tag',
  'company',
  'number',
  'except',
  'together',
  'conjunction',
  'axis',
  'near',
  'unlike',
  'query',
  'wish',
  'rewatch',
  'questions',
  'restarted',
])

/** One line for traces and tests: `+like alien-1979`, `avoid genre:horror`, `max minutes 119`. undefined for courses. */
export function describe(event: Event): string | undefined {
  switch (event.type) {
    case 'opinion':
      return event.opinion === 'none' ? `-opinion ${event.item}` : `+${event.opinion} ${event.item}`
    case 'seen':
      return event.seen ? `+seen ${event.item}` : `-seen ${event.item}`
    case 'rejected':
      return `+reject ${event.item}`
    case 'saved':
      return `${event.saved ? '+' : '-'}save ${event.item}`
    case 'tag':
      return event.stance === 'allow'
        ? `-tag ${event.field}:${event.value}`
        : `+${event.stance} ${event.field}:${event.value}`
    case 'company':
      return `+company ${event.stance} ${event.field}:${event.value}`
    case 'number': {
      if (event.clear) return `-number ${event.field}`
      const bounds = [event.min === undefined ? '' : `>=${event.min}`, event.max === undefined ? '' : `<=${event.max}`]
      return `+number ${event.field} ${bounds.filter(Boolean).join(' ')}`
    }
    case 'except':
      return `+except ${event.field} ${event.min}..${event.max}`
    case 'together':
      return `+except ${event.field}:${event.value} ${event.number} ${event.min ?? ''}..${event.max ?? ''}`
    case 'conjunction': {
      const parts = [
        ...event.all.tags.map(({ field, value }) => `${field}:${value}`),
        ...event.all.numbers.map(({ field, min, max }) => `${field} ${min ?? ''}..${max ?? ''}`),
        ...event.all.axes.map(({ axis, min }) => `${axis}${min === undefined ? '-' : '+'}`),
      ]
      return `${event.clear ? '-' : '+'}except ${parts.join(' ')}`
    }
    case 'axis':
      return event.direction === 0 ? `-axis ${event.axis}` : `+axis ${event.axis}${event.direction > 0 ? '+' : '-'}`
    case 'near':
      return event.items.length === 0 ? '-near' : `+${event.between ? 'between' : 'near'} ${event.items.join(' ')}`
    case 'unlike':
      return `+unlike ${event.items.join(' ')}`
    case 'query':
      return event.words === '' ? '-query' : `+query ${event.words}`
    case 'rewatch':
      return event.allowed ? '+rewatch' : '-rewatch'
    case 'questions':
      return event.allowed ? '+questions' : '-questions'
    case 'restarted':
      return 'restarted'
    case 'undone':
      return 'undone'
    default:
      return undefined
  }
}
