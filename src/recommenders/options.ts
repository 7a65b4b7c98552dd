import { z } from 'zod'
import { TastebudError } from '../errors.ts'

/**
 * A frozen, complete config from what a person gave: defaults filled in, types and ranges checked.
 *
 * @throws TastebudError BAD_OPTION that names the model, each wrong option and what was expected
 */
export function parseOptions<Config extends object>(
  model: string,
  schema: z.ZodType<Config>,
  defaults: Readonly<Config>,
  options: object,
): Readonly<Config> {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const parsed = schema.safeParse({ ...defaults, ...given })
  if (parsed.success) return Object.freeze(parsed.data)
  const faults = parsed.error.issues.map((issue) => {
    const path = issue.path.join('.')
    return path === '' ? issue.message : `${path}: ${issue.message}`
  })
  throw new TastebudError(
    'BAD_OPTION',
    `wrong options for the model "${model}": ${faults.join('; ')}`,
    `Options of ${model}: ${Object.keys(schema instanceof z.ZodObject ? schema.shape : defaults).join(', ') || 'none'}.`,
  )
}
