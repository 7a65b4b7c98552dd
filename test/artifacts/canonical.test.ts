import { expect, test } from 'vitest'
import { canonicalJson, itemsHash, sha256 } from '../../src/artifacts/canonical.ts'

test('equal content has equal bytes, whatever the order of its keys', () => {
  expect(canonicalJson({ b: [{ d: 1, c: 'x' }], a: null, gone: undefined })).toBe('{"a":null,"b":[{"c":"x","d":1}]}\n')
  expect(canonicalJson({ b: 1, a: 2 }, 2)).toBe(canonicalJson({ a: 2, b: 1 }, 2))
})

test('what JSON cannot say is refused by its path, not written as null', () => {
  expect(() => canonicalJson({ a: [1, Number.NaN] })).toThrowError('$.a[1] is NaN')
  expect(() => canonicalJson({ a: Number.NEGATIVE_INFINITY })).toThrowError(RangeError)
  for (const value of [() => 1, new Date(0), new Map(), Symbol('x'), 1n]) {
    expect(() => canonicalJson({ value })).toThrowError('$.value is no plain data')
  }
})

test('hashes are known and tell lists apart', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(sha256(new TextEncoder().encode('abc'))).toBe(sha256('abc'))
  const hashes = [[], [''], ['a', 'b'], ['b', 'a'], ['a,b'], ['a","b']].map(itemsHash)
  expect(new Set(hashes).size).toBe(hashes.length)
})
