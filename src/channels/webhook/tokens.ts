import { createHash, timingSafeEqual } from 'node:crypto'
import { HttpProblem } from '../http-problem.ts'

const digest = (text: string) => createHash('sha256').update(text).digest()

/**
 * A check of the Authorization header against any of the tokens, in a time that tells nothing about them:
 * digests have one length, and every token is compared. Without tokens everybody passes (loopback only,
 * which the config sees to).
 */
export function tokenCheck(tokens: readonly string[]): (authorization: string | undefined) => void {
  const known = tokens.map(digest)
  return (authorization) => {
    if (known.length === 0) return
    const given = digest(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '')
    let same = false
    for (const token of known) same = timingSafeEqual(token, given) || same
    if (same) return
    throw new HttpProblem(
      401,
      'UNAUTHORIZED',
      authorization === undefined ? 'This webhook wants a token.' : 'This token is not known.',
      'Send the header "Authorization: Bearer TOKEN" with one of TASTEBUD_WEBHOOK_TOKENS.',
    )
  }
}
