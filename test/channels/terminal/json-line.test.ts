import { describe, expect, test } from 'vitest'
import { jsonLine } from '../../../src/channels/terminal/json-line.ts'
import type { ItemId } from '../../../src/datasets/vocabulary.ts'
import { card, replyWith } from './replies.ts'

describe('jsonLine', () => {
  test('has text, acts, items with reasons, score and parts, changes and buttons', () => {
    const items = [
      { id: 'alien-1979' as ItemId, title: 'Alien', year: 1979, reasons: ['r'], score: 1, parts: { ease: 1 } },
    ]
    const reply = replyWith({
      cards: [card('alien-1979', 'Alien', 1979)],
      buttons: [{ label: 'More', payload: 'more' }],
      trace: { intents: ['want'], acts: ['recommend'], items, changes: ['+like alien-1979'] },
    })
    expect(JSON.parse(jsonLine(reply, 'words'))).toEqual({
      text: 'words',
      acts: ['recommend'],
      items: [{ id: 'alien-1979', title: 'Alien', year: 1979, reasons: ['r'], score: 1, parts: { ease: 1 } }],
      changes: ['+like alien-1979'],
      buttons: [
        { label: 'Seen it', payload: 'seen:alien-1979' },
        { label: 'Why?', payload: 'why:alien-1979' },
        { label: 'More', payload: 'more' },
      ],
    })
  })

  test('carries the file that somebody asked for', () => {
    const attachment = { name: 'data.json', mediaType: 'application/json', content: '{\n  "a": 1\n}' }
    expect(JSON.parse(jsonLine(replyWith({ attachment }), 'words'))).toMatchObject({ attachment })
    expect(JSON.parse(jsonLine(replyWith({}), 'words'))).not.toHaveProperty('attachment')
  })

  test('is one line without anything that steers a terminal, and loses nothing', () => {
    const text = 'a\nb\x1b[2J\x9b\x7f\u202e\u2028ü'
    const line = jsonLine(replyWith({}), text)
    expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f\u202e\u2028]/)
    expect((JSON.parse(line) as { text: string }).text).toBe(text)
  })
})
