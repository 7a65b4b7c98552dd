import { describe, expect, test } from 'vitest'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'
import { CarriedSession } from '../../../src/dialogue/mind/carried.ts'
import { keeps } from '../../../src/dialogue/mind/constraints.ts'
import type { Constraint, Suggestion, Wish } from '../../../src/dialogue/mind/mind.ts'
import { createEngine } from '../../../src/dialogue/mind/recommend.ts'
import { withoutItem } from '../../../src/dialogue/mind/scorer.ts'
import { Random } from '../../../src/random.ts'
import { ToySession } from '../../worlds/session-model.ts'
import { catalogueOf, id, like, linear, nothing, randomWorld } from './world.ts'

const world = randomWorld(120)
const engine = createEngine(world)
const sum = (parts: Readonly<Record<string, number>>) => Object.values(parts).reduce((a, b) => a + b, 0)

/** Wishes of all shapes, drawn by seed. */
function randomWish(seed: number): Wish {
  const random = new Random(seed)
  const ids = random.shuffle([...world.catalogue.vocabulary.ids])
  const constraints: Constraint[] = []
  if (random.next() < 0.4) constraints.push({ kind: 'number', field: 'minutes', max: 60 + random.int(120) })
  if (random.next() < 0.3) constraints.push({ kind: 'tag', field: 'kind', value: 'war', has: false })
  if (random.next() < 0.3) constraints.push({ kind: 'tag', field: 'kind', value: 'dice', has: true })
  if (random.next() < 0.3) constraints.push({ kind: 'axis', axis: 'luck', max: 1 + random.int(2) })
  return {
    ...nothing,
    likes: ids.slice(0, random.int(16)).map((item) => ({ item, strength: 0.5 + random.next() })),
    dislikes: ids.slice(16, 16 + random.int(4)).map((item) => ({ item, strength: 1 })),
    near: ids.slice(20, 20 + random.int(2)),
    tags: [
      { field: 'mood', value: 'calm', weight: random.next() < 0.5 ? 1 : -1 },
      { field: 'kind', value: 'card', weight: 0.5 },
    ].slice(0, random.int(3)),
    axes: random.next() < 0.4 ? { luck: random.next() < 0.5 ? 1 : -1 } : {},
    constraints,
    exclude: ids.slice(30, 50),
    ...(random.next() < 0.3 && { query: 'the pirates of winter' }),
    seed,
    explore: random.next() < 0.2,
  }
}

