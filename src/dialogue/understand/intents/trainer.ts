import { mask, numberSlot, readOrdinals, slotOf } from '../clause/masking.ts'
import type { Lexicon } from '../lexicon.ts'
import type { Linker } from '../linking/linker.ts'
import type { NumberReader } from '../numbers/numbers.ts'
import { tokenize } from '../text/tokenize.ts'
import type { Sample } from './classifier.ts'
import { type Intents, SLOTS } from './intents.ts'

/** Stands for a slot while an example is cut into words; no catalogue has such a word. */
const standIn = (slot: string): string => `x${slot}x`

/**
 * The examples of the intents as the classifier will see messages: slots for titles, people, tags, numbers
 * and places in a list, whether the example wrote the slot or a word of this domain.
 */
export function samplesOf(
  intents: Intents,
  linker: Linker,
  numbers: NumberReader,
  fill: Readonly<Record<string, string>>,
): { exact: Map<string, number>; samples: Sample[] } {
  const { lexicon } = linker
  const exact = new Map<string, number>()
  const samples = intents.examples.map(({ text, intent }) => {
    const words = maskExample(text, linker, numbers, lexicon, fill)
    const key = exactKey(words)
    if (!exact.has(key)) exact.set(key, intent)
    else if (exact.get(key) !== intent) exact.set(key, -1)
    return { words, label: intent }
  })
  for (const [key, intent] of exact) if (intent < 0) exact.delete(key)
  return { exact, samples }
}

export const exactKey = (words: readonly string[]): string =>
  words.filter((word) => word !== '?' || words.length === 1).join(' ')

function maskExample(
  text: string,
  linker: Linker,
  numbers: NumberReader,
  lexicon: Lexicon,
  fill: Readonly<Record<string, string>>,
): string[] {
  const tokens = tokenize(text.replace(/\{(\w+)\}(?:er)?/g, (_, name: string) => fill[name] ?? ` ${standIn(name)} `))
  const spans = new Map<number, { to: number; slot: string }>()
  const taken = new Uint8Array(tokens.length)
  const take = (from: number, to: number, slot: string) => {
    if (taken.subarray(from, to).some((used) => used === 1)) return
    taken.fill(1, from, to)
    spans.set(from, { to, slot })
  }
  tokens.forEach(({ folded }, at) => {
    const slot = SLOTS.find((name) => standIn(name) === folded)
    if (slot) take(at, at + 1, `{${slot}}`)
  })
  const isTaken = (at: number) => taken[at] === 1
  for (const tag of linker.tags(tokens)) {
    const single = tag.to - tag.from === 1
    if (!(single && tag.kind === 'tag' && tag.axes.length === 0 && lexicon.common.has(tokens[tag.from]?.folded ?? '')))
      take(tag.from, tag.to, slotOf(tag))
  }
  for (const number of numbers.read(tokens, 0, tokens.length, isTaken)) take(number.from, number.to, numberSlot(number))
  for (const { from, to, places } of readOrdinals(tokens, 0, tokens.length, lexicon, isTaken))
    if (places[0] !== 0) take(from, to, '{nth}')
  return mask(tokens, 0, tokens.length, lexicon, spans)
}

/** Words of the examples: no name of the catalogue is meant by one of them alone. */
export const everydayWords = (examples: Intents['examples']): string[] => [
  ...new Set(
    examples.flatMap(({ text }) => tokenize(text).flatMap(({ folded }) => (/^[a-z]+$/.test(folded) ? [folded] : []))),
  ),
]
