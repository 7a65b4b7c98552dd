import { readFileSync } from 'node:fs'
import type { Encoder } from '../../../encoder/encoder.ts'
import { unpack } from '../../../encoder/pack.ts'
import { slotOf } from '../clause/masking.ts'
import type { Attitude, ClauseStance } from '../clause/stance.ts'
import { readIntents } from '../intents/intents.ts'
import type { Lexicon } from '../lexicon.ts'
import type { Found } from '../linking/linker.ts'
import type { Stance } from '../meaning.ts'
import type { Token } from '../text/tokenize.ts'
import { type Frame, framesOf, isMention, mayFollow, NAMED, numbered, STANCES } from './frames.ts'
import { SEEN } from './lessons.ts'
import { mark } from './stance-templates.ts'

/** How the encoder takes something that is named. */
export interface Impression {
  readonly stance: Stance
  /** Of that stance, 0 to 1. */
  readonly sure: number
  /** Every word of the message is one that it has learned this from. */
  readonly atHome: boolean
  /** Undefined where nothing tells. */
  readonly seen?: boolean
  readonly seenSure: number
}

/** The text encoder as understanding uses it. */
export class Sense {
  constructor(
    readonly encoder: Encoder,
    /** Sorted. */
    readonly intents: readonly string[],
    /** Words of the sentences that taught it how something stands. */
    readonly words: ReadonlySet<string>,
  ) {}

  /** Probability of each intent for the masked words of a clause. */
  intentsOf(words: readonly string[]): Float32Array {
    return this.encoder.read(numbered(words)).intents
  }

  /**
   * How each word that names something stands, by its place among the words of a message; nothing where too many of the
   * words are none that it has learned this from, for then it is sure without reason.
   */
  impressions(words: readonly string[]): Map<number, Impression> {
    const found = new Map<number, Impression>()
    const strange = this.#strange(words)
    if (!words.some(isMention) || strange > STRANGE) return found
    const [stances, seen] = this.encoder.read(numbered(words)).tagScores as [Float32Array, Float32Array]
    const labels = words.flatMap((word, at) =>
      isMention(word) && (at + 1) * STANCES.length <= stances.length
        ? [{ at, stance: largest(stances, at, STANCES.length), known: largest(seen, at, SEEN.length) }]
        : [],
    )
    // Where no label is sure enough to count, what frames say of it does not matter, and writing them takes time.
    const counts = labels.some(
      ({ stance, known }) =>
        (judges(STANCES[stance.label] as Stance) && stance.sure >= SURE) || (known.label > 0 && known.sure >= SURE),
    )
    const frames = counts ? this.#frames(words) : []
    labels.forEach(({ at, stance, known }, n) => {
      const frame = frames[n]
      // Labels and frames are read from the same states in two ways; what they do not agree on is not known.
      if (frame && frame.stance !== STANCES[stance.label]) return
      const sameSeen = frame === undefined || frame.seen === (known.label === 0 ? undefined : known.label === 1)
      found.set(at, {
        stance: STANCES[stance.label] as Stance,
        sure: stance.sure,
        atHome: strange === 0,
        ...(known.label > 0 && sameSeen && { seen: known.label === 1 }),
        seenSure: known.sure,
      })
    })
    return found
  }

  /** What the decoder writes of the words that were read last; nothing where too much is named. */
  #frames(words: readonly string[]): readonly Frame[] {
    const named = words.filter(isMention).length
    if (named > NAMED) return []
    return framesOf(this.encoder.write(words.length, (so) => mayFollow(so, named)).symbols)
  }

  #strange(words: readonly string[]): number {
    return words.filter((word) => !this.words.has(word)).length / words.length
  }
}

/** Share of words never learned from at which it still says something. */
const STRANGE = 0.15

function largest(scores: Float32Array, row: number, width: number): { label: number; sure: number } {
  let label = 0
  for (let j = 1; j < width; j++)
    if ((scores[row * width + j] as number) > (scores[row * width + label] as number)) label = j
  return { label, sure: scores[row * width + label] as number }
}

/**
 * The encoder in a file, where it knows just these intents; else undefined: understanding does without. A change of an
 * example does not make it useless, a new intent does.
 */
export function readSense(path: string, intents: readonly string[]): Sense | undefined {
  try {
    const found = unpack(readFileSync(path))
    const fits = found && found.manifest.intents.join() === intents.join()
    return fits ? new Sense(found.encoder, intents, new Set(found.manifest.notes.stanceWords?.split(' '))) : undefined
  } catch {
    // No file, or a runtime without kernels.
    return undefined
  }
}

/** Does the file of `saveSense` know the intents of this folder? @throws TastebudError NO_FILE, BAD_INTENTS */
export const encoderFits = (path: string, intentsDir: string): boolean =>
  readSense(path, readIntents(intentsDir).names) !== undefined

/** How everything that is named in a message stands, by the token where its name begins. */
export function impressionsOf(
  sense: Sense,
  tokens: readonly Token[],
  found: readonly Found[],
  lexicon: Lexicon,
): Map<number, Impression> {
  const at = new Map(found.map((f) => [f.from, f]))
  const words: string[] = []
  const places = new Map<number, number>()
  for (let i = 0; i < tokens.length; ) {
    const f = at.get(i)
    const { kind, folded } = tokens[i] as Token
    if (f) {
      places.set(words.length, i)
      words.push(slotOf(f))
      i = Math.max(f.to, i + 1)
      continue
    }
    const word = kind === 'word' ? (lexicon.nouns.has(folded) ? '{noun}' : folded) : mark(folded)
    if (word !== undefined && !(word === ',' && words.at(-1) === ',')) words.push(word)
    i++
  }
  while (words.at(-1) === ',') words.pop()
  return new Map([...sense.impressions(words)].map(([place, impression]) => [places.get(place) as number, impression]))
}

const judges = (stance: Stance): boolean => stance === 'like' || stance === 'dislike'

/** How sure an impression must be to count. */
const SURE = 0.95
/** ... and to count against words that carry stance. */
const SURER = 0.97

/**
 * What the words that carry stance leave open, as the encoder takes it: "Alien put me to sleep" has no verb of taste. What
 * they say stays.
 */
export function withImpressions(
  stances: ClauseStance,
  found: readonly Found[],
  impressions: ReadonlyMap<number, Impression>,
): ClauseStance {
  const at = new Map(stances.at)
  let last: Attitude | undefined
  for (const { from } of found) {
    const attitude = at.get(from)
    const impression = impressions.get(from)
    if (!attitude || !impression || attitude.similar) continue
    const judged = judges(impression.stance)
    const open = attitude.stance === undefined && impression.sure >= SURE
    const against = impression.atHome && impression.sure >= SURER && impression.stance !== attitude.stance
    const stance = judged && (open || against) ? impression.stance : undefined
    const seen = attitude.seen === undefined && impression.seenSure >= SURE ? impression.seen : undefined
    if (stance === undefined && seen === undefined) continue
    last = { ...attitude, ...(stance && { stance }), ...(seen !== undefined && { seen }) }
    at.set(from, last)
  }
  if (!last) return stances
  return {
    ...stances,
    at,
    ...(last.stance && stances.stance === 'neutral' && { stance: last.stance, explicit: true }),
    ...(last.seen !== undefined && stances.seen === undefined && { seen: last.seen }),
  }
}
