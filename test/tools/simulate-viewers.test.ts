import { describe, expect, test } from 'vitest'
import { Catalogue } from '../../src/catalogue/catalogue.ts'
import { demoCatalogue, sha256, simulateViewers, simulation, toLines } from '../../tools/simulate-viewers.ts'

const catalogue = await demoCatalogue()
const few = { ...simulation, viewers: 200 }
const viewers = simulateViewers(catalogue, few)

describe('simulated viewers', () => {
  test('are the same for the same seed and others for another', () => {
    expect(sha256(toLines(simulateViewers(catalogue, few)))).toBe(sha256(toLines(viewers)))
    expect(sha256(toLines(simulateViewers(catalogue, { ...few, seed: 21 })))).not.toBe(sha256(toLines(viewers)))
  })

  test('one viewer does not depend on how many others there are', () => {
    expect(simulateViewers(catalogue, { ...few, viewers: 5 })).toEqual(viewers.slice(0, 5))
  })

  test('watch films of the catalogue, none twice, in evenings of the size that was asked for', () => {
    for (const viewer of viewers) {
      const films = viewer.sessions.flatMap((session) => [...session.liked, ...session.disliked])
      expect(new Set(films).size).toBe(films.length)
      expect(films.every((film) => catalogue.find(film))).toBe(true)
      expect(viewer.sessions.length).toBeGreaterThanOrEqual(few.evenings[0])
      expect(viewer.sessions.length).toBeLessThanOrEqual(few.evenings[1])
      for (const { liked, disliked } of viewer.sessions) {
        expect(liked.length + disliked.length).toBeGreaterThanOrEqual(few.films[0])
        expect(liked.length + disliked.length).toBeLessThanOrEqual(few.films[1])
      }
    }
  })

  test('have tastes: two films that one of them likes share more than two films that two of them like', () => {
    const tags = new Map(catalogue.items.map((item) => [item.id, new Set(Object.values(item.tags).flat())]))
    const shared = (a: readonly string[], b: readonly string[]) => {
      let sum = 0
      let pairs = 0
      for (const one of a) {
        for (const other of b) {
          if (one === other) continue
          const own = tags.get(one as never)
          for (const tag of tags.get(other as never) ?? []) if (own?.has(tag)) sum++
          pairs++
        }
      }
      return { sum, pairs }
    }
    const likes = viewers.map((viewer) => viewer.sessions.flatMap((session) => session.liked))
    const mean = (results: readonly { sum: number; pairs: number }[]) =>
      results.reduce((sum, one) => sum + one.sum, 0) / results.reduce((sum, one) => sum + one.pairs, 0)
    const within = mean(likes.map((own) => shared(own, own)))
    const between = mean(likes.map((own, v) => shared(own, likes[(v + 1) % likes.length] ?? [])))
    expect(within).toBeGreaterThan(between * 1.1)
  })

  test('dislike some of what they see, but not most', () => {
    const count = (kind: 'liked' | 'disliked') =>
      viewers.reduce((sum, one) => sum + one.sessions.reduce((own, session) => own + session[kind].length, 0), 0)
    const share = count('disliked') / (count('disliked') + count('liked'))
    expect(share).toBeGreaterThan(0.05)
    expect(share).toBeLessThan(0.4)
  })

  test('stop when they have seen everything', () => {
    const tiny = new Catalogue(catalogue.domain, catalogue.items.slice(0, 30))
    for (const viewer of simulateViewers(tiny, { ...few, viewers: 10, evenings: [8, 8], films: [7, 7] })) {
      expect(viewer.sessions.flatMap((session) => [...session.liked, ...session.disliked])).toHaveLength(30)
    }
  })
})
