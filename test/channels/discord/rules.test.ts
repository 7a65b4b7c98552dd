import { beforeEach, expect, test } from 'vitest'
import { ServerRules } from '../../../src/channels/discord/rules.ts'
import { silentLog } from '../../../src/log.ts'

const stored = new Map<string, unknown>()
let reads = 0
let time = 0
beforeEach(() => {
  stored.clear()
  reads = 0
  time = 0
})
const settings = {
  setting: async (scope: string) => {
    reads++
    return stored.get(scope)
  },
  saveSetting: async (scope: string, data: unknown) => void stored.set(scope, data),
}
const rules = () => new ServerRules(settings, silentLog, () => time)
const ROOM = { channel: '1', guild: 'g', nsfw: false }

test('everywhere and up to 17, unless a channel is marked as age-restricted', async () => {
  expect(await rules().rule(ROOM)).toEqual({ answers: true, maxAge: 17 })
  expect(await rules().rule({ ...ROOM, nsfw: true })).toEqual({ answers: true })
  // Nobody says how old somebody is who writes directly.
  expect(await rules().rule({ channel: '1', nsfw: false })).toEqual({ answers: true, maxAge: 17 })
})

test('what a server decided: its channels with their threads, and an age', async () => {
  const mine = rules()
  await mine.save('g', { channels: ['1'], age: 12 })
  expect(await mine.rule(ROOM)).toEqual({ answers: true, maxAge: 12 })
  expect(await mine.rule({ ...ROOM, channel: '2' })).toEqual({ answers: false, maxAge: 12 })
  expect((await mine.rule({ ...ROOM, channel: '3', parent: '1' })).answers).toBe(true)
  expect((await mine.rule({ ...ROOM, channel: '2', guild: 'other' })).answers).toBe(true)
  expect(await rules().of('g')).toEqual({ channels: ['1'], age: 12 })
})

test('are read again after ten seconds, for another process may have changed them', async () => {
  const mine = rules()
  await mine.of('g')
  await rules().save('g', { channels: ['9'], age: 3 })
  expect((await mine.of('g')).channels).toEqual([])
  expect(reads).toBe(1)
  time = 10_000
  expect((await mine.of('g')).channels).toEqual(['9'])
})

test('a store that hangs or fails, and settings of nobody knows what, keep nobody waiting', async () => {
  const hanging = new ServerRules({ ...settings, setting: () => new Promise(() => undefined) }, silentLog, () => time)
  expect(await hanging.of('g')).toEqual({ channels: [], age: 17 })
  const broken = new ServerRules({ ...settings, setting: () => Promise.reject(new Error('no')) }, silentLog, () => time)
  expect(await broken.of('g')).toEqual({ channels: [], age: 17 })
  stored.set('discord:server:g', { channels: 'everywhere' })
  expect(await rules().of('g')).toEqual({ channels: [], age: 17 })
})
