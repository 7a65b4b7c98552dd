import { expect, test } from 'vitest'
import { parseConvo } from '../../src/conversation-tests/read-convo.ts'
import { toConvo } from '../../src/conversation-tests/record.ts'
import { traced, traceOf } from './world.ts'

test('what is recorded can be read again, with the meaning as expectation', () => {
  const turn = { channel: 'terminal', conversation: 'x', person: 'x', at: 0 }
  const trace = traceOf({
    intents: ['want', 'want'],
    acts: ['recommend'],
    items: traced('a', 'b'),
    changes: ['+want genre:horror'],
    asked: 'mood',
  })
  const text = toConvo(
    'my "talk": one',
    [
      { said: 'something: #1\n"scary"', traced: { ...turn, trace } },
      { said: 'More', pressed: 'More', traced: { ...turn, trace: traceOf() } },
    ],
    7,
  )
  const convo = parseConvo(text, 'r.convo.yml')
  expect(convo).toMatchObject({ convo: 'my "talk": one', seed: 7 })
  expect(convo.steps).toEqual([
    {
      user: 'something: #1\n"scary"',
      expect: {
        intent: ['want'],
        acts: ['recommend'],
        changes: ['=+want genre:horror'],
        items: { count: 2, include: ['a', 'b'] },
        asked: '=mood',
      },
    },
    { click: 'More', expect: {} },
  ])
})
