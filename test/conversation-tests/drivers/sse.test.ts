import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { EventStream, parseEvent } from '../../../src/conversation-tests/drivers/sse.ts'

describe('parseEvent', () => {
  test('reads id, event and data, over several lines', () => {
    expect(parseEvent('id: 3\nevent: turn\ndata: a\ndata: b')).toEqual({ id: '3', event: 'turn', data: 'a\nb' })
    expect(parseEvent('data: x')).toEqual({ id: '', event: 'message', data: 'x' })
  })
  test('comments and settings are no events', () => {
    expect(parseEvent(': ping')).toBeUndefined()
    expect(parseEvent('retry: 1000')).toBeUndefined()
  })
})

describe('EventStream', () => {
  let server: Server
  let url: string
  let response: Promise<ServerResponse>
  beforeEach(async () => {
    response = new Promise((resolve) => {
      server = createServer((_, reply) => {
        reply.writeHead(200, { 'content-type': 'text/event-stream' })
        reply.flushHeaders()
        resolve(reply)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  test('waits for the event that is wanted, cut up as the network likes', async () => {
    const stream = await EventStream.open(url, {})
    const reply = await response
    const wanted = stream.event('turn', ({ id }) => id === '2')
    reply.write('id: 1\nevent: turn\ndata: {"n":1}\n\nid: 2\nev')
    setTimeout(() => reply.write('ent: turn\ndata: {"n":2}\n\n'), 20)
    expect(await wanted).toEqual({ n: 2 })
    stream.close()
  })

  test('its end is an error for whoever waits', async () => {
    const stream = await EventStream.open(url, {})
    const wanted = stream.event('turn', () => true)
    ;(await response).end()
    await expect(wanted).rejects.toThrow(/ended before/)
  })
})
