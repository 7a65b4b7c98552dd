import { expect, test } from 'vitest'
import { manifestSchema, tensorName } from '../../src/artifacts/manifest.ts'

const hash = 'a'.repeat(64)
const sound = {
  format: 'tastebud-model',
  formatVersion: 1,
  model: 'ease',
  config: { lambda: 200 },
  items: { count: 2, sha256: hash },
  data: { fingerprint: 'f', events: 3 },
  metrics: { 'ndcg@10': 0.2 },
  versions: { tastebud: '0.1.0' },
  notes: [],
  tensors: { weights: { type: 'float32', length: 1, bytes: 4, sha256: hash } },
}

test('a sound manifest passes as it is', () => {
  expect(manifestSchema.parse(sound)).toEqual(sound)
})

test.each([
  ['an unknown key', { more: 1 }],
  ['a config that is a list', { config: [] }],
  ['a metric that is no number', { metrics: { a: null } }],
  ['a negative count', { items: { count: -1, sha256: hash } }],
  ['a count past all numbers', { items: { count: 1e300, sha256: hash } }],
  ['a hash that is none', { items: { count: 1, sha256: 'x' } }],
  ['a path as tensor', { tensors: { '../x': sound.tensors.weights } }],
  ['an unknown type', { tensors: { x: { ...sound.tensors.weights, type: 'object' } } }],
])('%s is refused', (_, change) => {
  expect(manifestSchema.safeParse({ ...sound, ...change }).success).toBe(false)
})

test('a tensor name can be no path, no hidden file and no device', () => {
  for (const name of ['', '.', '..', 'a/b', 'a\\b', '/etc', '.x', 'a.b', 'a\u0000', 'c:', 'x'.repeat(65)]) {
    expect(tensorName.safeParse(name).success, name).toBe(false)
  }
  for (const name of ['weights', 'W_y', 'layer-2']) expect(tensorName.safeParse(name).success).toBe(true)
})
