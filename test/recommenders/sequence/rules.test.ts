import { expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import { countRules } from '../../../src/recommenders/sequence/rules.ts'
import { noise } from '../../worlds/noise.ts'
import { interactionsOf } from '../../worlds/world.ts'

const run = { random: new Random(1) }

test.each([[[1]], [[1, 0.5, 0.25]], [[1, 0, 0.25, 0]]])(
  'agrees with counting every pair (weights %j)',
  async (weights) => {
    const items = 15
    const sequences = noise(new Random(3), items, 60, 12)
    const plain = Array.from({ length: items }, () => new Array<number>(items).fill(0))
    for (const sequence of sequences) {
      sequence.forEach((from, at) => {
        weights.forEach((weight, gap) => {
          const to = sequence[at + gap + 1]
          if (to !== undefined) plain[from]![to]! += weight
        })
      })
    }
    const { offsets, columns, weights: values } = await countRules(interactionsOf(sequences, items), weights, run)
    for (let row = 0; row < items; row++) {
      const dense = new Array<number>(items).fill(0)
      for (let at = offsets[row]!; at < offsets[row + 1]!; at++) dense[columns[at]!] = values[at]!
      expect(dense).toEqual(plain[row])
    }
  },
)
