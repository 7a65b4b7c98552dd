import { expect, test } from 'vitest'
import { converse, isPrivate } from '../../../src/channels/discord/conversing.ts'
import { WORDS } from '../../../src/channels/discord/words.ts'
import { noTrace, type Reply } from '../../../src/dialogue/message.ts'
import { TastebudError } from '../../../src/errors.ts'
import { silentLog } from '../../../src/log.ts'

const said: Reply = { text: 'hello', cards: [], buttons: [], trace: noTrace }
const message = { conversation: 'c', person: 'p', text: 'hi', key: 'k' }

test('a turn carries the channel and its clock', async () => {
  const heard: unknown[] = []
  const respond = async (one: unknown) => {
    heard.push(one)
    return said
  }
  const bot = { respond }
  expect(await converse({ bot, log: silentLog, now: () => 7 }, message)).toBe(said)
  expect(heard).toEqual([{ channel: 'discord', at: 7, ...message }])
})

test('one that fails is words, and a line in the log with its code', async () => {
  const lines: unknown[] = []
  const log = { ...silentLog, error: (fields: object) => void lines.push(fields) }
  const bot = { respond: () => Promise.reject(new TastebudError('STORE_LOCKED', 'it is locked', 'Wait.')) }
  expect((await converse({ bot, log, now: () => 7 }, message)).text).toBe(WORDS.memory)
  expect(lines).toMatchObject([{ code: 'STORE_LOCKED' }])
})

test('what shows what is stored about a person is private', () => {
  const of = (...acts: string[]) => isPrivate({ ...said, trace: { ...noTrace, acts } })
  expect([of('profile'), of('acknowledge', 'watchlist'), of('export'), of('recommend'), of()]).toEqual([
    true,
    true,
    true,
    false,
    false,
  ])
})
