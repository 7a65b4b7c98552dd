import { expect, test } from 'vitest'
import { fingerprint } from '../../src/datasets/fingerprint.ts'
import { world } from './world.ts'

test('the same for the same data, another for any change', () => {
  const base = fingerprint(world({ ann: 'a b', bob: 'b' }))
  expect(base).toMatch(/^[0-9a-f]{64}$/)
  expect(fingerprint(world({ ann: 'a b', bob: 'b' }))).toBe(base)
  const others = [
    world({ ann: 'b a', bob: 'b' }),
    world({ ann: 'a b', bob: 'b:2' }),
    world({ ann: 'a b', bob: 'b@9' }),
    world({ ann: 'a', bob: 'b b' }),
    world({ ann: 'a b', eve: 'b' }),
    world({ ann: 'a c', bob: 'c' }),
  ].map(fingerprint)
  expect(new Set([base, ...others]).size).toBe(7)
})
