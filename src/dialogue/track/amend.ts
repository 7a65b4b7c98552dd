import type { ItemId } from '../../datasets/vocabulary.ts'
import type { Clause, ItemMention, Meaning } from '../understand/meaning.ts'
import type { State } from './state.ts'

/** What a message means where only the talk so far tells: a list that was read out, an opinion that is put right. */
export const amend = (meaning: Meaning, state: State): Meaning => corrected(ofWatchlist(meaning, state), state)

/** After "what did I save?" places count in what was read out, and what is removed or not wanted is taken off it. */
function ofWatchlist(meaning: Meaning, { lastActs, saved }: State): Meaning {
  const readOut = lastActs.includes('watchlist')
  const clauses = meaning.clauses.map((clause): Clause => {
    if (clause.items.length > 0 || clause.ordinals.length === 0) return clause
    const places = clause.ordinals.flatMap((n) =>
      n === 0 ? saved : saved.slice(n < 0 ? saved.length + n : n - 1).slice(0, 1),
    )
    if (!readOut || places.length === 0) return clause
    const intent = clause.intent === 'reject' && clause.stance !== 'dislike' ? 'unsave' : clause.intent
    return { ...clause, intent, ordinals: [], items: places.map((item) => mention(item, clause)) }
  })
  return { ...meaning, clauses }
}

/** "Sorry, I mean I hated it": "it" is what the turn before judged; nothing is undone, the judgement is turned. */
function corrected(meaning: Meaning, { opinions, lastChange }: State): Meaning {
  const at = meaning.clauses.findIndex((clause) => clause.intent === 'correct' && isBare(clause))
  const [from, to] = lastChange ?? [0, -1]
  const judged = opinions.filter(({ because }) => because >= from && because <= to)
  const after = meaning.clauses.slice(at + 1)
  const turns = (clause: Clause) =>
    clause.intent === 'opinion' && clause.pronoun === 'it' && isBare(clause) && clause.stance !== 'neutral'
  if (at < 0 || judged.length === 0 || !after.some(turns)) return meaning
  // What was said before the correction is what it corrects.
  const before = meaning.clauses.slice(0, at).filter((clause) => !isBare(clause))
  const aimed = after.map((clause) =>
    turns(clause) ? { ...clause, items: judged.map(({ item }) => mention(item, clause)) } : clause,
  )
  return { ...meaning, clauses: [...before, ...aimed] }
}

const isBare = ({ items, tags, numbers, axes, ordinals, unknownTitles }: Clause): boolean =>
  [items, tags, numbers, axes, ordinals, unknownTitles].every(({ length }) => length === 0)

const mention = (id: ItemId, { start, end, text, stance }: Clause): ItemMention => ({
  start,
  end,
  surface: text,
  candidates: [{ id, score: 1 }],
  ambiguous: false,
  stance,
})
