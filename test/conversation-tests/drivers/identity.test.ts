import type { FastifyReply, FastifyRequest } from 'fastify'
import { expect, test } from 'vitest'
import { sessionOf as served } from '../../../src/channels/web/session.ts'
import { personOf, sessionOf } from '../../../src/conversation-tests/drivers/identity.ts'

test('the server takes the cookie as one of its own and knows the same person by it', () => {
  const request = { headers: { cookie: `tastebud=${sessionOf('anna')}` } } as FastifyRequest
  const reply = { header: () => expect.fail('a new session was made') } as unknown as FastifyReply
  expect(served(request, reply)).toEqual({ channel: 'web', person: personOf('anna') })
  expect(personOf('ben')).not.toBe(personOf('anna'))
})
