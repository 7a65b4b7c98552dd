import { isIP } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { HttpProblem } from '../channels/http-problem.ts'

/**
 * Refuses requests that were meant for another name. A web site may let its own name point to this machine (DNS
 * rebinding): a browser then takes our answers for that site's own and gives them to its scripts, but it still says
 * which name it asked for. An address instead of a name is safe where any is listened on: no DNS stands behind it.
 * @param host where the server listens
 * @param more names under which it is also known, e.g. to a proxy or in a local network
 */
export function onlyOurHosts(app: FastifyInstance, host: string, more: readonly string[]): void {
  const names = new Set([host, ...more].map(bare))
  const anyAddress = ['0.0.0.0', '::'].includes(bare(host))
  app.addHook('onRequest', async (request) => {
    const asked = nameIn(request.headers.host ?? '')
    if (asked !== undefined) {
      if (isLoopbackName(asked) || names.has(asked) || (anyAddress && isIP(asked) !== 0)) return
    }
    throw new HttpProblem(
      421,
      'WRONG_HOST',
      'This server is not known by the name that the request asks for.',
      'Use the address that Tastebud prints when it starts, or let its operator add the name to those it answers to.',
    )
  })
}

/** The name of a Host header, in small letters and without port and brackets. */
function nameIn(header: string): string | undefined {
  const name = /^(\[[0-9a-f:.]+\]|[^:\s/@[\]]+)(?::\d{1,5})?$/i.exec(header)?.[1]
  return name === undefined ? undefined : bare(name)
}

const bare = (name: string): string => name.toLowerCase().replace(/^\[|\]$|\.$/g, '')

/** Names that mean this machine to every browser, whatever a name server says. */
const isLoopbackName = (name: string): boolean =>
  name === 'localhost' || name.endsWith('.localhost') || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'))
