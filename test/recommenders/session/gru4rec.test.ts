import { beforeAll, describe, expect, test } from 'vitest'
import { Random } from '../../../src/random.ts'
import type { Recommender, SessionModel } from '../../../src/recommenders/contract.ts'
import { gru4rec } from '../../../src/recommenders/session/gru4rec.ts'
import { cycle } from '../../worlds/cycle.ts'
import { rankOf, rows } from '../../worlds/world.ts'

type Trained = Recommender & SessionModel
const world = cycle(new Random(7))

async function fitted(options: object): Promise<Trained> {
  const model = gru4rec.create({ hiddenSizes: [32], negatives: 64, workers: 1, ...options }) as unknown as Trained
  await model.fit(world.data, { random: new Random(1) })
  return model
}

describe('it learns a cycle', () => {
  test.each([
    { loss: 'bpr-max' },
    { loss: 'cross-entropy', learningRate: 0.1, momentum: 0 },
    { loss: 'top1-max', activation: 'linear' },
    { loss: 'bpr', activation: 'linear' },
    { loss: 'top1', activation: 'tanh', epochs: 20 },
    { embedding: 'separate', embeddingSize: 16 },
    { embedding: 'one-hot' },
    { hiddenSizes: [32, 24], dropoutHidden: 0, epochs: 20 },
    { negatives: 0, loss: 'cross-entropy', learningRate: 0.1, epochs: 20 },
    { workers: 2, parallel: 'hogwild' },
    { workers: 3, parallel: 'hogwild', loss: 'cross-entropy', learningRate: 0.1, momentum: 0 },
  ])('%j', async (options) => {
    const model = await fitted(options)
    const scores = new Float32Array(20)
    const wrong = world.riddles.filter((riddle) => {
      model.score(riddle, scores)
      return rankOf(riddle, scores) !== 1
    })
    expect(wrong.length).toBe(0)
  })
})

describe('serving', () => {
  let model: Trained
  beforeAll(async () => {
    model = await fitted({})
  })
  const scoresOf = (history: readonly number[]) => {
    const scores = new Float32Array(model.items)
    model.score({ history: rows(...history) }, scores)
    return scores
  }

  test('a state that is carried along gives the same bits as the whole history', () => {
    const state = model.start()
    const history: number[] = []
    for (const row of [3, 9, 9, 0, 19, 4]) {
      history.push(row)
      model.advance(state, rows(row)[0]!)
      const scores = new Float32Array(model.items)
      model.scoreState(state, scores)
      expect(scores).toEqual(scoresOf(history))
    }
    expect(state.length).toBe(model.stateSize)
  })

  test('nothing of one session is left for the next', () => {
    const alone = scoresOf([5])
    scoresOf([1, 2, 3, 4])
    expect(scoresOf([5])).toEqual(alone)
    expect(scoresOf([1, 5])).not.toEqual(alone)
  })

  test('scores are shares in the order of the raw scores, every one above 0; without a history all are 0', () => {
    const scores = scoresOf([3, 4])
    expect(scores.every((share) => share > 0 && share < 1)).toBe(true)
    expect(scores.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 5)
    expect(scoresOf([]).every((score) => score === 0)).toBe(true)
    const fresh = new Float32Array(model.items).fill(1)
    model.scoreState(model.start(), fresh)
    expect(fresh.every((score) => score === 0)).toBe(true)
  })

  test('refuses a state, a row or a buffer of another model', () => {
    expect(() => model.advance(new Float32Array(3), rows(1)[0]!)).toThrow(RangeError)
    expect(() => model.advance(model.start(), rows(20)[0]!)).toThrow(RangeError)
    expect(() => model.scoreState(model.start(), new Float32Array(3))).toThrow(RangeError)
  })
})
