import type { ItemId } from '../datasets/vocabulary.ts'

/** One thing that can be recommended, whatever the domain. */
export interface Item {
  readonly id: ItemId
  readonly title: string
  readonly otherTitles: readonly string[]
  /** Year it came out, where it has one. */
  readonly year?: number
  /** A description in prose; '' where there is none. */
  readonly text: string
  /** List-valued facts by field of the domain: `{ genre: ['horror'], director: ['Ridley Scott'] }` */
  readonly tags: Readonly<Record<string, readonly string[]>>
  /** Numeric facts by field of the domain: `{ minutes: 117, violence: 2, age: 16 }`; `year` is not repeated here. */
  readonly numbers: Readonly<Record<string, number>>
  /** Where to get it, when the operator's catalogue says so. */
  readonly link?: string
}
