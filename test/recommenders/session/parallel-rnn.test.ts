import { describe, expect, test } from 'vitest'
import type { Item } from '../../../src/catalogue/item.ts'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'
import { Random } from '../../../src/random.ts'
import type { Recommender, SessionModel } from '../../../src/recommenders/contract.ts'
import { gru4rec } from '../../../src/recommenders/session/gru4rec.ts'
import { parallelRnn } from '../../../src/recommenders/session/parallel-rnn.ts'
import { parallelRnnPresets } from '../../../src/recommenders/session/parallel-rnn-presets.ts'
import { cycle } from '../../worlds/cycle.ts'
import { interactionsOf, rankOf, rows } from '../../worlds/world.ts'

type Trained = Recommender & SessionModel
const world = cycle(new Random(7))
const described = (id: number, tags: readonly string[]): Item => ({
  id: String(id) as ItemId,
  title: '',
  otherTitles: [],
  text: '',
  tags: { kind: tags },
  numbers: {},
})
/** Each item of the circle by two halves and two thirds, so that together they tell all. */
const content = Array.from({ length: 20 }, (_, i) => described(i, [`x${i % 4}`, `y${i % 5}`]))
const small = { hiddenSizes: [32], negatives: 64, workers: 1, featureSize: 16, epochs: 10 }

async function fitted(options: object, data = { ...world.data, content }): Promise<Trained> {
  const model = parallelRnn.create({ ...small, ...options }) as unknown as Trained
  await model.fit(data, { random: new Random(1) })
  return model
}
const scoresOf = (model: Trained, ...history: number[]) => {
  const scores = new Float32Array(model.items)
  model.score({ history: rows(...history) }, scores)
  return scores
}

test.each(Object.entries(parallelRnnPresets))('%s learns a cycle', async (_, { architecture, training }) => {
  const model = await fitted({ architecture, training })
  const wrong = world.riddles.filter((riddle) => rankOf(riddle, scoresOf(model, ...riddle.history)) !== 1)
  expect(wrong.length).toBe(0)
})

test('threads that race learn both networks', async () => {
  const model = await fitted({ architecture: 'parallel', training: 'interleaved', workers: 2, parallel: 'hogwild' })
  const wrong = world.riddles.filter((riddle) => rankOf(riddle, scoresOf(model, ...riddle.history)) !== 1)
  expect(wrong.length).toBe(0)
})

test('id only is GRU4Rec, to the bit; residual training leaves it as it is', async () => {
  const { featureSize, ...options } = small
  const alone = gru4rec.create(options)
  await alone.fit(world.data, { random: new Random(1) })
  expect((await fitted({ architecture: 'id-only' })).tensors()).toEqual(alone.tensors())
  const residual = (await fitted({ training: 'residual' })).tensors()
  for (const [name, tensor] of Object.entries(alone.tensors())) expect(residual[name]).toEqual(tensor)
})

test('an item that nobody went on from leads where its kind leads, where there is a network over features', async () => {
  // Kinds follow each other in a circle, items of a kind by chance; the last item of each kind only ever ends a session.
  const random = new Random(5)
  const [kinds, each] = [4, 12]
  const walk = () => {
    const start = random.int(kinds)
    return Array.from({ length: 4 }, (_, t) => ((start + t) % kinds) * each + random.int(each - (t < 3 ? 1 : 0)))
  }
  const data = {
    interactions: interactionsOf(Array.from({ length: 600 }, walk), kinds * each),
    content: Array.from({ length: kinds * each }, (_, i) => described(i, [`kind ${Math.floor(i / each)}`])),
  }
  const right = (model: Trained) => {
    let sum = 0
    for (let kind = 0; kind < kinds; kind++) {
      const scores = scoresOf(model, kind * each + each - 1)
      const best = [...scores.keys()].sort((a, b) => scores[b]! - scores[a]!).slice(0, each)
      sum += best.filter((item) => Math.floor(item / each) === (kind + 1) % kinds).length
    }
    return sum / (kinds * each)
  }
  const share = async (options: object) =>
    right(await fitted({ embedding: 'separate', embeddingSize: 32, ...options }, data))
  const ids = await share({ architecture: 'id-only' })
  expect(ids).toBeLessThan(0.5)
  expect(await share({ architecture: 'feature-only' })).toBeGreaterThan(0.9)
  expect(await share({ training: 'simultaneous' })).toBeGreaterThan(ids + 0.2)
})

describe('serving', () => {
  test.each(['parallel', 'shared-output', 'interaction', 'concatenated', 'feature-only'])(
    '%s: a state that is carried along gives the same bits as the whole history; saved and loaded too',
    async (architecture) => {
      const model = await fitted({ architecture, epochs: 2, training: 'simultaneous' })
      const again = parallelRnn.restore(model.config as never, model.items, model.tensors()) as unknown as Trained
      expect(model.stateSize).toBe(['concatenated', 'feature-only'].includes(architecture) ? 32 : 64)
      const state = model.start()
      const history: number[] = []
      for (const row of [3, 9, 9, 0, 19, 4]) {
        history.push(row)
        model.advance(state, rows(row)[0]!)
        const scores = new Float32Array(model.items)
        model.scoreState(state, scores)
        expect(scores).toEqual(scoresOf(model, ...history))
        expect(scoresOf(again, ...history)).toEqual(scores)
      }
    },
  )

  test('weights without the features, or with those of other items, are refused', async () => {
    const model = await fitted({ epochs: 1 })
    const { features, ...less } = model.tensors()
    const restore = (tensors: object) => () => parallelRnn.restore(model.config as never, 20, tensors as never)
    expect(restore(less)).toThrow(expect.objectContaining({ code: 'BAD_ARTIFACT' }))
    expect(restore({ ...less, features: features!.slice(1) })).toThrow(
      expect.objectContaining({ code: 'BAD_ARTIFACT' }),
    )
  })
})

test('a catalogue that says nothing is told', async () => {
  const model = parallelRnn.create({ ...small, epochs: 1 })
  const { notes } = await model.fit(world.data, { random: new Random(1) })
  expect(notes).toEqual([expect.stringContaining('no features to read')])
})
