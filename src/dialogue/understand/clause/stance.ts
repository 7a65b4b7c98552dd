import type { Cue, Lexicon } from '../lexicon.ts'
import type { Stance } from '../meaning.ts'
import { RATED } from '../numbers/ratings.ts'
import type { Token } from '../text/tokenize.ts'
import { type Verdict, verdictFor } from './verdict.ts'

export interface Attitude {
  /** undefined where no word tells. */
  readonly stance?: Stance
  readonly seen?: boolean
  readonly strength: number
  readonly hard: boolean
  /** A "not" stands before it that no verb has used up. */
  readonly negated: boolean
  /** "something like" stands before it. */
  readonly similar: boolean
}

export interface ClauseStance {
  /** By token index where a mention starts. */
  readonly at: ReadonlyMap<number, Attitude>
  /** Of the clause as a whole: the last attitude in it. */
  readonly stance: Stance
  readonly seen?: boolean
  readonly similar: boolean
  /** What held where "something like" stood: a "without" after it speaks of something else. */
  readonly likened?: Stance
  readonly explicit: boolean
}

const OF: Readonly<Record<Cue, Stance | undefined>> = {
  like: 'like', love: 'like', dislike: 'dislike', hate: 'dislike', want: 'want', avoid: 'avoid', allow: 'allow',
  similar: undefined, seen: undefined, unseen: undefined, good: 'like', bad: 'dislike', okay: 'allow',
} // biome-ignore format: a table
const FLIP: Readonly<Record<Stance, Stance>> = {
  like: 'dislike', dislike: 'allow', want: 'avoid', avoid: 'want', allow: 'avoid', neutral: 'avoid',
} // biome-ignore format: a table
/** Words that only point: they do not take back what a verb before them said ("don't want anything scary"). */
const WEAK = /^(some|any|something|anything|somthing|sth|more|mostly|have any|need|try|want to .*|to .*)$/

/**
 * How each mention of a clause stands: the nearest verb of taste or wish before it, turned by a "not"
 * before that; else a judgement beside it ("horror is fine", "Alien was great", "9/10 for Heat").
 *
 * @param mentions token index of each mention's start to its end
 * @param before the attitude of the clause before, where this one goes on without a verb ("... but not Aliens")
 */
