import { expect, test } from 'vitest'
import { decodeId } from '../../../src/channels/discord/custom-id.ts'
import { chosenIn, settingsPanel } from '../../../src/channels/discord/settings-panel.ts'
import { refusals } from '../../../src/conversation-tests/fake-discord/wire-check.ts'
import { idsOf } from './world.ts'

test('says what holds, and offers the way back only where there is one', () => {
  const everywhere = settingsPanel({ channels: [], age: 17 }, '2')
  expect(everywhere.content).toMatch(/^I answer in: every channel that I can see\n.*above 17/)
  expect(everywhere.components).toHaveLength(1)
  const some = settingsPanel({ channels: ['7', '8'], age: 6 }, '2')
  expect(some.content).toMatch(/<#7>, <#8>\n.*above 6/)
  const payloads = Object.values(idsOf(some)).map((id) => decodeId(id))
  expect(payloads).toEqual([
    { owner: '2', payload: '!channels' },
    { owner: '2', payload: '!everywhere' },
  ])
  for (const { files = [], ...body } of [everywhere, some]) expect(refusals(body as never, files.length)).toEqual([])
})

test('a choice changes the channels alone', () => {
  const before = { channels: ['1'], age: 6 }
  expect(chosenIn('!channels', ['7', '8'], before)).toEqual({ channels: ['7', '8'], age: 6 })
  expect(chosenIn('!channels', [], before)?.channels).toEqual([])
  expect(chosenIn('!everywhere', [], before)?.channels).toEqual([])
  expect(chosenIn('like:x', [], before)).toBeUndefined()
  expect(chosenIn(undefined, [], before)).toBeUndefined()
})
