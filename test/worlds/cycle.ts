import type { Random } from '../../src/random.ts'
import { interactionsOf, rows, type World } from './world.ts'

const items = 20
const sessions = 400

/** Everybody walks round a circle of items in one direction, from anywhere, 3 to 6 steps: the next one is sure. */
export function cycle(random: Random): World {
  const walk = (start: number, length: number) => Array.from({ length }, (_, step) => (start + step) % items)
  const sequences = Array.from({ length: sessions }, () => walk(random.int(items), 3 + random.int(4)))
  const riddles = Array.from({ length: items }, (_, start) => ({
    history: rows(...walk(start, 3)),
    expected: rows((start + 3) % items)[0]!,
  }))
  return { data: { interactions: interactionsOf(sequences, items) }, riddles }
}
