import { describe, expect, test } from 'vitest'
import { compare } from '../../src/conversation-tests/compare.ts'
import { result } from './results.ts'
import { traced, traceOf } from './world.ts'

const trace = traceOf({ acts: ['recommend'], items: traced('a', 'b'), changes: ['+like x'], asked: 'genre' })

describe('compare', () => {
  test('finds nothing where the meaning is the same, whatever the words', () => {
    expect(
      compare([result('terminal', [{ trace, heard: 'one' }]), result('web', [{ trace, heard: 'other' }])]),
    ).toEqual([])
  })

  test.each([
    ['acts', { ...trace, acts: ['ask'] }],
    ['items', { ...trace, items: traced('b', 'a') }],
    ['changes', { ...trace, changes: [] }],
    ['asked', traceOf({ ...trace, asked: 'mood' })],
  ])('%s', (what, other) => {
    const found = compare([result('terminal', [{ trace }]), result('web', [{ trace: other }, { trace: other }])])
    expect(found).toHaveLength(1)
    expect(found[0]).toMatchObject({ path: 'a.convo.yml', line: 1, what: `terminal and web: ${what}` })
  })

  test('examples are compared each with itself', () => {
    const other = traceOf({ acts: ['x'] })
    const results = [
      result('terminal', [{ trace }], 0),
      result('terminal', [{ trace: other }], 1),
      result('web', [{ trace }], 0),
      result('web', [{ trace: other }], 1),
    ]
    expect(compare(results)).toEqual([])
  })
})
