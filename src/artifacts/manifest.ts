import { z } from 'zod'

/** Raised whenever the files change in a way that older programs would misread. */
export const formatVersion = 1

export const tensorTypes = ['float32', 'float64', 'uint32', 'int32', 'uint8'] as const
export type TensorType = (typeof tensorTypes)[number]

/** A name is also the file's name, so it can hold no path. */
export const tensorName = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/)
const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** What lies beside the weights. There is no time and no machine in it: equal fits give equal bytes. */
export const manifestSchema = z.strictObject({
  format: z.literal('tastebud-model'),
  formatVersion: z.literal(formatVersion),
  /** Name of the recipe. */
  model: z.string().min(1).max(100),
  /** Options of the recipe, complete. */
  config: z.record(z.string(), z.unknown()),
  /** The items in the order of the rows; the ids themselves are in `items.json`. */
  items: z.strictObject({ count: z.int().min(0), sha256: hash }),
  /** What it was trained on. */
  data: z.strictObject({ fingerprint: z.string().max(200), events: z.int().min(0) }),
  /** Figures measured when it was made, by name. */
  metrics: z.record(z.string(), z.number()),
  /** Versions of what made it. */
  versions: z.record(z.string(), z.string()),
  /** What a person should know of it. */
  notes: z.array(z.string()),
  /** Raw little-endian numbers, in `<name>.bin`. */
  tensors: z.record(
    tensorName,
    z.strictObject({ type: z.enum(tensorTypes), length: z.int().min(0), bytes: z.int().min(0), sha256: hash }),
  ),
})
export type Manifest = z.infer<typeof manifestSchema>
