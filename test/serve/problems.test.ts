import { expect, test } from 'vitest'
import { HttpProblem } from '../../src/channels/http-problem.ts'
import { TastebudError } from '../../src/errors.ts'
import { asProblem } from '../../src/serve/problems.ts'

test.each([
  [new TastebudError('KEY_REUSED', 'a', 'b'), 422, 'KEY_REUSED'],
  [new TastebudError('VERSION_CONFLICT', 'a', 'b'), 409, 'VERSION_CONFLICT'],
  [new TastebudError('STORE_FULL', '/home/me/store is full', 'b'), 503, 'STORE_FULL'],
  [new TastebudError('OTHER', 'a', 'b'), 500, 'OTHER'],
  [Object.assign(new Error('x'), { code: 'FST_ERR_CTP_BODY_TOO_LARGE' }), 413, 'BODY_TOO_LARGE'],
  [Object.assign(new Error('x'), { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE' }), 415, 'NOT_JSON'],
  [Object.assign(new Error('x'), { statusCode: 400 }), 400, 'BAD_REQUEST'],
  [new TypeError('x is not a function'), 500, 'INTERNAL'],
  [undefined, 500, 'INTERNAL'],
])('%s is %i %s', (error, status, code) => {
  const problem = asProblem(error)
  expect([problem.status, problem.code]).toEqual([status, code])
  expect(problem.message).not.toMatch(/home|not a function/)
})

test('a problem stays itself', () => {
  const problem = new HttpProblem(418, 'TEAPOT', 'short', 'and stout')
  expect(asProblem(problem)).toBe(problem)
})
