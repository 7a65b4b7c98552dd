import { describe, expect, test } from 'vitest'
import { typed } from '../../../src/channels/terminal/typed.ts'
import { replyWith } from './replies.ts'

const asked = replyWith({ text: 'Seen it?', buttons: [{ label: 'Yes', payload: 'answer:Yes' }] })

describe('typed', () => {
  test.each([
    ['', { kind: 'nothing' }],
    ['   ', { kind: 'nothing' }],
    ['/quit', { kind: 'leave' }],
    ['quit', { kind: 'goodbye', text: 'quit' }],
    [' Exit! ', { kind: 'goodbye', text: 'Exit!' }],
    ['quit asking me things', { kind: 'say', text: 'quit asking me things' }],
    ['/as  Anna B', { kind: 'as', person: 'Anna B' }],
    ['/1', { kind: 'say', text: 'Yes', payload: 'answer:Yes' }],
    ['1', { kind: 'say', text: 'Yes', payload: 'answer:Yes' }],
    ['/2', { kind: 'say', text: '/2' }],
    ['I loved Alien', { kind: 'say', text: 'I loved Alien' }],
  ])('%j', (line, meant) => {
    expect(typed(line, asked, false)).toEqual(meant)
  })

  test('structured lines count only where they are wanted', () => {
    const line = '{"text":"two\\nlines","payload":"more"}'
    expect(typed(line, undefined, true)).toEqual({ kind: 'say', text: 'two\nlines', payload: 'more' })
    expect(typed(line, undefined, false)).toEqual({ kind: 'say', text: line })
  })

  test('what only looks like one is said as it stands', () => {
    for (const line of ['{"text":', '{"words":"x"}', '{}'])
      expect(typed(line, undefined, true)).toEqual({ kind: 'say', text: line })
  })
})
