import { createHash } from 'node:crypto'
import type { Reply } from '../../dialogue/message.ts'
import type { PastTurn } from '../../store/contract.ts'
import { LIMITS } from './limits.ts'

/** Changes when old buttons would be misread: they are then answered as stale. */
const VERSION = 'tb1'

/** What a button carries: whose it is, and its payload or, where that is too long, a digest of it. */
export interface Pressed {
  /** User id of the only one who may press it; empty = anybody. */
  readonly owner: string
  readonly payload?: string
  readonly digest?: string
}

/**
 * A custom id of at most 100 characters. It says whose button it is, so that no table of sessions is needed and
 * a restart makes no button useless.
 */
export function encodeId(owner: string, payload: string): string {
  const id = `${VERSION}:${shorter(owner)}:${payload}`
  return id.length <= LIMITS.customId ? id : `${VERSION}:${shorter(owner)}:#${digest(payload)}`
}

/** What a custom id carries; undefined for one that this version of the bot did not write. */
export function decodeId(id: string): Pressed | undefined {
  const [, who, rest] = /^tb1:([^:]*):(.+)$/su.exec(id) ?? []
  if (who === undefined || rest === undefined) return undefined
  const owner = longer(who)
  return rest.startsWith('#') ? { owner, digest: rest.slice(1) } : { owner, payload: rest }
}

/** Ids of users are decimal numbers of up to 20 digits; in base 36 they leave 7 more characters for the payload. */
const shorter = (owner: string) => (/^[1-9]\d{0,19}$/.test(owner) ? `~${BigInt(owner).toString(36)}` : owner)
const longer = (short: string) =>
  /^~[0-9a-z]{1,14}$/.test(short)
    ? [...short.slice(1)].reduce((sum, digit) => sum * 36n + BigInt(Number.parseInt(digit, 36)), 0n).toString()
    : short

const digest = (payload: string) => createHash('sha256').update(payload).digest('base64url').slice(0, 16)

/** Payloads that mean something only while the reply they stand under is the last one. */
const OF_THE_MOMENT = /^(answer:|undo$)/

/**
 * The payload that a press stands for, looked up in the last turns of its owner, oldest first; undefined where the
 * button is stale: the question it answers is no longer the last thing said, or nobody knows any more what it carried.
 */
export function payloadOf({ payload, digest: wanted }: Pressed, turns: readonly PastTurn[]): string | undefined {
  const found =
    payload ??
    turns
      .toReversed()
      .flatMap(({ reply }) => payloadsOf(reply))
      .find((each) => digest(each) === wanted)
  if (found === undefined || !OF_THE_MOMENT.test(found)) return found
  const last = turns.at(-1)
  return last && payloadsOf(last.reply).includes(found) ? found : undefined
}

const payloadsOf = (reply: Reply) =>
  [...reply.cards.flatMap(({ buttons }) => buttons), ...reply.buttons].map(({ payload }) => payload)
