import type { z } from 'zod'
import { TastebudError } from '../errors.ts'

/** A refusal that an HTTP caller can mend: a coded error with the status to answer with. */
export class HttpProblem extends TastebudError {
  readonly status: number

  constructor(status: number, code: string, message: string, fix: string) {
    super(code, message, fix)
    this.status = status
  }
}

/** The longest message that is taken, in UTF-16 units. */
export const longestMessage = 20_000

/**
 * A request's body or query as its schema says.
 * @throws HttpProblem BAD_REQUEST naming every field that is wrong; NO_MESSAGE; MESSAGE_TOO_LONG
 */
export function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const lines = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  throw new HttpProblem(400, 'BAD_REQUEST', lines.join('; '), 'Correct these fields and send it again.')
}

/** The words of a message, neither empty nor beyond measure. @throws HttpProblem NO_MESSAGE, MESSAGE_TOO_LONG */
export function readWords(text: string): string {
  if (text.trim() === '') {
    throw new HttpProblem(400, 'NO_MESSAGE', 'The message is empty.', 'Send at least one word.')
  }
  if (text.length <= longestMessage) return text
  throw new HttpProblem(
    400,
    'MESSAGE_TOO_LONG',
    `The message has ${text.length} characters, at most ${longestMessage} are taken.`,
    'Send it in parts.',
  )
}
