import { describe, expect, test } from 'vitest'
import { report } from '../../src/conversation-tests/report.ts'
import { mismatch, result } from './results.ts'
import { traceOf } from './world.ts'

describe('report', () => {
  test('a run without failures is a line for each driver', () => {
    expect(report([result('terminal', [{}, {}]), result('web', [{}])], [], '.')).toBe(
      [
        'terminal  1 of 1 conversations, 2 steps, 1.5 s',
        'web       1 of 1 conversations, 1 steps, 1.5 s',
        'The same meaning through every door.',
      ].join('\n'),
    )
  })

  test('a failure shows file and line, what was expected, what came, and what was heard', () => {
    const trace = traceOf({ intents: ['want'], acts: ['recommend'] })
    const text = report(
      [result('web', [{}, { mismatches: [mismatch], heard: 'These:', trace, said: 'so \x1b[2J' }], 0)],
      [],
      process.cwd(),
    )
    expect(text).toContain('FAILED  a <talk> (example 1)  [web]')
    expect(text).toContain('a.convo.yml:2  "so \ufffd[2J"')
    expect(text).toMatch(/- expected {2}ask\n {4}\+ got {7}recommend\n/)
    expect(text).toContain('reply     These:')
    expect(text).toContain('heard     want -> recommend; changed -')
    expect(text).toContain('web       0 of 1 conversations')
  })

  test('a difference between doors shows both', () => {
    const difference = {
      path: 'a.convo.yml',
      line: 7,
      what: 'terminal and web: items',
      expected: 'terminal: a',
      got: 'web: b',
    }
    const text = report([result('terminal', [{}]), result('web', [{}])], [difference], process.cwd())
    expect(text).toContain('a.convo.yml:7  terminal and web: items')
    expect(text).toContain('1 differences between doors.')
  })
})
