import { describe, expect, test } from 'vitest'
import { render } from '../../../src/channels/terminal/render.ts'
import { columns } from '../../../src/channels/terminal/wrap.ts'
import { card, replyWith } from './replies.ts'

const plain = { width: 80, colours: false }

describe('render', () => {
  test('numbers cards and buttons, and shows what follows them', () => {
    const reply = replyWith({
      text: 'How about these?',
      cards: [card('alien-1979', 'Alien', 1979), card('heat-1995', 'Heat', 1995)],
      after: 'Have you seen one of them?',
      buttons: [{ label: 'More', payload: 'more' }],
    })
    expect(render(reply, plain)).toBe(
      [
        'How about these?',
        '',
        '1. Alien (1979)',
        '   1979 · horror',
        '   A crew meets something in the dark.',
        '   - Because you liked Jaws',
        '   [1] Seen it  [2] Why?',
        '',
        '2. Heat (1995)',
        '   1995 · horror',
        '   A crew meets something in the dark.',
        '   - Because you liked Jaws',
        '   [3] Seen it  [4] Why?',
        '',
        'Have you seen one of them?',
        '',
        '[5] More',
      ].join('\n'),
    )
  })

  test('one card has no number', () => {
    expect(render(replyWith({ cards: [card('alien-1979', 'Alien', 1979)] }), plain)).toContain('\n\nAlien (1979)\n')
  })

  test('escapes of catalogue and reply do not get through; colours are only ours', () => {
    const evil = {
      ...card('x', '\x1b[2JTitle\n\x07', 2000),
      buttons: [{ label: '\x1b]0;t\x07Press\nme', payload: 'x' }],
    }
    const reply = replyWith({ text: 'a\x1b[31mb', after: '\x9b2Jc', cards: [evil] })
    expect(render(reply, plain)).not.toMatch(/[\x1b\x07\x9b]/)
    expect(render(reply, plain)).toContain('[1] Press me')
    const coloured = render(reply, { width: 80, colours: true })
    expect(coloured).toContain('\x1b[1mTitle')
    expect(coloured.replace(/\x1b\[\d+m/g, '')).not.toMatch(/[\x1b\x07\x9b]/)
  })

  test('keeps to the width', () => {
    const reply = replyWith({ text: 'word '.repeat(60), cards: [card('alien-1979', 'Alien', 1979)] })
    expect(
      render(reply, { width: 40, colours: false })
        .split('\n')
        .every((line) => columns(line) <= 40),
    ).toBe(true)
  })

  test('a button is not cut in two', () => {
    const buttons = ['Surprise me', 'Seen it already', 'Never again'].map((label) => ({ label, payload: label }))
    expect(render(replyWith({ buttons }), { width: 30, colours: false })).toBe(
      'Hello.\n\n[1] Surprise me\n[2] Seen it already\n[3] Never again',
    )
  })

  test('a file is printed as it is', () => {
    const content = JSON.stringify({ a: 'x'.repeat(200) })
    const reply = replyWith({ attachment: { name: 'export.json', mediaType: 'application/json', content } })
    expect(render(reply, plain)).toContain(content)
  })
})
