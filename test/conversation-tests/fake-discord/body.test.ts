import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { readBody } from '../../../src/conversation-tests/fake-discord/body.ts'

/** A request with this body, as a server would get it. */
async function requestOf(body: string | FormData | undefined): Promise<IncomingMessage> {
  const sent = new Response(body ?? null)
  const request = new IncomingMessage(new Socket())
  request.headers = Object.fromEntries(sent.headers)
  request.push(Buffer.from(await sent.arrayBuffer()))
  request.push(null)
  return request
}

test('JSON, nothing, and files beside JSON', async () => {
  expect(await readBody(await requestOf('{"a":1}'))).toEqual({ json: { a: 1 }, files: [] })
  expect(await readBody(await requestOf(undefined))).toEqual({ json: undefined, files: [] })
  const form = new FormData()
  form.append('payload_json', '{"content":"é"}')
  form.append('files[0]', new Blob(['{"b":2}'], { type: 'application/json' }), 'data.json')
  expect(await readBody(await requestOf(form))).toEqual({
    json: { content: 'é' },
    files: [{ name: 'data.json', type: 'application/json', text: '{"b":2}' }],
  })
})
