import { expect, test } from 'vitest'
import { Vocabulary } from '../../../src/datasets/vocabulary.ts'
import { CarriedSession } from '../../../src/dialogue/mind/carried.ts'
import { ToySession } from '../../worlds/session-model.ts'
import { rows } from '../../worlds/world.ts'

const vocabulary = new Vocabulary(Array.from({ length: 90 }, (_, row) => `i${row}`))
const make = (version = 'fit 1') => {
  const model = new ToySession(90)
  return { model, source: new CarriedSession(model, 'toy', version, vocabulary) }
}
const scored = (source: CarriedSession, ...history: number[]) => {
  const scores = new Float32Array(90)
  source.score({ history: rows(...history) }, scores)
  return scores
}

test('scores what the model scores, from nothing: zeros for no history', () => {
  const { model, source } = make()
  const wanted = new Float32Array(90)
  model.score({ history: rows(3, 1, 4) }, wanted)
  expect(scored(source, 3, 1, 4)).toEqual(wanted)
  expect(scored(source).every((score) => score === 0)).toBe(true)
  expect(source.carry([])).toBeUndefined()
})

test('what a conversation carried saves the steps and changes no bit', () => {
  const first = make()
  scored(first.source, 3, 1, 4)
  const carried = JSON.parse(JSON.stringify([first.source.carry(rows(3, 1, 4))]))
  const later = make()
  later.source.resume(carried, rows(3, 1, 4, 1, 5))
  expect(scored(later.source, 3, 1, 4, 1, 5)).toEqual(scored(make().source, 3, 1, 4, 1, 5))
  expect(later.model.steps).toBe(2)
})

test.each([
  ['another fit', { version: 'fit 2' }],
  ['another model', { model: 'other' }],
  ['another history', { mark: 7 }],
  ['more than there is', { taken: 9 }],
  ['nothing', { taken: 0 }],
  ['a state of another size', { state: 'AAAA' }],
  ['what is no number', { state: Buffer.from(new Float32Array([Number.NaN, 0, 0]).buffer).toString('base64') }],
])('a state of %s is not used', (_, change) => {
  const { source } = make()
  const carried = { ...source.carry(rows(3, 1))!, ...change }
  const later = make()
  later.source.resume([carried], rows(3, 1, 4))
  expect(scored(later.source, 3, 1, 4)).toEqual(scored(make().source, 3, 1, 4))
  expect(later.model.steps).toBe(3)
})

test('a like that is taken away is asked about from the last state before it', () => {
  const { model, source } = make()
  const history = Array.from({ length: 10 }, (_, i) => i)
  scored(source, ...history)
  const steps = model.steps
  const values = new Float32Array(2)
  source.scoreRows({ history: rows(...history.filter((row) => row !== 8)) }, [20, 30], values)
  expect(model.steps - steps).toBe(1)
  const whole = scored(make().source, ...history.filter((row) => row !== 8))
  expect([...values]).toEqual([whole[20], whole[30]])
  // The history itself is still remembered.
  scored(source, ...history)
  expect(model.steps - steps).toBe(1)
})

test('without a state the newest fifty are replayed', () => {
  const { model, source } = make()
  const history = Array.from({ length: 80 }, (_, i) => i)
  scored(source, ...history)
  expect(model.steps).toBe(50)
})
