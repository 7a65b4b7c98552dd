import type { Item } from '../../catalogue/item.ts'
import type { Interactions } from '../../datasets/interactions.ts'
import { scaleOf } from '../../datasets/likes.ts'
import { wordsOf } from '../content/documents.ts'
import type { PairSource } from './train-pairs.ts'

/** Items as documents of tokens. */
export interface TokenDocuments {
  /** (items + 1) */
  readonly offsets: Uint32Array
  readonly tokens: Uint32Array
  /** (tokens) how often each occurs in all */
  readonly counts: Float64Array
}

/**
 * An item is the text of who took it: of each event the token `person, high` where it is a like on the scale of the
 * data (see likes.ts), else `person, low`. With `content` the words of its title and text follow.
 */
export function tokenDocuments(
  interactions: Interactions,
  content: readonly (Item | undefined)[] | undefined,
  kinds: { readonly ratings: boolean; readonly words: boolean },
): TokenDocuments {
  const { items, offsets, rows, values, names } = interactions
  const documents: number[][] = Array.from({ length: items.size }, () => [])
  let known = 0
  if (kinds.ratings) {
    const scale = scaleOf(interactions)
    names.forEach((_, person) => {
      for (let event = offsets[person]!; event < offsets[person + 1]!; event++) {
        documents[rows[event]!]!.push(2 * person + (values[event]! >= scale.like ? 1 : 0))
      }
    })
    known = 2 * names.length
  }
  if (kinds.words) {
    const numbers = new Map<string, number>()
    documents.forEach((document, row) => {
      const item = content?.[row]
      if (!item) return
      for (const [word, count] of wordsOf(item)) {
        const token = known + (numbers.get(word) ?? numbers.size)
        numbers.set(word, token - known)
        for (let i = 0; i < count; i++) document.push(token)
      }
    })
    known += numbers.size
  }
  const starts = new Uint32Array(items.size + 1)
  documents.forEach((document, row) => {
    starts[row + 1] = starts[row]! + document.length
  })
  const counts = new Float64Array(known)
  for (const token of documents.flat()) counts[token]! += 1
  return { offsets: starts, tokens: Uint32Array.from(documents.flat()), counts }
}

/** Every document with each of its tokens (PV-DBOW: Le & Mikolov, ICML 2014). */
export function documentPairs({ offsets, tokens }: TokenDocuments, keep: Float64Array): PairSource {
  return {
    units: offsets.length - 1,
    events: (document) => offsets[document + 1]! - offsets[document]!,
    emit(document, random, push) {
      for (let at = offsets[document]!; at < offsets[document + 1]!; at++) {
        const token = tokens[at]!
        if (keep[token]! >= 1 || random.next() < keep[token]!) push(document, token, 0)
      }
    },
  }
}
