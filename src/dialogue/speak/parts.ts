import type { Act } from '../decide/act.ts'
import type { Reason } from '../mind/mind.ts'
import { list, lower } from './template.ts'
import type { Voice } from './voice.ts'

/** How a part of a score is told of; a recommender that is not named here goes by what others like. */
const KINDS: Readonly<Record<string, Kind>> = {
  popularity: 'popularity',
  content: 'content',
  markov: 'order',
  'sequential-rules': 'order',
  gru4rec: 'order',
  'parallel-rnn': 'order',
  tags: 'tags',
  words: 'words',
  vectors: 'vectors',
  axes: 'axes',
}
type Kind = 'others' | 'order' | 'popularity' | 'content' | 'tags' | 'words' | 'vectors' | 'axes'

/** Of what speaks for an item, a kind that brings less than this share of it goes without saying. */
const LEAST = 0.1
const MOST_NAMED = 3

/**
 * What an item that was offered has its score from, the strongest first: "Most of it comes from what many people who
 * liked Alien also liked, then from what it is about." '' where that is not known, or was a reason already.
 */
export function partsText({ parts = {}, reasons }: Extract<Act, { act: 'explain' }>, voice: Voice): string {
  const kinds = new Map<Kind, number>()
  for (const [name, part] of Object.entries(parts)) {
    // What every item has alike speaks for none, and what is below 0 speaks against it.
    if (name === 'prior' || part <= 0) continue
    const kind = KINDS[name] ?? 'others'
    kinds.set(kind, (kinds.get(kind) ?? 0) + part)
  }
  const whole = [...kinds.values()].reduce((sum, part) => sum + part, 0)
  const strongest = [...kinds]
    .filter(([, part]) => part >= LEAST * whole)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST_NAMED)
  const [first, ...others] = strongest.map(([kind]) => kindText(kind, reasons, voice))
  if (first === undefined || reasons.every(({ kind }) => kind === 'popular')) return ''
  const most = (strongest[0]?.[1] ?? 0) > whole / 2
  const values = { first, others: list(others), count: strongest.length }
  return most ? voice.say('explain.most', values) : voice.say('explain.largest', values)
}

function kindText(kind: Kind, reasons: readonly Reason[], voice: Voice): string {
  const say = (key: string, values = {}) => lower(voice.say(key, values))
  const items = reasons.flatMap((reason) => (reason.kind === 'liked' || reason.kind === 'near' ? [reason.item] : []))
  const named = { items: voice.phrases.titles(items) }
  switch (kind) {
    case 'others':
      return items.length > 0 ? say('part.others', named) : say('part.others-alike')
    case 'order':
      return items.length > 0 ? say('part.order', named) : say('part.order-alike')
    case 'popularity':
      return say('part.popularity')
    case 'content':
      return say('part.content')
    case 'tags':
      return say('part.tags')
    case 'words':
      return say('part.words')
    case 'vectors':
      return say('part.vectors')
    case 'axes':
      return say('part.axes')
  }
}
