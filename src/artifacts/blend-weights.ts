import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { canonicalJson } from './canonical.ts'
import { corrupt, unwritable, wrongVersion } from './errors.ts'
import { readPlain, Unreadable } from './read-file.ts'

/** Lies beside the models' folders; absent where the shipped weights are used. */
export const BLEND_FILE = 'blend.json'
const formatVersion = 1
const mostBytes = 2 ** 20

const schema = z.strictObject({
  format: z.literal('tastebud-blend'),
  formatVersion: z.literal(formatVersion),
  /** Weight of each source by its name, 0 or more. */
  weights: z.record(z.string(), z.number().min(0).max(1e6)),
  /** What they were fitted on. */
  data: z.strictObject({ fingerprint: z.string().max(200) }),
  /** Figures on people that took part in no fitting, by name. */
  metrics: z.record(z.string(), z.number()),
})
export type BlendWeights = Omit<z.infer<typeof schema>, 'format' | 'formatVersion'>

/**
 * Writes the weights beside the models: the old file or the new one, whenever the machine stops.
 * @throws TastebudError ARTIFACT_UNWRITABLE
 */
export async function saveBlendWeights(folder: string, content: BlendWeights): Promise<void> {
  const path = join(folder, BLEND_FILE)
  const draft = `${path}.draft-${process.pid}`
  try {
    await mkdir(dirname(path), { recursive: true })
    const file = await open(draft, 'w')
    try {
      await file.writeFile(canonicalJson({ format: 'tastebud-blend', formatVersion, ...content }, 2))
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => {})
    throw error instanceof Error && 'code' in error && 'syscall' in error ? unwritable(path, error) : error
  }
}

/** Undefined where there are none. @throws TastebudError ARTIFACT_CORRUPT, ARTIFACT_VERSION */
export async function loadBlendWeights(folder: string): Promise<BlendWeights | undefined> {
  const path = join(folder, BLEND_FILE)
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder().decode(await readPlain(path, mostBytes)))
  } catch (error) {
    if (error instanceof Unreadable && error.code === 'ENOENT') return undefined
    throw corrupt(path, error instanceof Unreadable ? error.message : 'it cannot be read as JSON', error)
  }
  const version = z.object({ formatVersion: z.unknown() }).safeParse(json)
  if (version.success && version.data.formatVersion !== formatVersion) {
    throw wrongVersion(path, version.data.formatVersion, formatVersion)
  }
  const parsed = schema.safeParse(json)
  if (!parsed.success) {
    const [first] = parsed.error.issues
    throw corrupt(path, `${first?.path.join('.')}: ${first?.message}`)
  }
  const { weights, data, metrics } = parsed.data
  return { weights, data, metrics }
}

/** Removes weights that were fitted for other models. */
export const removeBlendWeights = (folder: string): Promise<void> => rm(join(folder, BLEND_FILE), { force: true })