export function readStance(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: Lexicon,
  mentions: ReadonlyMap<number, number>,
  before?: Stance,
): ClauseStance {
  const at = new Map<number, Attitude>()
  let stance: Stance | undefined = before
  let seen: boolean | undefined
  let similar = false
  let everSimilar = false
  let likened: Stance | undefined
  let negated = false
  let strength = 1
  let cueStrength = 1
  let hard = false
  const verdicts: Verdict[] = []
  let explicit = false
  // "a comedy without X": what held of the comedy before the "without".
  let outer: { stance: Stance | undefined; hard: boolean; named: boolean } | undefined
  // "a comedy instead of a drama": the drama is not wanted now, which is no "never".
  let passing = false
  let leading = false
  for (let i = from; i < to; ) {
    const end = mentions.get(i)
    if (end !== undefined) {
      if (outer) outer.named = true
      const verdict = lexicon.cues.at(tokens, i, to)?.value
      if (
        (verdict === 'good' || verdict === 'bad') &&
        /^(was|is|were|are|so|very|really|pretty|bit|too)$/.test(tokens[i - 1]?.folded ?? '')
      ) {
        verdicts.push({ at: i, stance: (verdict === 'good') === negated ? 'dislike' : 'like', rated: false })
        explicit = true
      }
      const turned = negated ? FLIP[stance ?? 'want'] : stance
      const factor = strength * cueStrength
      at.set(i, {
        ...(turned !== undefined && { stance: turned }),
        ...(seen !== undefined && { seen }),
        strength: factor,
        hard: hard || (turned === 'avoid' && strength >= 1 && !passing),
        negated: negated,
        similar,
      })
      i = end
      continue
    }
    if (outer?.named && leadsBack(tokens, i, mentions, lexicon)) {
      stance = outer.stance
      hard = outer.hard
      negated = false
      passing = false
      outer = undefined
    }
    const second = comesSecond(tokens, i, from)
    if (second > 0) {
      outer = { stance, hard, named: false }
      stance = negated ? 'want' : 'avoid'
      hard = false
      passing = !negated
      negated = false
      leading = at.size === 0
      explicit = true
      i += second
      continue
    }
    // "instead of horror, a comedy"
    if (passing && leading && tokens[i]?.text === ',') {
      stance = outer?.stance
      passing = false
      outer = undefined
    }
    // "no horror, from France please": what the comma leads on with is wished for again.
    if (stance === 'avoid' && tokens[i - 1]?.text === ',' && lexicon.continuers.has(tokens[i]?.folded ?? ''))
      stance = before
    if (excepts(tokens, i, from)) outer = { stance, hard, named: false }
    if (partedAt(i, tokens, mentions, to, lexicon)) {
      // "leave horror out", "keep the musicals away from me"
      stance = negated ? 'want' : 'avoid'
      negated = false
      explicit = true
      i++
      continue
    }
    const cue = lexicon.cues.at(tokens, i, to)
    const negation = lexicon.negations.at(tokens, i, to)
    const phrase = (n: number) =>
      tokens
        .slice(i, i + n)
        .map(({ folded }) => folded)
        .join(' ')
    if (lexicon.soft.at(tokens, i, to)) strength = 0.5
    const known = cue?.value === 'seen' || cue?.value === 'unseen'
    if (!known && lexicon.absolute.at(tokens, i, to)) cueStrength = Math.max(cueStrength, 2)
    if (!known && lexicon.insist.at(tokens, i, to) && !WEAK.test(phrase(1))) hard = true
    if (cue && cue.length >= (negation?.length ?? 0)) {
      const value = cue.value
      if (value === 'seen' || value === 'unseen') {
        seen = value === 'unseen' ? false : !negated
        negated = false
      } else if (value === 'similar') {
        similar = true
        everSimilar = true
        likened = stance
        negated = false
      } else if (isSubjectWord(tokens, i, value)) {
        i += cue.length
        continue
      } else if (value === 'bad' && negated && at.size === 0 && mentions.has(i + cue.length)) {
        // "not a bad comedy" is mild praise.
        stance ??= 'like'
        strength = 0.5
        negated = false
        explicit = true
      } else if (value === 'good' || value === 'bad' || value === 'okay') {
        const noun = tokens[i + cue.length]?.folded ?? ''
        const next = mentions.has(i + cue.length) || lexicon.nouns.has(noun) || STORY.test(noun)
        const rated = RATED.test(tokens[i]?.folded ?? '')
        if (!next || at.size > 0 || rated) {
          const tooMuch = value === 'good' && tooBefore(tokens, at)
          const wished = value === 'good' && tokens[i - 1]?.folded === 'be' && tokens[i - 2]?.folded === 'would'
          const plain = tooMuch ? 'dislike' : wished ? 'want' : (OF[value] as Stance)
          const stance = negated ? (value === 'okay' ? 'avoid' : value === 'good' ? 'dislike' : 'like') : plain
          verdicts.push({ at: i, stance, rated, past: rated || tookPlace(tokens, i, at, lexicon) })
          negated = false
          explicit = true
        }
      } else {
        const meant = OF[value] as Stance
        if (value === 'love' && at.size > 0 && /^(my|our)$/.test(tokens[i - 1]?.folded ?? '')) {
          // "Kubrick is my favourite director" judges what came before.
          verdicts.push({ at: i, stance: negated ? 'dislike' : 'like', rated: false })
          explicit = true
          i += cue.length
          continue
        }
        const weak = WEAK.test(phrase(cue.length))
        if (!(weak && stance !== undefined)) {
          const double = meant === 'avoid' && negated
          stance = negated ? (double ? 'want' : FLIP[meant]) : meant
          negated = false
          explicit ||= !weak
          cueStrength = value === 'love' || value === 'hate' ? 1.5 : Math.max(1, cueStrength === 2 ? 2 : 1)
        }
      }
      i += cue.length
      continue
    }
    if (tokens[i]?.text === ',') {
      // "not comedies, dramas": a bare "not" holds up to the comma.
      negated = false
      i++
      continue
    }
    if (tokens[i]?.folded === 'nor') {
      // "neither horror nor war", "don't like horror nor war": what was said goes on.
      negated ||= /^(i|do|does|did|am|is|are|was|were|have|has|will|would)$/.test(tokens[i + 1]?.folded ?? '')
      i++
      continue
    }
    if (negation) {
      negated = !negated
      i += negation.length
      continue
    }
    i++
  }
  // A judgement goes to what has no verb of its own.
  for (const [index, attitude] of at) {
    const verdict = verdictFor(index, [...at.keys()], verdicts)
    // "My favourites: Alien 10/10, Titanic 3/10": a number says more than the verb before all of them.
    const said = attitude.stance !== undefined && !(attitude.stance === 'want' && verdict?.stance !== 'like')
    if (!verdict || (said && !verdict.rated)) continue
    const seen = attitude.seen ?? (verdict.past && verdict.stance === 'allow' ? true : undefined)
    at.set(index, { ...attitude, stance: verdict.stance, ...(seen !== undefined && { seen }) })
  }
  const whole = verdicts.at(-1)?.stance ?? stance ?? (negated && at.size === 0 ? 'avoid' : undefined)
  return {
    at,
    stance: whole ?? 'neutral',
    ...(seen !== undefined && { seen }),
    similar: everSimilar,
    ...(likened !== undefined && { likened }),
    explicit,
  }
}

