import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { TastebudError } from '../errors.ts'

const schema = z.strictObject({
  never: z.array(z.string().min(1)).min(1),
  replies: z.array(z.string().min(1)).min(1),
})

/**
 * Reads the stored replies of a folder of intents, and what a written reply must not say.
 * @throws TastebudError NO_FILE, BAD_INTENTS
 */
export function readStored(path: string): { readonly replies: readonly string[]; readonly never: RegExp } {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new TastebudError('NO_FILE', `${path} cannot be read`, 'It comes with Tastebud, in intents/.', { cause })
  }
  const found = schema.safeParse(parse(text))
  if (!found.success) {
    const { path: at = [], message = '' } = found.error.issues[0] ?? {}
    throw new TastebudError(
      'BAD_INTENTS',
      `${path}: ${at.join('.')}: ${message}`,
      'Expected "never" and "replies", lists.',
    )
  }
  const { never, replies } = found.data
  return { replies, never: new RegExp(`\\b(?:${never.join('|')})\\b`, 'i') }
}
