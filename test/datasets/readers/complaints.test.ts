import { expect, test } from 'vitest'
import { Complaints } from '../../../src/datasets/readers/complaints.ts'
import { badRow } from '../../../src/errors.ts'

test('tolerates as many as allowed', () => {
  const complaints = new Complaints(2)
  complaints.add(badRow('f', 1, 'expected a', 'fix'))
  complaints.add(badRow('f', 2, 'expected b', 'fix'))
  expect(complaints.skipped).toEqual(['f:1: expected a', 'f:2: expected b'])
  expect(() => complaints.add(badRow('f', 9, 'expected c', 'fix'))).toThrow('f:9: expected c (after 2 other bad rows')
})

test('by default tolerates none and throws the very error', () => {
  const error = badRow('f', 1, 'expected a', 'fix')
  expect(() => new Complaints().add(error)).toThrow(error)
})
