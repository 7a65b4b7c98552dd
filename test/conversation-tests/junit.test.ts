import { describe, expect, test } from 'vitest'
import { junit } from '../../src/conversation-tests/junit.ts'
import { mismatch, result } from './results.ts'

describe('junit', () => {
  const difference = { path: 'a.convo.yml', line: 7, what: 'terminal and web: items', expected: 'a', got: 'b' }
  const xml = junit([result('terminal', [{}]), result('web', [{ mismatches: [mismatch] }])], [difference])

  test('has a suite for each driver and one for the comparison', () => {
    expect(xml.match(/<testsuite [^>]*>/g)).toEqual([
      '<testsuite name="terminal" tests="1" failures="0" time="1.500">',
      '<testsuite name="web" tests="1" failures="1" time="1.500">',
      '<testsuite name="comparison" tests="1" failures="1">',
    ])
    expect(xml.match(/<\/testsuite>/g)).toHaveLength(3)
  })

  test('is well-formed whatever was said', () => {
    expect(xml).toContain('a &lt;talk&gt;')
    expect(xml).toContain('&quot;more&quot; &amp; \ufffd')
    expect(xml).not.toMatch(/[\x00-\x08\x0b\x1b]/)
  })

  test('one driver has nothing to compare', () => {
    expect(junit([result('web', [{}])], [])).not.toContain('comparison')
  })
})
