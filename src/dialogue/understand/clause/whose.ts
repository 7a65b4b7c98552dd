import type { Cue, Lexicon } from '../lexicon.ts'
import type { Clause } from '../meaning.ts'
import type { Token } from '../text/tokenize.ts'

/** Verbs whose subject tells whose taste it is. */
const TASTES: ReadonlySet<Cue> = new Set(['like', 'love', 'dislike', 'hate', 'seen', 'unseen', 'avoid'])
/** Words between a subject and its verb. */
const BETWEEN =
  /^(really|absolutely|totally|also|always|both|all|just|only|never|not|doesnt|dont|didnt|does|do|did|would|will|has|have|had|hasnt|havent|is|are|was|were|isnt|arent|who|that|quite|so|a|an|such|completely|truly|already|even|very|usually|mostly|still|secretly|kind|of|kinda|most)$/
const OWNERS = /^(my|our|the|his|her|their|a|of|both|all|two|three|little|older|younger|best|good)$/
/** "Her favourite": who has it, as the bot says it. */
const HOLDERS: Readonly<Record<string, string>> = { her: 'her', his: 'him', their: 'them' }
const FAVOURITE = /^fav/
const UTTER = /^(all|time|alltime|absolute|total|very|own|big|biggest|number|one)$/
const SPEAKERS = /^(i|me|myself|us|we|you)$/
const JOINS = /^(and|&|n|plus)$/
/** A verb that only somebody else can be the subject of. */
const THIRD = /^(doesnt|does|has|hasnt|isnt|is|cant|wont)$|[^s]s$/

/**
 * Whose taste tokens [from, to) tell, where it is not the speaker's: "my wife hates horror" is `your wife`, as the
 * bot would say it; '' where it is nobody's in particular ("everyone loves Titanic"); undefined where it is the
 * speaker's, alone or with others ("my wife and I").
 *
 * @param before the clause before it in the message, whose subject may hold on ("... but loves comedies")
 */
export function readWhose(
  tokens: readonly Token[],
  from: number,
  to: number,
  lexicon: Lexicon,
  before?: Clause,
): string | undefined {
  for (let i = from; i < to; i++) {
    const cue = lexicon.cues.at(tokens, i, to)
    if (!cue) continue
    const verb = verbFrom(tokens, i, from)
    const whose = holder(tokens, i, from) ?? other(tokens, verb, from, lexicon)
    if (whose !== undefined) return whose
    if (TASTES.has(cue.value)) return before?.whose && goesOn(tokens, from, verb, lexicon) ? before.whose : undefined
    i += cue.length - 1
  }
  return undefined
}

/** Does somebody else begin to tell a taste at `tokens[at]`: "(my wife loves horror and) the other hates it"? */
export function speaksNext(tokens: readonly Token[], at: number, lexicon: Lexicon): boolean {
  let first = at
  while (OWNERS.test(tokens[first]?.folded ?? '') && !lexicon.others.at(tokens, first)) first++
  const hit = lexicon.others.at(tokens, first)
  if (!hit) return false
  let verb = first + hit.length
  while (BETWEEN.test(tokens[verb]?.folded ?? '') && !lexicon.cues.at(tokens, verb)) verb++
  return TASTES.has(lexicon.cues.at(tokens, verb)?.value ?? 'want')
}

/** Does a taste stand in tokens [from, to)? */
export function tellsTaste(tokens: readonly Token[], from: number, to: number, lexicon: Lexicon): boolean {
  for (let i = from; i < to; i++) if (TASTES.has(lexicon.cues.at(tokens, i, to)?.value ?? 'want')) return true
  return false
}

/** Where the verb of a taste begins, its "really" and "doesn't" with it. */
function verbFrom(tokens: readonly Token[], at: number, from: number): number {
  let verb = at
  while (verb > from && BETWEEN.test(tokens[verb - 1]?.folded ?? '')) verb--
  return verb
}

/** "my sister's" is one sister's. */
function possessed(tokens: readonly Token[], verb: number): readonly Token[] {
  const owner = tokens[verb - 1]
  return owner && /['’]s$/.test(owner.text)
    ? [...tokens.slice(0, verb - 1), { ...owner, folded: owner.folded.slice(0, -1) }]
    : tokens
}

/** Who has a favourite: "his all time favourite". */
function holder(tokens: readonly Token[], at: number, from: number): string | undefined {
  if (!FAVOURITE.test(tokens[at]?.folded ?? '')) return undefined
  let left = at
  while (left > from && UTTER.test(tokens[left - 1]?.folded ?? '')) left--
  return left > from ? HOLDERS[tokens[left - 1]?.folded ?? ''] : undefined
}

/** Who stands right before a verb, where it is not the speaker: "me and my wife love" is the speaker's too. */
function other(tokens: readonly Token[], verb: number, from: number, lexicon: Lexicon): string | undefined {
  const hit = lexicon.others.before(possessed(tokens, verb), verb, from)
  if (!hit) return undefined
  let left = hit.start
  while (left > from && OWNERS.test(tokens[left - 1]?.folded ?? '')) left--
  const joined = left - 1 > from && JOINS.test(tokens[left - 1]?.folded ?? '')
  return joined && SPEAKERS.test(tokens[left - 2]?.folded ?? '') ? undefined : hit.value
}

/** "but loves comedies": a verb without a subject, in a form that is not the speaker's. */
function goesOn(tokens: readonly Token[], from: number, verb: number, lexicon: Lexicon): boolean {
  for (let i = from; i < verb; i++) {
    const { kind, folded } = tokens[i] as Token
    if (kind === 'word' && !lexicon.cutMaybe.has(folded) && !lexicon.cutAlways.at(tokens, i)) return false
  }
  return THIRD.test(tokens[verb]?.folded ?? '')
}
