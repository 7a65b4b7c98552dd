import { describe, expect, test } from 'vitest'
import { buttonsOf, pick } from '../../../src/channels/terminal/pick.ts'
import { card, replyWith } from './replies.ts'

const yesNo = replyWith({
  text: 'Have you seen it?',
  buttons: [
    { label: 'Yes', payload: 'answer:yes' },
    { label: 'No', payload: 'answer:no' },
  ],
})
const list = replyWith({
  cards: [card('alien-1979', 'Alien', 1979), card('heat-1995', 'Heat', 1995)],
  buttons: [{ label: 'More', payload: 'more' }],
})

describe('pick', () => {
  test('numbers run through the cards, then the reply', () => {
    expect(buttonsOf(list).map(({ payload }) => payload)).toEqual([
      'seen:alien-1979',
      'why:alien-1979',
      'seen:heat-1995',
      'why:heat-1995',
      'more',
    ])
  })

  test('a slash always means a button', () => {
    expect(pick('/5', list)?.payload).toBe('more')
    expect(pick(' /2 ', yesNo)?.label).toBe('No')
  })

  test('a bare number means a button only where it can mean nothing else', () => {
    expect(pick('2', yesNo)?.label).toBe('No')
    expect(pick('2', list)).toBeUndefined()
    expect(pick('1', { ...yesNo, text: 'Scarface of 1932 or 1983?' })).toBeUndefined()
    expect(pick('1', { ...yesNo, after: 'Are 2 hours fine?' })).toBeUndefined()
  })

  test('what is no number on offer is no button', () => {
    for (const line of ['/0', '/3', '3', '/1a', 'one', '/', '']) expect(pick(line, yesNo)).toBeUndefined()
    expect(pick('/1', undefined)).toBeUndefined()
  })
})
