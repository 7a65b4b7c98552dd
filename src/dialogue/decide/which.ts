import type { Catalogue } from '../../catalogue/catalogue.ts'
import type { Asked } from '../track/event.ts'
import { refer } from '../track/refer.ts'
import type { Heard } from './heard.ts'

/** Intents that are about one item in particular. */
const NEEDS_ITEM: ReadonlySet<string> = new Set([
  'opinion',
  'seen',
  'not_seen',
  'reject',
  'save',
  'unsave',
  'similar',
  'ask_fact',
  'ask_about',
  'where_to_watch',
])

/** A title that fits several items, or "it" where several were shown. */
export function ambiguity({ meaning, before }: Heard, catalogue: Catalogue): Asked | undefined {
  for (const clause of meaning.clauses) {
    // "newer than that" has its yardstick, and "more of them" needs none.
    if (clause.items.length === 0 && !NEEDS_ITEM.has(clause.intent)) continue
    const { unclear } = refer(clause, before, catalogue)
    if (!unclear) continue
    // What somebody else does not care for is worth no question.
    if (clause.whose !== undefined && (clause.whose === '' || unclear.stance !== 'like')) continue
    const purposes: Record<string, NonNullable<Asked['intends']>['purpose']> = {
      similar: 'near',
      want: 'near',
      ask_fact: 'about',
      ask_about: 'about',
      where_to_watch: 'about',
      ask_why: 'why',
      save: 'save',
    }
    const purpose = clause.whose === undefined ? (purposes[clause.intent] ?? 'opinion') : 'near'
    const isSeen = unclear.seen ?? (clause.intent === 'seen' ? true : undefined)
    return {
      key: `which:${unclear.items.join('|')}`,
      kind: 'choice',
      items: unclear.items,
      intends: {
        stance: unclear.stance,
        purpose,
        ...(isSeen !== undefined && { seen: isSeen }),
        ...(clause.asksFor !== undefined && { asksFor: clause.asksFor }),
      },
    }
  }
  return undefined
}
