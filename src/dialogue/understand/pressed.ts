import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Clause, Meaning, Stance } from './meaning.ts'
import { decodePayload, type ItemVerb } from './payload.ts'

const INTENTS: Readonly<Record<ItemVerb, string>> = {
  like: 'opinion',
  dislike: 'opinion',
  seen: 'seen',
  save: 'save',
  why: 'ask_why',
  about: 'ask_about',
}

/**
 * What a pressed button means: a meaning, or the words it stands for. undefined where the payload is
 * not ours or names an item that is no longer in the catalogue; then the label is read as text.
 */
export function meaningOfPayload(encoded: string, catalogue: Catalogue): Meaning | string | undefined {
  const payload = decodePayload(encoded)
  if (!payload) return undefined
  if ('text' in payload) return payload.text
  if (!('item' in payload)) return meaning(payload.verb === 'more' ? 'another' : 'undo', 'neutral')
  const item = catalogue.find(payload.item)
  if (!item) return undefined
  const { verb } = payload
  const stance: Stance = verb === 'like' ? 'like' : verb === 'dislike' ? 'dislike' : 'neutral'
  const mention = {
    start: 0,
    end: item.title.length,
    surface: item.title,
    candidates: [{ id: item.id, score: 1 }],
    ambiguous: false,
    stance,
    ...(verb === 'seen' && { seen: true }),
  }
  return meaning(INTENTS[verb], stance, [mention], item.title)
}

function meaning(intent: string, stance: Stance, items: Clause['items'] = [], text = intent): Meaning {
  const clause: Clause = {
    start: 0,
    end: text.length,
    text,
    intent,
    probability: 1,
    items,
    unknownTitles: [],
    tags: [],
    numbers: [],
    axes: [],
    ordinals: [],
    stance,
  }
  return { text, clauses: [clause] }
}
