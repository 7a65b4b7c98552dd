import type { Stance } from '../meaning.ts'

/** A judgement without a verb: "great", "boring", "9/10". */
export interface Verdict {
  /** Index of its first token. */
  readonly at: number
  readonly stance: Stance
  /** A rating in numbers or an emoji. */
  readonly rated: boolean
  /** It judges what was: "it was okay" tells of something seen, "horror is okay" gives leave. */
  readonly past?: boolean
}

/**
 * The judgement that a mention gets: of what follows it up to the next mention, the last ("Alien 9/10, Heat 2/10"; "Alien
 * and Heat: 9/10" judges both). Where ratings come first, each is of what follows it ("9/10 Alien, 2/10 Heat"). A word that
 * judges and has nothing else to judge is of everything; a rating is not.
 */
export function verdictFor(
  mention: number,
  mentions: readonly number[],
  verdicts: readonly Verdict[],
): Verdict | undefined {
  const before = verdicts.findLast(({ at }) => at < mention)
  const [first] = verdicts
  if (first?.rated && mentions.every((at) => at > first.at)) return before
  const after = verdicts.find(({ at }) => at >= mention)
  if (after === undefined) return before?.rated ? undefined : before
  // A second rating is of something that was not recognised: "Catan 9/10, Zorblax 2/10".
  if (after.rated) return after
  const from = after.at
  const next = mentions.find((at) => at > from) ?? Number.POSITIVE_INFINITY
  return verdicts.findLast(({ at }) => at >= from && at < next)
}
