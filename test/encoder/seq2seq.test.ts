import { beforeAll, describe, expect, test } from 'vitest'
import { pack, unpack, unpackSeq2Seq } from '../../src/encoder/pack.ts'
import { NOTHING, SEARCH, Seq2Seq } from '../../src/encoder/seq2seq.ts'
import { type Trained, train } from '../../src/encoder/train.ts'
import { Random } from '../../src/random.ts'
import { small } from './toy.ts'

const WORDS = ['red', 'blue', 'green', 'old', 'new', 'big']

/** Turns an utterance around: what stood last is written first, so that the order of the words must be looked up. */
const turned = (words: readonly string[]): number[] => [...words].reverse().map((word) => WORDS.indexOf(word) + 1)

function samples(count: number, random: Random) {
  return Array.from({ length: count }, () => {
    const words = Array.from({ length: 2 + random.int(3) }, () => random.pick(WORDS))
    const silent = random.next() < 0.1
    return { words: silent ? [NOTHING] : words, intent: -1, tags: [], output: turned(words) }
  })
}

let trained: Trained
let model: Seq2Seq

beforeAll(() => {
  const random = new Random(5)
  const decoder = { vocabulary: 7, size: 24, hiddenSize: 48, length: 6, dropout: 0, smoothing: 0, weight: 1 }
  const config = { ...small, hiddenSize: 48, epochs: 14, typos: 0, inputDropout: 0, outputDropout: 0, wordDropout: 0 }
  trained = train({ samples: samples(1_500, random), intents: 0, heads: [], decoder }, config, { random })
  model = Seq2Seq.of(trained)
}, 120_000)

const unseen = samples(60, new Random(77)).filter(({ words }) => words[0] !== NOTHING)
const all = () => true

describe('after learning to turn utterances around', () => {
  test('it turns what it has not seen', () => {
    const right = unseen.filter(({ words, output }) => {
      const [best] = model.outputs(words, all, { ...SEARCH, antiLm: 0, shortest: 1 })
      return best?.symbols.join() === output.join()
    })
    expect(right.length / unseen.length).toBeGreaterThan(0.9)
  })

  test('the likelihood of an output is that which the search tells, whoever stands in the other lanes', () => {
    const { words } = unseen[0]!
    const [best] = model.outputs(words, all, { ...SEARCH, antiLm: 0, shortest: 1 })
    const inputs = [unseen[1]!.words, words, unseen[2]!.words]
    const found = model.likelihoods(inputs, [unseen[1]!.output, best!.symbols, unseen[2]!.output])
    expect(found[1]?.length).toBe(best!.symbols.length + 1)
    expect(found[1]?.reduce((sum, log) => sum + log, 0)).toBeCloseTo(best!.logp, 3)
  })

  test('the probabilities of all next symbols add up to one', () => {
    const { words } = unseen[0]!
    const first = Array.from({ length: 7 }, (_, v) => v)
    // What ends at once and what begins with each other symbol.
    const logs = model.likelihoods(
      first.map(() => words),
      first.map((v) => (v === 0 ? [] : [v])),
    )
    expect(logs.reduce((sum, own) => sum + Math.exp(own[0] as number), 0)).toBeCloseTo(1, 4)
  })

  test('what is forbidden is not written, no three symbols come twice, and outputs are not shorter than asked', () => {
    for (const { words } of unseen.slice(0, 10)) {
      for (const { symbols } of model.outputs(words, (v) => v !== 2, { ...SEARCH, shortest: 3 })) {
        expect(symbols).not.toContain(2)
        expect(symbols.length).toBeGreaterThanOrEqual(3)
        const threes = symbols.slice(2).map((_, i) => symbols.slice(i, i + 3).join())
        expect(new Set(threes).size).toBe(threes.length)
      }
    }
  })

  test('scores fall, and weighing against the language model lifts what is likely only here', () => {
    const { words, output } = unseen[0]!
    const found = model.outputs(words, all, SEARCH)
    expect(found.map(({ score }) => score)).toEqual(found.map(({ score }) => score).sort((a, b) => b - a))
    const [here] = model.likelihoods([words], [output])
    const [nowhere] = model.likelihoods([[NOTHING]], [output])
    expect(here![0]).toBeGreaterThan(nowhere![0] as number)
  })

  test('draws differ by seed and are the same for one', () => {
    const drawn = (seed: number) =>
      model
        .drawn([NOTHING], all, { temperature: 1, mass: 0.95, shortest: 1, random: new Random(seed) })
        .map(({ symbols }) => symbols.join())
    expect(drawn(1)).toEqual(drawn(1))
    expect(drawn(1)).not.toEqual(drawn(2))
    expect(new Set(drawn(1)).size).toBeGreaterThan(1)
  })
})

describe('packed', () => {
  test('it writes the same, in 8-bit steps', () => {
    const again = unpackSeq2Seq(pack(trained, [], { note: 'x' }))
    expect(again?.manifest.notes.note).toBe('x')
    const same = unseen.slice(0, 20).filter(({ words }) => {
      const best = (m: Seq2Seq) => m.outputs(words, all, { ...SEARCH, antiLm: 0, shortest: 1 })[0]?.symbols.join()
      return best(again!.model) === best(model)
    })
    expect(same.length).toBeGreaterThan(17)
  })

  test('a file that is damaged, or has no decoder, gives none', () => {
    const bytes = pack(trained, [], {})
    bytes[bytes.length - 5]! ^= 1
    expect(unpackSeq2Seq(bytes)).toBeUndefined()
    expect(unpack(bytes)).toBeUndefined()
  })
})

test('an output that is too long is refused', () => {
  expect(() => model.likelihoods([['red']], [[1, 2, 3, 1, 2, 3]])).toThrow(RangeError)
})
