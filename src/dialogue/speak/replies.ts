import { readFileSync } from 'node:fs'
import { LineCounter, parseDocument } from 'yaml'
import { TastebudError } from '../../errors.ts'

/** Sentences by key, at least one each. */
export type Replies = ReadonlyMap<string, readonly string[]>

/**
 * Reads `replies.yml`: a map from key to a list of sentences.
 * @throws TastebudError BAD_REPLIES with file and line for anything that is not that
 */
export function readReplies(path: string): Replies {
  const lines = new LineCounter()
  const document = parseDocument(readFileSync(path, 'utf8'), { lineCounter: lines })
  const complain = (offset: number, expected: string) =>
    new TastebudError(
      'BAD_REPLIES',
      `${path}:${lines.linePos(offset).line}: ${expected}`,
      'Write `key:` and below it `- "a sentence"`.',
    )
  const first = document.errors[0]
  if (first) throw complain(first.pos[0], first.message.split('\n')[0] ?? 'not YAML')
  const replies = new Map<string, readonly string[]>()
  const contents = document.contents as {
    items?: { key: { value: unknown; range: number[] }; value: { toJSON(): unknown } }[]
  } | null
  for (const { key, value } of contents?.items ?? []) {
    const sentences = value?.toJSON()
    const good =
      Array.isArray(sentences) && sentences.length > 0 && sentences.every((s) => typeof s === 'string' && s !== '')
    if (!good) throw complain(key.range[0] ?? 0, `"${String(key.value)}" needs a list of sentences`)
    replies.set(String(key.value), sentences)
  }
  return replies
}
