import { z } from 'zod'
import { convoSchema } from './schema.ts'

/** schemas/convo.schema.json as it should be: editors complete and check conversation tests with it. */
export function convoJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(convoSchema, { io: 'input' }), null, 2)}\n`
}