describe('recommend', () => {
  test('every offer keeps the constraints, is not excluded, has a positive score and parts that sum to it', () => {
    for (let seed = 0; seed < 300; seed++) {
      const wish = randomWish(seed)
      const { items, candidates } = engine.recommend(wish)
      expect(items.length).toBe(Math.min(wish.count, candidates))
      expect(new Set(items.map((one) => one.item)).size).toBe(items.length)
      for (const one of items) {
        const item = world.catalogue.get(one.item)
        for (const constraint of wish.constraints) expect(keeps(world.catalogue, item, constraint)).toBe(true)
        expect([...wish.exclude, ...wish.near]).not.toContain(one.item)
        expect(wish.dislikes.map((taste) => taste.item)).not.toContain(one.item)
        expect(one.score).toBeGreaterThan(0)
        expect(sum(one.parts)).toBeCloseTo(one.score, 9)
        expect(one.reasons.length).toBeGreaterThan(0)
        expect(one.reasons.length).toBeLessThanOrEqual(3)
      }
    }
  })

  test('the number of candidates is what a plain count gives', () => {
    for (let seed = 0; seed < 100; seed++) {
      const wish = randomWish(seed)
      const out = new Set([...wish.exclude, ...wish.near, ...wish.dislikes.map((taste) => taste.item)])
      const plain = world.catalogue.items.filter(
        (item) => !out.has(item.id) && wish.constraints.every((constraint) => keeps(world.catalogue, item, constraint)),
      )
      expect(engine.recommend(wish).candidates).toBe(plain.length)
    }
  })

  test('taking a like away never raises a score of what adds up, whatever is wished', () => {
    const all = { ...nothing, count: 120 }
    const likes = ['g1', 'g2', 'g3', 'g4'].map((name) => like(name))
    const scores = (wish: Wish) => new Map(engine.recommend(wish).items.map((one) => [one.item, one.score]))
    const tags = [{ field: 'mood', value: 'calm', weight: 1 }]
    const before = scores({ ...all, likes, tags, dislikes: [like('g9')] })
    const after = scores({ ...all, likes: likes.slice(1), tags, dislikes: [like('g9')] })
    for (const [item, score] of after) expect(score).toBeLessThanOrEqual((before.get(item) ?? 0) + 1e-12)
  })

  test('the same wish gets the same answer, after any other wish', () => {
    const wish = randomWish(3)
    const first = engine.recommend(wish)
    engine.recommend(randomWish(4))
    expect(engine.recommend(wish)).toEqual(first)
  })

  test('something like an item counts more than an equal like', () => {
    const catalogue = catalogueOf(['a', 'b', 'like a', 'like b'].map((name) => ({ id: name })))
    const model = linear([
      [0, 0, 1, 0],
      [0, 0, 0, 1],
      [0, 0, 0, 0],
      [0, 0, 0, 0],
    ])
    const small = createEngine({ catalogue, models: [{ name: 'item-knn', model, scale: 1 }] })
    const best = (wish: Partial<Wish>) =>
      small.recommend({ ...nothing, exclude: [id('a'), id('b')], ...wish }).items[0]?.item
    expect(best({ near: [id('a')], likes: [like('b', 2)] })).toBe('like a')
    expect(best({ near: [id('b')], likes: [like('a', 2)] })).toBe('like b')
  })

  test('works without any interactions, by tags and texts alone', () => {
    const catalogue = catalogueOf([
      { id: 'chess', tags: { kind: ['board'], mood: ['clever'] }, text: 'Two armies and a king.' },
      { id: 'go', tags: { kind: ['board'], mood: ['clever'] }, text: 'Stones surround land.' },
      { id: 'snap', tags: { kind: ['card'], mood: ['silly'] }, text: 'Shout when two cards agree.' },
    ])
    const plain = createEngine({ catalogue, models: [] })
    const tag = plain.recommend({ ...nothing, count: 1, tags: [{ field: 'mood', value: 'silly', weight: 1 }] })
    expect(tag.items.map((one) => one.item)).toEqual(['snap'])
    expect(tag.items[0]?.reasons[0]).toMatchObject({ kind: 'tag', field: 'mood', value: 'silly' })
    const words = plain.recommend({ ...nothing, count: 1, query: 'the stone game' })
    expect(words.items.map((one) => one.item)).toEqual(['go'])
    expect(words.items[0]?.reasons).toMatchObject([{ kind: 'words', words: ['stone'] }])
    expect(plain.recommend(nothing).items.map((one) => one.reasons)).toEqual(Array(3).fill([{ kind: 'variety' }]))
  })

  test('a dislike lowers what resembles it, and only that', () => {
    const all = { ...nothing, count: 120, likes: [like('g1')] }
    const scores = (wish: Wish) => new Map(engine.recommend(wish).items.map((one) => [one.item, one]))
    const before = scores(all)
    const after = scores({ ...all, dislikes: [like('g2')] })
    let lowered = 0
    for (const [item, one] of after) {
      const part = one.parts.dislikes ?? 0
      expect(one.score).toBeLessThanOrEqual(before.get(item)?.score ?? 0)
      expect(one.score < (before.get(item)?.score ?? 0)).toBe(part < 0)
      if (part < 0) lowered++
    }
    expect(lowered).toBeGreaterThan(10)
    expect(lowered).toBeLessThan(110)
  })

  test('wishing more or less of something moves the list along the axis', () => {
    const luck = (wish: Partial<Wish>) => {
      const { items } = engine.recommend({ ...nothing, count: 10, likes: [like('g1'), like('g5')], ...wish })
      const levels = items.map((one) => world.catalogue.level(world.catalogue.get(one.item), 'luck') ?? 1.5)
      return levels.reduce((a, b) => a + b, 0) / levels.length
    }
    expect(luck({ axes: { luck: 1 } })).toBeGreaterThan(luck({}) + 0.3)
    expect(luck({ axes: { luck: -1 } })).toBeLessThan(luck({}) - 0.3)
  })

  test('names the constraint to give up and what that brings, truthfully', () => {
    const wish: Wish = {
      ...nothing,
      likes: [like('g1')],
      constraints: [
        { kind: 'tag', field: 'kind', value: 'dice', has: true },
        { kind: 'number', field: 'minutes', max: 12 },
        { kind: 'number', field: 'year', min: 2010 },
        { kind: 'number', field: 'year', min: 2010 },
      ],
    }
    const { items, candidates, relax } = engine.recommend(wish)
    expect(candidates).toBeLessThan(3)
    expect(items.length).toBe(candidates)
    expect(relax.length).toBeGreaterThan(0)
    for (const option of relax) {
      const looser = wish.constraints.filter(
        (constraint) => !option.constraints.some((given) => JSON.stringify(given) === JSON.stringify(constraint)),
      )
      expect(engine.recommend({ ...wish, constraints: looser }).candidates).toBe(option.candidates)
      const example = world.catalogue.get(option.example ?? id(''))
      expect(looser.every((constraint) => keeps(world.catalogue, example, constraint))).toBe(true)
      expect(option.constraints.some((constraint) => keeps(world.catalogue, example, constraint))).toBe(false)
    }
    const gains = relax.filter((option) => option.constraints.length === 1).map((option) => option.candidates)
    expect(gains).toEqual([...gains].sort((a, b) => b - a))
    expect(engine.recommend(nothing).relax).toEqual([])
  })

  test('the operator limits hold against every wish', () => {
    const limits = { maxRating: 9, blocked: [{ field: 'kind', value: 'war' }] }
    const lenient = createEngine({ ...world, limits: { ...limits, unratedAllowed: true } })
    const strict = createEngine({ ...world, limits })
    const all = (one: typeof engine) =>
      one.recommend({ ...nothing, count: 120 }).items.map(({ item }) => world.catalogue.get(item))
    expect(all(lenient).every((item) => (item.numbers.age ?? 0) <= 9 && !item.tags.kind?.includes('war'))).toBe(true)
    expect(all(lenient).some((item) => item.numbers.age === undefined)).toBe(true)
    expect(all(strict).every((item) => (item.numbers.age ?? 99) <= 9)).toBe(true)
    const forced = lenient.recommend({
      ...nothing,
      constraints: [{ kind: 'tag', field: 'kind', value: 'war', has: true }],
    })
    expect(forced.items).toEqual([])
    expect(forced.relax[0]?.candidates).toBe(all(lenient).length)
  })

  test('surprise me: other seeds, other lists; varied and less popular than the safest', () => {
    const popularity = new Float32Array(120)
    world.models[2]?.model.score({ history: [] }, popularity)
    const mean = (items: readonly { item: string }[]) =>
      items.reduce((total, one) => total + popularity[world.catalogue.vocabulary.row(one.item) ?? 0]!, 0) / items.length
    const safest = engine.recommend(nothing).items
    const lists = Array.from({ length: 20 }, (_, seed) => engine.recommend({ ...nothing, explore: true, seed }).items)
    const seen = new Set(lists.flat().map((one) => one.item))
    expect(seen.size).toBeGreaterThan(25)
    expect(mean(lists.flat())).toBeLessThan(mean(safest) - 10)
    expect(lists.flat().every((one) => one.reasons.every((reason) => reason.kind === 'variety'))).toBe(true)
    expect(engine.recommend({ ...nothing, explore: true, seed: 4 })).toEqual(
      engine.recommend({ ...nothing, explore: true, seed: 4 }),
    )
  })

  /** The largest fall of any item's score without a like. */
  const farthest = (wish: Wish, like: ItemId) => {
    const free = { ...wish, count: 120, explore: false, constraints: [], exclude: [] }
    const without = new Map(engine.recommend(withoutItem(free, like)).items.map(({ item, score }) => [item, score]))
    return Math.max(...engine.recommend(free).items.map(({ item, score }) => 1 - (without.get(item) ?? score) / score))
  }
  const strongest = (one: Suggestion, wish: Wish, scoreOf: (wish: Wish) => number) =>
    Math.max(
      ...[...wish.likes.map(({ item }) => item), ...wish.near].map(
        (item) => (one.score - scoreOf(withoutItem(wish, item))) / one.score,
      ),
    )

  test('reasons are what real scoring without their cause finds', () => {
    let liked = 0
    let silent = 0
    for (let seed = 0; seed < 150; seed++) {
      const wish = { ...randomWish(seed), exclude: [] }
      const everything = { ...wish, count: 120, explore: false }
      for (const one of engine.recommend(wish).items) {
        const scoreOf = (other: Wish) => {
          const again = engine.recommend({ ...other, count: 120, explore: false, constraints: [] })
          return again.items.find(({ item }) => item === one.item)?.score ?? Number.NaN
        }
        for (const reason of one.reasons) {
          if (reason.kind !== 'liked' && reason.kind !== 'near') continue
          liked++
          expect(reason.share).toBeGreaterThanOrEqual(0.01)
          const without = scoreOf(withoutItem(everything, reason.item))
          expect((one.score - without) / one.score).toBeCloseTo(reason.share, 12)
        }
        const named = one.reasons.flatMap((reason) => ('item' in reason ? [reason.item] : []))
        if (one.reasons.length === 3) continue
        for (const { item } of wish.likes.slice(0, 3)) {
          if (named.includes(item) || wish.likes.length > 12) continue
          const fall = (one.score - scoreOf(withoutItem(everything, item))) / one.score
          // What is silent although it counts is small beside the strongest, or beside what it does elsewhere.
          if (Object.keys(wish.axes).length === 0 && fall >= 0.01)
            expect(fall).toBeLessThan(Math.max(farthest(everything, item) / 2, strongest(one, everything, scoreOf) / 4))
          silent++
        }
      }
    }
    expect(liked).toBeGreaterThan(200)
    expect(silent).toBeGreaterThan(20)
  })
})

