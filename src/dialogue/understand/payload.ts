/** Verbs of buttons. The item verbs carry an item's id, `answer` and `say` the words that the press stands for. */
export const ITEM_VERBS = ['like', 'dislike', 'seen', 'save', 'why', 'about'] as const
export const TEXT_VERBS = ['answer', 'say'] as const
export const PLAIN_VERBS = ['more', 'undo'] as const

export type ItemVerb = (typeof ITEM_VERBS)[number]
export type TextVerb = (typeof TEXT_VERBS)[number]
export type PlainVerb = (typeof PLAIN_VERBS)[number]

export type Payload =
  | { readonly verb: PlainVerb }
  | { readonly verb: ItemVerb; readonly item: string }
  | { readonly verb: TextVerb; readonly text: string }

/** Longest payload that every channel takes, in UTF-16 code units. */
export const MAX_PAYLOAD = 100

const includes = <T extends string>(verbs: readonly T[], verb: string): verb is T =>
  (verbs as readonly string[]).includes(verb)

/** `like:alien-1979`; undefined where it would be longer than every channel takes (then show no button). */
export function encodePayload(payload: Payload): string | undefined {
  const encoded =
    'item' in payload
      ? `${payload.verb}:${payload.item}`
      : 'text' in payload
        ? `${payload.verb}:${payload.text}`
        : payload.verb
  return decodePayload(encoded) === undefined ? undefined : encoded
}

/** What a pressed button means; undefined for anything that this bot did not write, which is then read as text. */
export function decodePayload(encoded: string): Payload | undefined {
  if (encoded.length > MAX_PAYLOAD || /\p{Cc}/u.test(encoded)) return undefined
  if (includes(PLAIN_VERBS, encoded)) return { verb: encoded }
  const colon = encoded.indexOf(':')
  const verb = encoded.slice(0, colon)
  const rest = encoded.slice(colon + 1)
  if (colon < 0 || rest.trim() === '') return undefined
  if (includes(ITEM_VERBS, verb)) return /\s/u.test(rest) ? undefined : { verb, item: rest }
  if (includes(TEXT_VERBS, verb)) return { verb, text: rest }
  return undefined
}
