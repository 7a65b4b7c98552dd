import { expect, test } from 'vitest'
import { corrupt, mismatch, missing, unwritable, wrongVersion } from '../../src/artifacts/errors.ts'

test('each has a code, names the folder and says what to do', () => {
  const cause = new Error('why')
  const errors = [
    missing('m'),
    corrupt('m', 'x', cause),
    wrongVersion('m', 7, 1),
    mismatch('m', 'x'),
    unwritable('m', cause),
  ]
  expect(errors.map((error) => error.code)).toEqual([
    'ARTIFACT_MISSING',
    'ARTIFACT_CORRUPT',
    'ARTIFACT_VERSION',
    'ARTIFACT_MISMATCH',
    'ARTIFACT_UNWRITABLE',
  ])
  for (const error of errors) {
    expect(error.message).toMatch(/\bin m\b/)
    expect(error.fix).toMatch(/[Tt]rain/)
  }
  expect(errors[1]!.cause).toBe(cause)
  expect(errors[2]!.message).toContain('version 7')
})
