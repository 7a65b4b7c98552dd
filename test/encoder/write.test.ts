import { expect, test } from 'vitest'
import { Encoder } from '../../src/encoder/encoder.ts'
import { train } from '../../src/encoder/train.ts'
import { Random } from '../../src/random.ts'
import { small, toyHeads } from './toy.ts'

test('writes the likeliest symbols that a grammar allows, and how sure it is of each among those', () => {
  const random = new Random(2)
  const samples = Array.from({ length: 400 }, () => {
    const first = random.int(2)
    return { words: [first ? 'yes' : 'no', 'thanks'], intent: first, tags: [], output: [first + 1, 3] }
  })
  const decoder = { vocabulary: 5, size: 24, hiddenSize: 24, length: 5, dropout: 0, smoothing: 0, weight: 1 }
  const task = { samples, intents: 2, heads: toyHeads, decoder }
  const encoder = Encoder.of(train(task, { ...small, epochs: 6, typos: 0 }, { random }))
  const write = (word: string, allowed: (so: readonly number[]) => readonly number[]) => {
    encoder.read([word, 'thanks'])
    return encoder.write(2, allowed)
  }
  const any = (so: readonly number[]) => (so.length < 2 ? [1, 2, 3, 4] : [0])
  expect(write('yes', any).symbols).toEqual([2, 3])
  expect(write('no', any).symbols).toEqual([1, 3])
  expect(write('no', any).sure[0]).toBeGreaterThan(0.9)
  // Only what is allowed, though it would rather say something else; then it is not sure.
  const other = write('no', (so) => (so.length === 0 ? [2, 4] : [0]))
  expect([2, 4]).toContain(other.symbols[0])
  expect(other.symbols).toHaveLength(1)
  // What must be needs no doubt.
  expect(write('no', (so) => (so.length === 0 ? [4] : [0])).sure).toEqual([1])
}, 60_000)
