import { z } from 'zod'
import { convoSchema } from './schema.ts'

/** schemas/convo.schema.json as it should be: editors complete and check conversation tests with it. */
export function convoJsonSchema(): unknown {
  return z.toJSONSchema(convoSchema, { io: 'input', reused: 'ref' })
}
