import { expect, test } from 'vitest'
import { Encoder } from '../../src/encoder/encoder.ts'
import { pack, unpack } from '../../src/encoder/pack.ts'
import { train } from '../../src/encoder/train.ts'
import { WordVectors } from '../../src/encoder/vectors.ts'
import { Random } from '../../src/random.ts'
import { small, toyHeads, toySamples } from './toy.ts'

const vectors = new WordVectors(['car', 'lamp'], 3, Float32Array.of(1, 0, -1, 0.5, 0.25, 1))
const trained = train(
  { samples: toySamples(120, new Random(1)), intents: 3, heads: toyHeads, vectors },
  { ...small, epochs: 6 },
  { random: new Random(1) },
)
const bytes = pack(trained, ['get', 'sell', 'judge'], { seed: '1' }, vectors)

test('what is packed reads as what was trained, to the precision of a step', () => {
  const found = unpack(bytes)
  expect(found?.manifest).toMatchObject({ intents: ['get', 'sell', 'judge'], notes: { seed: '1' }, vectorSize: 3 })
  const before = Encoder.of(trained, vectors)
  for (const { words } of toySamples(30, new Random(3))) {
    const [a, b] = [before.read(words), found!.encoder.read(words)]
    a.intents.forEach((p, i) => {
      expect(Math.abs(p - (b.intents[i] as number))).toBeLessThan(0.05)
    })
    expect(b.tags[0]).toEqual(a.tags[0])
  }
})

test('the same training gives the same bytes', () => {
  expect(Buffer.compare(pack(trained, ['get', 'sell', 'judge'], { seed: '1' }, vectors), bytes)).toBe(0)
})

test.each([
  ['cut short', bytes.subarray(0, bytes.length - 4)],
  ['with a bit turned', bytes.map((byte, i) => (i === bytes.length - 5 ? byte ^ 1 : byte))],
  ['of something else', Buffer.from('hello\n')],
  ['empty', Buffer.alloc(0)],
  ['of a later format', Buffer.concat([Buffer.from(`${JSON.stringify({ format: 99 })}\n`), bytes.subarray(200)])],
])('a file %s is none', (_, file) => {
  expect(unpack(file)).toBeUndefined()
})
