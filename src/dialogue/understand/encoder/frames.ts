import { type DecoderConfig, END } from '../../../encoder/decoder.ts'
import type { Stance } from '../meaning.ts'

/** How a thing that is named stands. */
export const STANCES = ['like', 'dislike', 'want', 'avoid', 'allow', 'neutral'] as const

/** Things that the frames of one message tell of at most; what is named beyond is left to the labels. */
export const NAMED = 8

/** What is written of one thing that is named, and whether it belongs to the one before ("comedies from France"). */
export interface Frame {
  readonly stance: Stance
  readonly seen?: boolean | undefined
  /** Holds of this and the one before at once, not of each. */
  readonly together: boolean
}

/**
 * Symbols of frames. A message becomes a sequence such as `LIKE @1 seen NOT @2 & @3 .`: for each thing named, in order, how
 * it stands and its number, or & and its number where it belongs to the one before, then whether it was seen.
 */
export const SYMBOLS: readonly string[] = [
  '.',
  ...STANCES.map((stance) => stance.toUpperCase()),
  '&',
  'seen',
  'unseen',
  ...Array.from({ length: NAMED }, (_, i) => `@${i + 1}`),
]

const symbol = (name: string): number => SYMBOLS.indexOf(name)
const FIRST_STANCE = symbol('LIKE')
const AND = symbol('&')
const SEEN = symbol('seen')
const UNSEEN = symbol('unseen')
const FIRST_NAMED = symbol('@1')
const stances = STANCES.map((_, i) => FIRST_STANCE + i)

export const FRAME_DECODER: DecoderConfig = {
  vocabulary: SYMBOLS.length,
  size: 48,
  hiddenSize: 72,
  length: 3 * NAMED + 1,
  dropout: 0.2,
  smoothing: 0.02,
  weight: 0.5,
}

const MENTION = /^\{(title|tag|person|axis)\}$/

/** Does this word stand for something that is named? */
export const isMention = (word: string): boolean => MENTION.test(word)

/** Words with the number of each thing named, so that a decoder can tell them apart: `{title}@1`. */
export function numbered(words: readonly string[]): string[] {
  let n = 0
  return words.map((word) => (isMention(word) && n < NAMED ? `${word}@${++n}` : word))
}

export const unnumbered = (word: string): string => word.replace(/@\d+$/, '')

/** Frames as symbols, without the end; undefined where there are too many. */
export function written(frames: readonly Frame[]): number[] | undefined {
  if (frames.length > NAMED) return undefined
  return frames.flatMap(({ stance, seen, together }, i) => [
    together && i > 0 ? AND : FIRST_STANCE + STANCES.indexOf(stance as (typeof STANCES)[number]),
    FIRST_NAMED + i,
    ...(seen === undefined ? [] : [seen ? SEEN : UNSEEN]),
  ])
}

/**
 * The grammar of frames: what may follow what was written so far, where `named` things are named.
 *   message = frame* "."      frame = (stance | "&") number ["seen" | "unseen"]
 * Each thing has one frame, in order; the first has no "&"; the end comes after the last.
 */
export function mayFollow(so: readonly number[], named: number): readonly number[] {
  const last = so.at(-1)
  const told = so.reduce((count, s) => count + (s >= FIRST_NAMED ? 1 : 0), 0)
  if (last !== undefined && (last === AND || stances.includes(last))) return [FIRST_NAMED + told]
  const next = told >= named ? [END] : told === 0 ? stances : [...stances, AND]
  return last !== undefined && last >= FIRST_NAMED ? [...next, SEEN, UNSEEN] : next
}

/** What a sequence of symbols tells. */
export function framesOf(symbols: readonly number[]): Frame[] {
  const frames: Frame[] = []
  let stance: Stance = 'neutral'
  let together = false
  for (const s of symbols) {
    if (stances.includes(s)) [stance, together] = [STANCES[s - FIRST_STANCE] as Stance, false]
    else if (s === AND) together = true
    else if (s >= FIRST_NAMED) frames.push({ stance, together })
    else if (s === SEEN || s === UNSEEN) frames.push({ ...(frames.pop() as Frame), seen: s === SEEN })
  }
  return frames
}