/** "Alien was okay": a "was" between what is named and the judgement. */
const tookPlace = (
  tokens: readonly Token[],
  to: number,
  mentions: ReadonlyMap<number, Attitude>,
  lexicon: Lexicon,
): boolean => {
  const from = [...mentions.keys()].findLast((at) => at < to) ?? to
  return tokens.slice(from, to).some(({ folded }) => lexicon.titles.told.has(folded))
}

/** "without", "with no": what follows narrows what stands before it. */
export const excepts = (tokens: readonly Token[], at: number, from: number): boolean =>
  at > from && (tokens[at]?.folded === 'without' || (tokens[at]?.folded === 'no' && tokens[at - 1]?.folded === 'with'))

/** "rather than", "instead of" */
export const prefersTo = (tokens: readonly Token[], at: number): boolean =>
  /^(rather than|instead of)$/.test(`${tokens[at]?.folded} ${tokens[at + 1]?.folded}`)

/** What is told and is no noun of the domain: "a good story from France" judges nothing. */
const STORY = /^(story|stories|tale|tales|yarn|yarns)$/

/** "a film about love": what it is about, and no taste. */
const isSubjectWord = (tokens: readonly Token[], at: number, cue: Cue): boolean =>
  (cue === 'love' || cue === 'hate') &&
  /^(love|hate)$/.test(tokens[at]?.folded ?? '') &&
  tokens[at - 1]?.folded === 'about'

/**
 * How many words at `at` put what follows them behind what stands before: "instead of", "rather than", and the "than" of
 * "I'd rather have a comedy than a drama"; 0 where none do.
 */
export function comesSecond(tokens: readonly Token[], at: number, from: number): number {
  const word = (i: number) => tokens[i]?.folded ?? ''
  if (prefersTo(tokens, at)) return 2
  const preferred = () => tokens.slice(from, at - 1).some(({ folded }) => folded === 'rather')
  // "rather something newer than Alien" compares.
  return word(at) === 'than' && !/(er|more|less)$/.test(word(at - 1)) && preferred() ? 1 : 0
}

const LEADS = /^(set|from|in|by)$/

/** "something with no romance set in Paris": a place after what is refused is the wish's own. */
function leadsBack(
  tokens: readonly Token[],
  at: number,
  mentions: ReadonlyMap<number, number>,
  lexicon: Lexicon,
): boolean {
  const word = (i: number) => tokens[i]?.folded ?? ''
  if (!LEADS.test(word(at))) return false
  let next = at + 1
  while (/^(in|by)$/.test(word(next)) || lexicon.articles.has(word(next))) next++
  return mentions.has(next)
}

/** Does a verb stand here whose particle follows what is named next ("leave" ... "out")? */
function partedAt(
  i: number,
  tokens: readonly Token[],
  mentions: ReadonlyMap<number, number>,
  to: number,
  lexicon: Lexicon,
): boolean {
  const particles = lexicon.parted.get(tokens[i]?.folded ?? '')
  if (!particles) return false
  let at = i + 1
  while (at < to && lexicon.articles.has(tokens[at]?.folded ?? '')) at++
  let end = mentions.get(at)
  if (end === undefined) return false
  while (end < to && lexicon.nouns.has(tokens[end]?.folded ?? '')) end++
  return end < to && particles.has(tokens[end]?.folded ?? '')
}

/** "too bloody for me": the word of degree turns the praise. */
const tooBefore = (tokens: readonly Token[], mentions: ReadonlyMap<number, Attitude>): boolean =>
  [...mentions.keys()].some((at) => tokens[at - 1]?.folded === 'too')
