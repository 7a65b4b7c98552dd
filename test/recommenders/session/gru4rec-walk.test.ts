import { expect, test } from 'vitest'
import { gru4recDefaults } from '../../../src/recommenders/session/gru4rec-config.ts'
import { Gru4RecMemory } from '../../../src/recommenders/session/gru4rec-memory.ts'
import { frameOf } from '../../../src/recommenders/session/gru4rec-walk.ts'
import { shapeOf } from '../../../src/recommenders/session/gru4rec-weights.ts'

const config = { ...gru4recDefaults, hiddenSizes: [5], batchSize: 20, negatives: 4 }
const networks = { shapes: [shapeOf(config, 9)], mixing: 'beside' } as const

test('lanes are whole vectors, and rows of them never a multiple of 512 bytes apart', () => {
  expect(frameOf(config, networks, 1, 2).batch).toMatchObject({ lanes: 32, stride: 32, columns: 24, itemWidth: 8 })
  expect(frameOf({ ...config, batchSize: 128 }, networks, 1, 2).batch).toMatchObject({ lanes: 128, stride: 144 })
})

test('walks share what is learned and nothing else', () => {
  const memory = new Gru4RecMemory(config, networks, new Array<number>(9).fill(1), { workers: 3, walks: 3 }, 2)
  const places = (name: string) => new Set(memory.walks.map(({ array }) => array(name)?.byteOffset))
  for (const name of ['items', 'itemsSquares', 'itemsVelocity', 'layer0Input', 'layer0State', 'keep', 'other']) {
    expect(places(name).size, name).toBe(1)
    expect(places(name).has(undefined), name).toBe(false)
  }
  for (const name of [
    'scheduleInputs',
    'scheduleTargets',
    'seeds',
    'scores',
    'columnOf',
    'state0',
    '0mask',
    'scratch',
  ]) {
    expect(places(name).size, name).toBe(3)
  }
  expect(new Set(memory.plans).size).toBe(3)
  expect([...memory.plans]).toEqual(memory.walks.map(({ plan }) => plan.address))
})
