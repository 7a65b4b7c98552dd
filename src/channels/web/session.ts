import { createHash, randomBytes } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { PersonKey } from '../../store/contract.ts'

const cookie = 'tastebud'
/** A year, in seconds. */
const lifetime = 365 * 24 * 60 * 60

/** The person behind a request; one without a session gets a new one with the answer. */
export function sessionOf(request: FastifyRequest, reply: FastifyReply): PersonKey {
  const known = new RegExp(`(?:^|;\\s*)${cookie}=([\\w-]{22})(?:;|$)`).exec(request.headers.cookie ?? '')?.[1]
  return known === undefined ? newSession(request, reply) : personOf(known)
}

/** Starts a session: 128 random bits that the page's scripts cannot read. */
export function newSession(request: FastifyRequest, reply: FastifyReply): PersonKey {
  const id = randomBytes(16).toString('base64url')
  const secure = request.protocol === 'https' ? '; Secure' : ''
  reply.header('set-cookie', `${cookie}=${id}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${lifetime}${secure}`)
  return personOf(id)
}

/** The store knows only a digest: who reads the store or an export cannot take a session over. */
function personOf(id: string): PersonKey {
  return { channel: 'web', person: createHash('sha256').update(id).digest('base64url').slice(0, 22) }
}
