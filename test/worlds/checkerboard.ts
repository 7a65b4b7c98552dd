import type { Item } from '../../src/catalogue/item.ts'
import type { ItemId } from '../../src/datasets/vocabulary.ts'
import type { Random } from '../../src/random.ts'
import { interactionsOf, rows, type World } from './world.ts'

const items = 12
const listeners = 240

/**
 * Even listeners take even items and odd ones odd items, in any order, each all but one: the held-out cell, which
 * is the only new item that fits. Every item is held out equally often, so popularity knows nothing. The
 * items' tags and texts follow the same colours.
 */
export function checkerboard(random: Random): World {
  const sequences: number[][] = []
  const riddles = []
  for (let listener = 0; listener < listeners; listener++) {
    const colour = listener % 2
    const squares = Array.from({ length: items / 2 }, (_, at) => 2 * at + colour)
    const [expected] = squares.splice((listener >> 1) % squares.length, 1)
    random.shuffle(squares)
    sequences.push(squares)
    riddles.push({ history: rows(...squares), expected: rows(expected!)[0]! })
  }
  const content = Array.from({ length: items }, (_, row) => square(row))
  return { data: { interactions: interactionsOf(sequences, items), content }, riddles }
}

function square(row: number): Item {
  const colour = row % 2 === 0 ? 'white' : 'black'
  return {
    id: `item-${row}` as ItemId,
    title: `Square ${row}`,
    otherTitles: [],
    text: row % 2 === 0 ? 'A bright field that shines at noon.' : 'A dark corner where shadows sleep.',
    tags: { colour: [colour] },
    numbers: {},
  }
}
