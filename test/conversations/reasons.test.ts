import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { demoHome, packageRoot } from '../../src/bot.ts'
import type { ItemId } from '../../src/datasets/vocabulary.ts'
import { keeps } from '../../src/dialogue/mind/constraints.ts'
import { loadMind } from '../../src/dialogue/mind/load.ts'
import type { Reason, Wish } from '../../src/dialogue/mind/mind.ts'
import { withoutItem } from '../../src/dialogue/mind/scorer.ts'
import { replay } from './replay.ts'

const home = demoHome()
const loaded = await loadMind({
  catalogue: home.catalogue,
  domain: home.domain,
  intents: join(packageRoot, 'intents'),
  ...(home.models !== undefined && { models: home.models }),
})
const { catalogue } = loaded

/** The final blended score that `item` has for a wish: everything else is excluded, so that it is offered. */
function finalScore(wish: Wish, item: ItemId): number {
  const others = catalogue.items.map(({ id }) => id).filter((id) => id !== item)
  const found = loaded.engine.recommend({ ...wish, constraints: [], exclude: others, count: 1, explore: false })
  return found.items[0]?.score ?? Number.NaN
}

/** The share of the final score that goes with a like. */
function fallOf(wish: Wish, item: ItemId, like: ItemId): number {
  const full = finalScore(wish, item)
  return (full - finalScore(withoutItem(wish, like), item)) / full
}

/** The most that a like brings to any of the thirty that score best whatever is demanded. */
function farthest(wish: Wish, like: ItemId): number {
  const free = { ...wish, constraints: [], exclude: [], count: 30, explore: false }
  const { items } = loaded.engine.recommend(free)
  const without = { ...withoutItem(free, like), count: 1, judge: items.map(({ item }) => item) }
  const { judged = [] } = loaded.engine.recommend(without)
  return Math.max(...items.map(({ score }, i) => 1 - (judged[i]?.score ?? score) / score))
}

/** The same wish without what a reason names as its cause; undefined for reasons that state a fact. */
function withoutCause(wish: Wish, reason: Reason): Wish | undefined {
  switch (reason.kind) {
    case 'liked':
    case 'near':
      return withoutItem(wish, reason.item)
    case 'tag': {
      const { field, value, share } = reason
      const tags = wish.tags.filter((tag) => tag.field !== field || tag.value !== value || tag.weight <= 0)
      return share === 0 ? undefined : { ...wish, tags }
    }
    case 'axis':
      return { ...wish, axes: { ...wish.axes, [reason.axis]: 0 } }
    case 'words': {
      const { query: _, ...wordless } = wish
      return wordless
    }
    default:
      return undefined
  }
}

const { offered: talked, said } = await replay(loaded, import.meta.dirname)
// Wishes of the conversations with loose words besides, which no conversation has so far.
const searched = ['a lighthouse', 'trains in the snow', 'chess', 'an orchestra', 'bank robbers'].flatMap((query) =>
  talked.slice(0, 40).map(({ wish: before }) => {
    const wish = { ...before, query }
    return { wish, found: loaded.engine.recommend(wish) }
  }),
)
const offered = [...talked, ...searched]
const claims = offered.flatMap(({ wish, found }) =>
  found.items.flatMap(({ item, reasons }) => reasons.map((reason) => ({ wish, item, reason, all: reasons }))),
)
const claimed = (kind: Reason['kind']) => claims.filter(({ reason }) => reason.kind === kind)

test('everything is really said: no variable is left, examples and captures are filled in, buttons are pressed', () => {
  expect(said.length).toBeGreaterThan(300)
  expect(said.filter((text) => /\{\{[\w-]+\}\}/.test(text))).toEqual([])
  expect(said.filter((text) => text === 'undefined')).toEqual([])
  expect(said.some((text) => text.startsWith('Why'))).toBe(true)
})

