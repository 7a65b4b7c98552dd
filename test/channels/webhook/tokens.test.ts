import { expect, test } from 'vitest'
import { tokenCheck } from '../../../src/channels/webhook/tokens.ts'

test('any of the tokens passes, nothing else does', () => {
  const check = tokenCheck(['first-token-1234', 'second-token-1234'])
  check('Bearer first-token-1234')
  check('bearer  second-token-1234')
  for (const bad of [
    undefined,
    '',
    'Bearer',
    'Bearer x',
    'Basic first-token-1234',
    'Bearer first-token-123',
    'first-token-1234',
  ]) {
    expect(() => check(bad), bad).toThrow(expect.objectContaining({ code: 'UNAUTHORIZED', status: 401 }))
  }
})

test('without tokens everybody passes', () => {
  tokenCheck([])(undefined)
})
