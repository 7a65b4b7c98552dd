import type { Clause, TagMention } from '../understand/meaning.ts'
import type { Event } from './event.ts'
import type { Reference } from './refer.ts'

const against = (stance: Clause['stance']) => stance === 'dislike' || stance === 'avoid'

/**
 * What somebody else's taste says for this talk, none of it the person's own: of a tag it is kept beside theirs, a title
 * that is liked is a mark to go by, one that is not is to be kept away from, and one that was seen is left out.
 */
export function companyEvents(clause: Clause, whose: string, references: readonly Reference[]): Event[] {
  if (whose === '') return []
  const liked = references.filter(({ stance }) => stance === 'like' || stance === 'want').map(({ item }) => item)
  const disliked = references.filter(({ stance }) => against(stance)).map(({ item }) => item)
  const known = references.filter(({ stance, seen }) => stance === 'neutral' && seen === true)
  return [
    ...clause.tags.flatMap((tag) => tagOf(tag, clause, whose)),
    ...(liked.length > 0 ? [{ type: 'near', items: liked } satisfies Event] : []),
    ...(disliked.length > 0 ? [{ type: 'unlike', items: disliked } satisfies Event] : []),
    ...known.map(({ item }): Event => ({ type: 'rejected', item })),
  ]
}

function tagOf({ field, value, stance: own, strength, hard }: TagMention, clause: Clause, whose: string): Event[] {
  const stance = own === 'neutral' ? clause.stance : own
  if (stance === 'like') return [{ type: 'company', whose, field, value, stance }]
  if (against(stance)) return [{ type: 'company', whose, field, value, stance: 'avoid' }]
  // "My wife wants a comedy" is what both of them look for now.
  return stance === 'want' ? [{ type: 'tag', field, value, stance, strength, hard }] : []
}
