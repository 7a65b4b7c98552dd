import { expect, test } from 'vitest'
import { badArtifact, checkCall, checkEvents, notFitted } from '../../src/recommenders/checks.ts'
import { interactionsOf, rows } from '../worlds/world.ts'

test('a sound call passes, a wrong one says what is wrong', () => {
  const scores = new Float32Array(3)
  expect(() => checkCall(3, { history: rows(0, 2, 2), strengths: [1, 0.5, 2] }, scores)).not.toThrow()
  expect(() => checkCall(4, { history: [] }, scores)).toThrowError('the score buffer has 3 places for 4 items')
  expect(() => checkCall(3, { history: rows(3) }, scores)).toThrowError('the history names the row 3 of 3')
  expect(() => checkCall(3, { history: rows(1), strengths: [1, 1] }, scores)).toThrowError('2 strengths for a history')
  expect(() => checkCall(3, { history: rows(1), strengths: [0] }, scores)).toThrowError('above 0')
})

test('no events are NO_DATA, some are not', () => {
  expect(() => checkEvents('ease', { interactions: interactionsOf([[]], 2) })).toThrowError(
    expect.objectContaining({ code: 'NO_DATA', message: expect.stringContaining('"ease"') }),
  )
  expect(() => checkEvents('ease', { interactions: interactionsOf([[1]], 2) })).not.toThrow()
})

test('errors carry their codes', () => {
  expect(notFitted('ease').code).toBe('NOT_FITTED')
  expect(badArtifact('ease', 'x')).toMatchObject({
    code: 'BAD_ARTIFACT',
    message: 'the weights of "ease" do not fit: x',
  })
})
