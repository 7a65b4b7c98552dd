import type { ItemId } from '../../datasets/vocabulary.ts'

/** UTF-16 offsets into the message: start inclusive, end exclusive. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** How somebody stands to a thing they name. `allow` takes back an earlier "no" ("horror is fine"). */
export type Stance = 'like' | 'dislike' | 'want' | 'avoid' | 'allow' | 'neutral'

/** A title of the catalogue in the message. */
export interface ItemMention extends Span {
  readonly surface: string
  /** Best first; more than one where the words fit several items (remakes, sequels). */
  readonly candidates: readonly { readonly id: ItemId; readonly score: number }[]
  /** The first two fit equally well: the bot should ask which one, by year. */
  readonly ambiguous: boolean
  readonly stance: Stance
  /** "scarier than X": only what is compared with. */
  readonly yardstick?: true
  /** "I have seen X": true; "I haven't seen X": false; not said: undefined. */
  readonly seen?: boolean
}

/** What looks like a title ("I loved Zorblax 9") and is not in the catalogue. */
export interface UnknownTitle extends Span {
  readonly surface: string
  /** The most similar titles, best first; may be empty. */
  readonly nearest: readonly ItemId[]
  readonly stance: Stance
}

/** A value of a tag field: a genre, theme, person, country ... */
export interface TagMention extends Span {
  readonly surface: string
  readonly field: string
  readonly value: string
  readonly stance: Stance
  /** 0.5 "a bit", 1 plain, 1.5 "love", 2 "never", "absolutely" */
  readonly strength: number
  /** The value is only the nearest to the word, which no text says: "piranhas" for monsters. */
  readonly nearest?: true
  /** True where the words insist ("only", "no horror", "nothing gory", "must"). */
  readonly hard: boolean
}

/** A numeric wish: `year` from "from the 80s", `minutes` from "under two hours". Bounds are inclusive. */
export interface NumberMention extends Span {
  readonly surface: string
  readonly field: string
  readonly min?: number
  readonly max?: number
  /** "newer than that", "shorter", "older than Alien": more or less than something else. */
  readonly relative?: { readonly direction: 1 | -1; readonly to?: ItemId }
  /** "not from the 80s": from `min` to `max` is what is not wanted. */
  readonly except?: true
  /** "any length is fine": takes the bounds on the field back. */
  readonly clear?: true
}

/** "no comedies from France": all of it at once, where each alone may be. Bounds are inclusive, levels 0 to 3. */
export interface Conjunction {
  readonly tags: readonly { readonly field: string; readonly value: string }[]
  readonly numbers: readonly { readonly field: string; readonly min?: number; readonly max?: number }[]
  readonly axes: readonly { readonly axis: string; readonly min?: number; readonly max?: number }[]
}

/** "less violent", "funnier", "not too scary". */
export interface AxisMention extends Span {
  readonly surface: string
  readonly axis: string
  /** 1 = more of it, -1 = less. */
  readonly direction: 1 | -1
}

/** What a question compares by: "which is longer", "the scariest", "which would you pick". */
export interface Comparison {
  /** A number or an axis of the domain; what suits best; what items have; or all their facts. */
  readonly kind: 'number' | 'axis' | 'fit' | 'having' | 'facts'
  /** Name of the number or axis; '' for the other kinds. */
  readonly by: string
  /** 1 = most first. */
  readonly direction: 1 | -1
  /** As it is said of two and of more: "longer" and "longest". '' where no word says it. */
  readonly words: readonly [string, string]
  /** "Is Heat longer than Alien?" wants a yes or a no. */
  readonly whether: boolean
}

/** One thing said: messages are cut at commas, "but", "and then", full stops where each side stands by itself. */
export interface Clause extends Span {
  readonly text: string
  /** Name from intents/*.yml; `unclear` where nothing is likely enough. */
  readonly intent: string
  /** Calibrated, 0 to 1. */
  readonly probability: number
  readonly items: readonly ItemMention[]
  readonly unknownTitles: readonly UnknownTitle[]
  readonly tags: readonly TagMention[]
  readonly numbers: readonly NumberMention[]
  readonly axes: readonly AxisMention[]
  /** What is refused only where it is all of it; what is in here is not among `tags`, `numbers` and `axes`. */
  readonly together?: readonly Conjunction[]
  /** Places in the list just shown, from 1; -1 = the last. "the first two" = [1, 2], "all of them" = [0]. */
  readonly ordinals: readonly number[]
  /** How the ordinals, the pronoun or the whole clause stand: "didn't like the third". */
  readonly stance: Stance
  readonly seen?: boolean
  /** Whose taste it tells, where it is not the speaker's, as the bot says it: "your wife"; '' = nobody's in particular. */
  readonly whose?: string
  /** "it", "that one" = it; "them", "those" = them; "the rest" of a list = others; "her", "his", "he" = person. */
  readonly pronoun?: 'it' | 'them' | 'both' | 'others' | 'person'
  /** Begins like the rest of a sentence ("with a dog in it"): it goes on from the wish before. */
  readonly continues?: true
  /** How many items are asked for; 0 = "no more than none": no list. */
  readonly count?: number
  /** Words of a wish that no field knows, for a search in the texts: "chess". */
  readonly subject?: string
  /** What was to be more or less of and is no direction that the catalogue knows: "talky". */
  readonly unsteered?: string
  /** What a wish asks for or refuses and no field and no search knows: "subtitles". */
  readonly unread?: string
  /** "who played Ripley?": the part that is asked about. */
  readonly role?: string
  readonly comparison?: Comparison
  /** "I've seen every Nolan film": everything of the person named. */
  readonly every?: true
  /** What lies between the two items is wished for. */
  readonly between?: true
  /** Which list of the talk is meant: the n-th, or -1 = the one before this. */
  readonly list?: number
  /** A field that a question is about: "who directed it" = director, "how long" = minutes; `?` followed by the words where no field fits. */
  readonly asksFor?: string
}

/** What a message means. Always at least one clause. */
export interface Meaning {
  readonly text: string
  readonly clauses: readonly Clause[]
  /** Understanding did not answer in time. */
  readonly degraded?: true
}

/** What understanding may know of the conversation. */
export interface Context {
  /** The items shown last, in order. */
  readonly shown: readonly ItemId[]
  /** The item that "it" means. */
  readonly focus?: ItemId
  /** What the bot asked last. */
  readonly asked?: AskedContext
}

export interface AskedContext {
  /** `opinion` and `seen` want an answer about `items`; `choice` wants one of `items` or `values`; `tag` a value of `field`; `confirm` yes or no. */
  readonly kind: 'opinion' | 'seen' | 'choice' | 'tag' | 'confirm' | 'open'
  readonly items?: readonly ItemId[]
  readonly field?: string
  readonly values?: readonly string[]
}