describe('reasons given in the conversation tests', () => {
  test('there are many, of every kind', () => {
    expect(claims.length).toBeGreaterThan(200)
    const kinds = ['liked', 'near', 'tag', 'axis', 'number', 'words', 'popular', 'variety'] as const
    for (const kind of kinds) expect(claimed(kind).length, kind).toBeGreaterThan(0)
  })

  test.each(['liked', 'near', 'tag', 'axis', 'words'] as const)(
    '%s: without its cause the final score falls by a hundredth at least, and by what is claimed',
    (kind) => {
      let checked = 0
      for (const { wish, item, reason } of claimed(kind)) {
        const without = withoutCause(wish, reason)
        if (!without) continue
        const full = finalScore(wish, item)
        const share = (full - finalScore(without, item)) / full
        expect(share, `${item} because of ${JSON.stringify(reason)}`).toBeGreaterThanOrEqual(0.01)
        expect(share).toBeCloseTo('share' in reason ? (reason.share ?? Number.NaN) : Number.NaN, 4)
        checked++
      }
      expect(checked).toBeGreaterThan(0)
    },
  )

  test('a like is named only where it counts beside what counts most for the film', () => {
    for (const { reason, all } of [...claimed('liked'), ...claimed('near')]) {
      const shares = all.flatMap((r) => (r.kind === 'liked' || r.kind === 'near' ? [r.share] : []))
      if ('share' in reason) expect(reason.share).toBeGreaterThanOrEqual(0.25 * Math.max(...shares))
    }
  })

  test('"because you liked Predator" is not said of an old drama that comes up for want of others', () => {
    const likes = [{ item: 'predator-1987' as ItemId, strength: 1 }]
    const old = { kind: 'number', field: 'year', max: 1950 } as const
    const drama = { field: 'genre', value: 'drama', weight: 1.5 }
    const wish: Wish = {
      likes,
      dislikes: [],
      near: [],
      tags: [drama],
      axes: {},
      constraints: [old],
      exclude: ['predator-1987' as ItemId],
      count: 10,
      seed: 1,
      explore: false,
    }
    const found = loaded.engine.recommend(wish).items
    const wonderful = found.find(({ item }) => item === 'its-a-wonderful-life-1946')
    expect(wonderful?.reasons.map(({ kind }) => kind)).toEqual(['tag', 'number'])
    const kin = loaded.engine.recommend({ ...wish, constraints: [], tags: [] }).items
    expect(kin[0]?.reasons).toEqual([expect.objectContaining({ kind: 'liked', item: 'predator-1987' })])
  })

  test('some liked films give no reason, because the score hardly falls without them, or little beside others', () => {
    let silent = 0
    let small = 0
    for (const { wish, found } of offered) {
      for (const { item, reasons } of found.items) {
        const named = new Set(reasons.flatMap((reason) => (reason.kind === 'liked' ? [reason.item] : [])))
        // A list of three reasons may be full; then a like may stay unnamed although it counts.
        if (reasons.length >= 3) continue
        for (const like of wish.likes) {
          if (named.has(like.item) || wish.near.includes(like.item)) continue
          const fall = fallOf(wish, item, like.item)
          if (fall >= 0.01) {
            const others = [...wish.likes.map((other) => other.item), ...wish.near]
            const strongest = Math.max(...others.map((other) => fallOf(wish, item, other)))
            if (fall >= strongest / 4) expect(fall).toBeLessThan(farthest(wish, like.item) / 2)
            small++
          }
          silent++
        }
      }
    }
    expect(silent).toBeGreaterThan(small)
    expect(small).toBeGreaterThan(0)
  })

  test('tag: the item carries the value, and it was wished for or demanded', () => {
    for (const { wish, item, reason } of claimed('tag')) {
      if (reason.kind !== 'tag') continue
      const { field, value, share } = reason
      expect(catalogue.get(item).tags[field]).toContain(value)
      const demanded = wish.constraints.some((c) => c.kind === 'tag' && c.field === field && c.value === value && c.has)
      if (share === 0) expect(demanded, `${item}: ${value}`).toBe(true)
    }
  })

  test('axis: the item lies on the wanted side of what is near, of the likes, or of all films', () => {
    for (const { wish, item, reason } of claimed('axis')) {
      if (reason.kind !== 'axis') continue
      const { axis, direction } = reason
      const level = (id: ItemId) => catalogue.level(catalogue.get(id), axis)
      const mean = (ids: readonly ItemId[]) => {
        const known = ids.map(level).filter((one) => one !== undefined)
        return known.length > 0 ? known.reduce((a, b) => a + b, 0) / known.length : undefined
      }
      const likes = wish.likes.map((like) => like.item)
      const from = mean(wish.near) ?? mean(likes) ?? mean(catalogue.vocabulary.ids) ?? Number.NaN
      expect(((level(item) ?? Number.NaN) - from) * direction, `${item} on ${axis}`).toBeGreaterThan(0)
      expect(Math.sign(wish.axes[axis] ?? 0)).toBe(direction)
    }
  })

  test('number: there is a bound, and the item keeps it', () => {
    for (const { wish, item, reason } of claimed('number')) {
      const bounds = wish.constraints.filter(
        (c) => c.kind === 'number' && reason.kind === 'number' && c.field === reason.field,
      )
      expect(bounds.length).toBeGreaterThan(0)
      for (const bound of bounds) expect(keeps(catalogue, catalogue.get(item), bound)).toBe(true)
    }
  })

  test('words: each was asked for and stands in the title or the text', () => {
    for (const { wish, item, reason } of claimed('words')) {
      if (reason.kind !== 'words') continue
      const { title, text: described } = catalogue.get(item)
      const text = `${title} ${described}`.toLowerCase()
      for (const word of reason.words) {
        expect(wish.query?.toLowerCase()).toContain(word)
        // A plural finds its singular.
        expect(text, `${item}: ${word}`).toContain(word.replace(/s$/, ''))
      }
    }
  })

  test('popular: alone, and of the most popular fifth; variety: alone', () => {
    const { popularity } = loaded
    if (!popularity) throw new Error('the demo has no popularity')
    const least = popularity.slice().sort()[Math.floor(popularity.length * 0.8)] ?? Number.NaN
    for (const { item, reason, all } of [...claimed('popular'), ...claimed('variety')]) {
      expect(all).toHaveLength(1)
      const row = catalogue.vocabulary.row(item) ?? -1
      if (reason.kind === 'popular') expect(popularity[row]).toBeGreaterThanOrEqual(least)
    }
  })
})
