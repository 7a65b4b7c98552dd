import type { ItemId, ItemRow } from '../../datasets/vocabulary.ts'
import { keeps } from './constraints.ts'
import type { Reason, Wish } from './mind.ts'
import { type Scorer, withoutItem } from './scorer.ts'

export const reasonDefaults = Object.freeze({
  /** A cause is named when the score falls by at least this share of itself without it. */
  minShare: 0.01,
  /** ... and by this part of what the item's own strongest liked or near cause brings it. */
  ofBest: 0.25,
  /** ... and by this part of the most that the same cause brings to any item looked at: the rows and the `reach` best. */
  ofReach: 0.5,
  reach: 8,
  most: 3,
  /** How many liked or near items are tried, the likeliest causes first. */
  tries: 12,
})

/**
 * Why each row is offered, found by scoring again without each possible cause: the last wish that the
 * scorer scored must be `wish`. Strongest first, at most three; `popular` or `variety` only where
 * nothing else can be said. A like that moves an item a little, beside what else moves it or beside what
 * the like does elsewhere, is no reason that a person would give, and is not named (docs/blend.md).
 */
export function reasonsFor(scorer: Scorer, wish: Wish, rows: readonly number[]): Reason[][] {
  const found = rows.map((): { reason: Reason; strength: number }[] => [])
  const { minShare, ofBest, ofReach, reach } = reasonDefaults
  const near = new Set<ItemId>(wish.near)
  const tried = suspects(scorer, wish, rows)
  const seen = tried.length === 0 ? rows : [...new Set([...rows, ...best(scorer, wish, reach)])]
  const causes = tried.map((item) => {
    const again = scorer.rescore(withoutItem(wish, item), seen)
    const shares = seen.map((row, r) => {
      const score = scorer.total[row]!
      // Taking an item away may also move the level that "funnier" starts from; that alone is no "because you liked".
      const supports = again[r]!.evidence < scorer.evidence(row)
      return supports ? (score - again[r]!.total) / score : 0
    })
    return { item, shares, most: Math.max(...shares) }
  })
  rows.forEach((_, r) => {
    const strongest = Math.max(0, ...causes.map(({ shares }) => shares[r]!))
    for (const { item, shares, most } of causes) {
      const share = shares[r]!
      if (share < Math.max(minShare, ofBest * strongest, ofReach * most)) continue
      found[r]!.push({ reason: { kind: near.has(item) ? 'near' : 'liked', item, share }, strength: share })
    }
  })
  rows.forEach((row, r) => {
    found[r]!.push(...wished(scorer, wish, row), ...kept(scorer, wish, row))
  })
  return found.map((list, r) => {
    list.sort((a, b) => b.strength - a.strength)
    const reasons = list.slice(0, reasonDefaults.most).map((entry) => entry.reason)
    return reasons.length > 0 ? reasons : [plain(scorer, wish, rows[r]!)]
  })
}

/** The rows that score best whatever is demanded, without what the wish itself names. */
function best(scorer: Scorer, wish: Wish, count: number): number[] {
  const own = new Set(
    [...wish.near, ...wish.likes.map((like) => like.item)].map((id) => scorer.catalogue.vocabulary.row(id)),
  )
  const rows: number[] = []
  scorer.total.forEach((score, row) => {
    if (rows.length === count && score <= scorer.total[rows[count - 1]!]!) return
    if (own.has(row as ItemRow)) return
    let at = rows.length
    while (at > 0 && scorer.total[rows[at - 1]!]! < score) at--
    rows.splice(at, 0, row)
    if (rows.length > count) rows.pop()
  })
  return rows
}

/** The liked and near items that may have caused these rows: those that by themselves give them most. */
function suspects(scorer: Scorer, wish: Wish, rows: readonly number[]): ItemId[] {
  const items = [...new Set([...wish.near, ...wish.likes.map((like) => like.item)])].filter(
    (item) => scorer.catalogue.vocabulary.row(item) !== undefined,
  )
  if (items.length <= reasonDefaults.tries) return items
  const given = items.map((item) => {
    const alone = {
      ...wish,
      near: wish.near.filter((near) => near === item),
      likes: wish.likes.filter((like) => like.item === item),
    }
    return { item, evidence: scorer.rescore(alone, rows).map((again) => again.evidence) }
  })
  const tried = new Set<ItemId>()
  for (let place = 0; tried.size < reasonDefaults.tries && place < items.length; place++) {
    rows.forEach((_, r) => {
      const sorted = [...given].sort((a, b) => b.evidence[r]! - a.evidence[r]!)
      const next = sorted[place]
      if (next && tried.size < reasonDefaults.tries) tried.add(next.item)
    })
  }
  return [...tried]
}

/** Soft wishes that the item meets, each with the share of the score that it brought. */
function wished(scorer: Scorer, wish: Wish, row: number): { reason: Reason; strength: number }[] {
  const reasons: { reason: Reason; strength: number }[] = []
  const score = scorer.total[row]!
  /** Names a cause only where enough hangs on it. */
  const claim = (without: Parameters<Scorer['without']>[2], reason: (share: number) => Reason) => {
    const share = (score - scorer.without(row, wish, without)) / score
    if (share >= reasonDefaults.minShare) reasons.push({ reason: reason(share), strength: share })
  }
  for (const { field, value, weight } of wish.tags) {
    if (weight <= 0 || !scorer.carries(row, field, value)) continue
    if (reasons.some(({ reason }) => reason.kind === 'tag' && reason.field === field && reason.value === value))
      continue
    claim({ tag: { field, value } }, (share) => ({ kind: 'tag', field, value, share }))
  }
  for (const [axis, strength] of Object.entries(wish.axes)) {
    if (strength === 0) continue
    const level = scorer.filter.levels(axis)[row]
    const direction = strength > 0 ? 1 : -1
    if (level === undefined || !((level - scorer.reference(wish, axis)) * direction > 0)) continue
    claim({ axis }, (share) => ({ kind: 'axis', axis, direction, share }))
  }
  if (wish.query) {
    const words = scorer.words().found(wish.query, scorer.catalogue.at(row as ItemRow))
    if (words.length > 0) claim({ words: true }, (share) => ({ kind: 'words', words, share }))
  }
  return reasons
}

/** What was demanded and is so: it moved no score, so it comes last, with share 0. */
function kept(scorer: Scorer, wish: Wish, row: number): { reason: Reason; strength: number }[] {
  const item = scorer.catalogue.at(row as ItemRow)
  const reasons: { reason: Reason; strength: number }[] = []
  for (const constraint of wish.constraints) {
    if (!keeps(scorer.catalogue, item, constraint)) continue
    if (constraint.kind === 'number') {
      const { field } = constraint
      if (reasons.some(({ reason }) => reason.kind === 'number' && reason.field === field)) continue
      reasons.push({ reason: { kind: 'number', field }, strength: 0 })
    }
    if (constraint.kind === 'tag' && constraint.has) {
      const { field, value } = constraint
      if (wish.tags.some((tag) => tag.field === field && tag.value === value && tag.weight > 0)) continue
      reasons.push({ reason: { kind: 'tag', field, value, share: 0 }, strength: 0 })
    }
  }
  return reasons
}

/** When nothing else can be said. */
function plain(scorer: Scorer, wish: Wish, row: number): Reason {
  return !wish.explore && scorer.isPopular(row) ? { kind: 'popular' } : { kind: 'variety' }
}