describe('question', () => {
  test('asks about a field that splits, with values that occur, and not twice', () => {
    const first = engine.question(nothing, [])
    expect(first).toBeDefined()
    expect(['kind', 'mood']).toContain(first?.field)
    expect(first?.values.length).toBeGreaterThanOrEqual(2)
    expect(first?.values.length).toBeLessThanOrEqual(5)
    expect(first?.bits).toBeGreaterThan(1)
    const second = engine.question(nothing, [first?.field ?? ''])
    expect(second?.field).toBe(first?.field === 'kind' ? 'mood' : 'kind')
    expect(engine.question(nothing, ['kind', 'mood'])).toBeUndefined()
  })

  test('leaves out what is already wished or demanded', () => {
    const wish: Wish = {
      ...nothing,
      tags: [{ field: 'mood', value: 'calm', weight: 1 }],
      constraints: [{ kind: 'tag', field: 'kind', value: 'dice', has: true }],
    }
    expect(engine.question(wish, [])).toBeUndefined()
    expect(engine.question({ ...wish, tags: [] }, [])?.field).toBe('mood')
  })
})

describe('a session model in the blend', () => {
  const withSession = () => {
    const model = new ToySession(120)
    const source = new CarriedSession(model, 'toy', 'fit 1', world.catalogue.vocabulary)
    return {
      model,
      engine: createEngine({ ...world, models: [...world.models, { name: 'toy', model: source, scale: 1 }] }),
    }
  }
  const ids = world.catalogue.vocabulary.ids
  const likes = ids.slice(3, 7).map((item) => ({ item, strength: 1 }))

  test('goes on from what the conversation carries, and offers the same for the same reasons', () => {
    const first = withSession().engine.recommend({ ...nothing, likes: likes.slice(0, 3) })
    expect(first.sessions?.map(({ model, taken }) => ({ model, taken }))).toEqual([{ model: 'toy', taken: 3 }])
    expect(first.items[0]!.parts.toy).toBeGreaterThan(0)
    const sessions = JSON.parse(JSON.stringify(first.sessions))
    expect(withSession().engine.recommend({ ...nothing, likes, sessions })).toEqual(
      withSession().engine.recommend({ ...nothing, likes }),
    )
  })

  test('what something should be like is asked about, and not carried', () => {
    const { sessions } = withSession().engine.recommend({ ...nothing, likes, near: [ids[20]!] })
    expect(sessions).toEqual(withSession().engine.recommend({ ...nothing, likes }).sessions)
    expect(withSession().engine.recommend(nothing).sessions).toBeUndefined()
  })
})
