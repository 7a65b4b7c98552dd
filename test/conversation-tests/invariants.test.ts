import { describe, expect, test } from 'vitest'
import { Invariants } from '../../src/conversation-tests/invariants.ts'
import { traced, traceOf } from './world.ts'

const recommend = (...ids: string[]) => traceOf({ acts: ['recommend'], items: traced(...ids) })
const expected = (invariants: Invariants, ...turn: Parameters<Invariants['check']>) =>
  invariants.check(...turn).map((m) => m.expected)

describe('what must hold of every reply', () => {
  test('something to read that is not the same as before', () => {
    const always = new Invariants()
    expect(expected(always, 'Hi.', traceOf())).toEqual([])
    expect(expected(always, 'Hi.', traceOf())).toEqual(['not the same words twice in a row'])
    expect(expected(always, ' ', traceOf())).toEqual(['something to read'])
  })

  test.each([
    'You like undefined.',
    'NaN films',
    '[object Object]',
    'Hi {{name}}',
    'Hi {name}',
    'a ,b',
    'a\x1b[1m',
    'a\u202eb',
  ])('nothing broken: %j', (text) => {
    expect(expected(new Invariants(), text, traceOf())).toEqual(['no broken or raw text'])
  })

  test("the person's own words may come back, their control characters may not", () => {
    expect(expected(new Invariants(), 'I do not know "{{x}}".', traceOf(), 'play {{x}}')).toEqual([])
    expect(expected(new Invariants(), 'You said a\x1b[1m', traceOf(), 'a\x1b[1m')).toEqual(['no broken or raw text'])
  })

  test('nothing seen or refused comes back, until rewatches are fine or it is taken back', () => {
    const always = new Invariants(['+seen a'])
    expect(expected(always, '1', recommend('a', 'b'))).toEqual(['nothing that was seen or refused'])
    expect(expected(always, '2', traceOf({ changes: ['+reject b'] }))).toEqual([])
    expect(expected(always, '3', recommend('b'))).toEqual(['nothing that was seen or refused'])
    expect(expected(always, '4', { ...recommend('a'), changes: ['-seen a'] })).toEqual([])
    expect(expected(always, '5', { ...recommend('b'), changes: ['+rewatch'] })).toEqual([])
    expect(expected(always, '6', { ...recommend('b'), changes: ['-rewatch'] })).toEqual([
      'nothing that was seen or refused',
    ])
    expect(expected(always, '7', { ...recommend('b'), changes: ['undone'] })).toEqual([])
  })

  test('a reason for each item, and no item twice', () => {
    const [item] = traced('a')
    const bare = traceOf({ acts: ['recommend'], items: [{ ...item!, reasons: [] }, item!] })
    expect(expected(new Invariants(), 'x', bare)).toEqual(['nothing twice in one list', 'a reason for each item'])
  })

  test('remembers what was offered', () => {
    const always = new Invariants()
    always.check('x', recommend('a'))
    always.check('y', traceOf({ acts: ['about'], items: traced('b') }))
    expect([...always.offered]).toEqual(['a'])
  })
})
