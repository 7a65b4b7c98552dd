import { describe, expect, test } from 'vitest'
import { decodePayload, encodePayload, type Payload } from '../../../src/dialogue/understand/payload.ts'

describe('payloads', () => {
  const good: Payload[] = [
    { verb: 'more' },
    { verb: 'undo' },
    { verb: 'like', item: 'alien-1979' },
    { verb: 'why', item: 'm-a-s-h-1970' },
    { verb: 'about', item: 'tt:0078748' },
    { verb: 'answer', text: 'science fiction' },
    { verb: 'say', text: 'less: violent' },
  ]
  test.each(good)('%o comes back', (payload) => {
    const encoded = encodePayload(payload)
    expect(encoded).toBeDefined()
    expect(decodePayload(encoded as string)).toEqual(payload)
  })
  test.each([
    '',
    'like',
    'like:',
    'like: ',
    'LIKE:x',
    'delete:all',
    'more:x',
    'like:a b',
    'say:\u001b[31m',
    'say:\n',
    '__proto__:x',
    'constructor',
    `say:${'x'.repeat(100)}`,
  ])('a hostile %j is nothing', (text) => expect(decodePayload(text)).toBeUndefined())
  test('too long to show', () => expect(encodePayload({ verb: 'say', text: 'x'.repeat(97) })).toBeUndefined())
})
