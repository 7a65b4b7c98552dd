import { EventEmitter } from 'node:events'
import type { ServerResponse } from 'node:http'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Streams } from '../../../src/channels/web/streams.ts'
import type { WireTurn } from '../../../src/channels/web/wire.ts'

/** As much of a response as a stream uses. */
class Sink extends EventEmitter {
  text = ''
  writableEnded = false
  writableLength = 0
  destroyed = false
  writeHead() {}
  write(text: string) {
    this.text += text
  }
  end(text: string) {
    this.text += text
    this.writableEnded = true
    this.emit('close')
  }
  destroy() {
    this.destroyed = true
    this.emit('close')
  }
  get ids() {
    return [...this.text.matchAll(/^id: (\d+)$/gm)].map((match) => Number(match[1]))
  }
}

const turn = (id: number): WireTurn => ({ id, at: 0, text: `t${id}`, reply: { text: '', cards: [], buttons: [] } })
const soon = () => new Promise((resolve) => setTimeout(resolve, 10))
let stored: number[]
let failures: unknown[]
let read: () => Promise<void>
let streams: Streams
beforeEach(() => {
  stored = []
  failures = []
  read = async () => undefined
  streams = new Streams(
    async (_person, after) => {
      await read()
      return stored.filter((id) => id > after).map(turn)
    },
    (error) => failures.push(error),
    10,
  )
})
afterEach(() => streams.close())
const open = (person: string, after: number) => {
  const sink = new Sink()
  streams.open(person, sink as unknown as ServerResponse, after, {})
  return sink
}

test('begins after the last turn that the page has, and goes on', async () => {
  stored = [1, 2, 3]
  const sink = open('ann', 1)
  await soon()
  expect(sink.ids).toEqual([2, 3])
  stored.push(4)
  streams.wake('ann')
  await soon()
  expect(sink.ids).toEqual([2, 3, 4])
})

test('a turn that comes while another is read is neither lost nor doubled', async () => {
  let release = () => {}
  read = () => new Promise<void>((resolve) => (release = resolve))
  stored = [1]
  const sink = open('ann', 0)
  await soon()
  stored.push(2)
  streams.wake('ann')
  streams.wake('ann')
  release()
  await soon()
  release()
  await soon()
  expect(sink.ids).toEqual([1, 2])
})

test('nobody hears of others', async () => {
  const ann = open('ann', 0)
  const bob = open('bob', 0)
  streams.tell('ann', 'typing', true)
  expect(ann.text).toContain('event: typing\ndata: true')
  expect(bob.text).not.toContain('typing')
})

test('keeps four a person and tells the oldest to leave', async () => {
  const sinks = [1, 2, 3, 4, 5].map(() => open('ann', 0))
  expect(streams.size).toBe(4)
  expect(sinks[0]?.text).toContain('event: replaced')
  expect(sinks[0]?.writableEnded).toBe(true)
  expect(sinks[1]?.writableEnded).toBe(false)
})

test('pings, and forgets who left', async () => {
  const sink = open('ann', 0)
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(sink.text).toContain(': ping')
  sink.emit('close')
  expect(streams.size).toBe(0)
})

test('a store that fails ends the stream, so that the page comes back', async () => {
  read = () => Promise.reject(new Error('no store'))
  const sink = open('ann', 0)
  await soon()
  expect(sink.writableEnded).toBe(true)
  expect(failures).toHaveLength(1)
})

test('who reads too slowly is let go', async () => {
  const sink = open('ann', 0)
  sink.writableLength = 2 ** 21
  streams.tell('ann', 'typing', true)
  expect(sink.destroyed).toBe(true)
})
