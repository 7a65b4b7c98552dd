import { expect, test } from 'vitest'
import type { Mind, Wish } from '../../../src/dialogue/mind/mind.ts'
import { withinRating } from '../../../src/dialogue/mind/rated.ts'
import { cinema } from '../../worlds/cinema.ts'

const wish = { exclude: [cinema.items[0]!.id] } as unknown as Wish

/** A mind that keeps what it was asked. */
function asked() {
  const wishes: Wish[] = []
  const keep = async (one: Wish) => {
    wishes.push(one)
    return undefined as never
  }
  const mind: Mind = {
    understand: async () => undefined as never,
    recommend: keep,
    question: keep,
    itemQuestion: keep,
    close: async () => {},
  }
  return { mind, wishes }
}

test('every question leaves out what is rated above, and nothing that is not', async () => {
  const { mind, wishes } = asked()
  const limited = withinRating(mind, cinema, 12)
  await limited.recommend(wish)
  await limited.question(wish, [])
  await limited.itemQuestion?.(wish, [])
  const above = cinema.items.filter((item) => (item.numbers['age'] ?? 0) > 12).map(({ id }) => id)
  expect(above.length).toBeGreaterThan(0)
  expect(above.length).toBeLessThan(cinema.size)
  expect(wishes.map(({ exclude }) => exclude)).toEqual(Array.from({ length: 3 }, () => [...wish.exclude, ...above]))
})

test('a limit that nothing exceeds is none', () => {
  const { mind } = asked()
  expect(withinRating(mind, cinema, 99)).toBe(mind)
})
