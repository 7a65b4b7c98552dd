import type { ItemOpinion, State, TagPreference } from './state.ts'
import { fresh } from './state.ts'

/** The newest likes of each that count: somebody who rated hundreds is one voice among the others. */
const EACH = 25
/** The most that one taste may count, as everywhere. */
const MOST = 2

/**
 * What several people want together, as the state of one: what anybody likes is wanted, the more the more of them
 * like it; what anybody dislikes, cannot stand, has seen or turned down is left out (the least misery rule of group
 * recommenders: Masthoff, Group modeling, 2004). What each wished for in their own talks is theirs, and not taken over.
 */
export function jointState(members: readonly State[], conversation: string): State {
  const disliked = new Set(members.flatMap((one) => one.opinions.filter(isAgainst).map(({ item }) => item)))
  const likes = inTurns(
    members.map(({ opinions }) => opinions.filter(({ opinion }) => opinion === 'like').slice(-EACH)),
  )
  const strengths = new Map<ItemOpinion['item'], number>()
  for (const { item, strength } of likes)
    if (!disliked.has(item)) strengths.set(item, Math.min(MOST, (strengths.get(item) ?? 0) + strength))
  const opinion = (item: ItemOpinion['item'], opinion: 'like' | 'dislike', strength: number): ItemOpinion => ({
    item,
    opinion,
    strength,
    because: 0,
  })
  return {
    ...fresh(conversation),
    // Everybody has been greeted, and told what is kept.
    turns: 1,
    turnsEver: 1,
    opinions: [
      ...[...strengths].map(([item, strength]) => opinion(item, 'like', strength)),
      ...[...disliked].map((item) => opinion(item, 'dislike', 1)),
    ],
    seen: [...new Set(members.flatMap(({ seen, opinions }) => [...seen, ...opinions.map(({ item }) => item)]))],
    rejected: [...new Set(members.flatMap(({ rejected }) => rejected))],
    tags: jointTags(members),
  }
}

const isAgainst = ({ opinion }: ItemOpinion) => opinion === 'dislike'

/** Oldest first, the newest of everybody last. */
function inTurns<T>(lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(0, ...lists.map(({ length }) => length))
  return Array.from({ length: longest }, (_, i) => longest - i).flatMap((back) =>
    lists.flatMap((list) => (back > list.length ? [] : list.slice(list.length - back, list.length - back + 1))),
  )
}

function jointTags(members: readonly State[]): TagPreference[] {
  const key = ({ field, value }: TagPreference) => `${field}:${value}`
  const all = members.flatMap(({ tags }) => tags)
  const against = all.filter(({ stance }) => stance === 'avoid' || stance === 'dislike')
  const refused = new Map(
    against.map((tag) => [key(tag), { ...tag, stance: 'avoid' as const, hard: true, because: 0 }]),
  )
  const liked = new Map<string, TagPreference>()
  for (const tag of all.filter(({ stance }) => stance === 'like')) {
    if (refused.has(key(tag))) continue
    const strength = Math.min(MOST, (liked.get(key(tag))?.strength ?? 0) + tag.strength)
    liked.set(key(tag), { ...tag, strength, because: 0 })
  }
  return [...refused.values(), ...liked.values()]
}
