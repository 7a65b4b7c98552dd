import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { TastebudError } from '../../../errors.ts'
import { tokenize } from '../text/tokenize.ts'
import { badIntents, readYaml } from '../yaml-file.ts'

const schema = z.strictObject({
  intents: z.record(
    z.string().regex(/^[a-z][a-z_]*$/, 'an intent is named in lower case with underscores'),
    z.strictObject({
      /** What it is for; for people who edit the file. */
      about: z.string().optional(),
      examples: z.array(z.string().trim().min(1)).min(1),
    }),
  ),
})

/** Slots that stand for what the linker finds; the classifier sees these and never the titles behind them. */
export const SLOTS = ['title', 'person', 'tag', 'axis', 'number', 'newer', 'nth'] as const
export type Slot = (typeof SLOTS)[number]
/** Slots that stand for the domain's own words. */
const DOMAIN_SLOTS: ReadonlySet<string> = new Set(['noun', 'nouns', 'watch', 'watched', 'watching'])
/** Files of the folder that tell what is said, not what is understood. */
const SAID: ReadonlySet<string> = new Set(['replies.yml', 'small-talk.yml'])
/** ... and those that hold no intents either. */
const OTHERS: ReadonlySet<string> = new Set(['words.yml', 'stances.yml'])

/** The files of a folder that understanding hangs on, sorted. */
export const understoodFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => /\.ya?ml$/.test(file) && !SAID.has(file))
    .sort()

export interface IntentExample {
  readonly text: string
  readonly intent: number
  /** `path:line` */
  readonly where: string
}

export interface Intents {
  /** Sorted by name. */
  readonly names: readonly string[]
  /** Examples with the index of their intent, slots still in braces. */
  readonly examples: readonly IntentExample[]
}

/**
 * Reads every intent file of a folder.
 * @throws TastebudError NO_FILE, BAD_INTENTS with `path:line` (malformed, an unknown slot, one example twice)
 */
export function readIntents(folder: string): Intents {
  let files: string[]
  try {
    files = understoodFiles(folder).filter((file) => !OTHERS.has(file))
  } catch (cause) {
    throw new TastebudError('NO_FILE', `the intents folder ${folder} cannot be read`, 'Check its path.', { cause })
  }
  const seen = new Map<string, { intent: string; where: string }>()
  const byIntent = new Map<string, { text: string; where: string }[]>()
  for (const file of files) {
    const { data, line, path } = readYaml(join(folder, file), schema)
    for (const [intent, { examples }] of Object.entries(data.intents)) {
      const list = byIntent.get(intent) ?? []
      byIntent.set(intent, list)
      examples.forEach((text, i) => {
        const at = () => line(['intents', intent, 'examples', i])
        for (const [, slot = ''] of text.matchAll(/\{(\w*)\}/g)) {
          if (!(SLOTS as readonly string[]).includes(slot) && !DOMAIN_SLOTS.has(slot))
            throw badIntents(path, at(), `no slot is called {${slot}}`)
        }
        const key = tokenize(text)
          .map(({ folded }) => folded)
          .join(' ')
        const before = seen.get(key)
        if (before)
          throw badIntents(path, at(), `"${text}" is an example of ${intent} and of ${before.intent} (${before.where})`)
        const where = `${path}:${at()}`
        seen.set(key, { intent, where })
        list.push({ text, where })
      })
    }
  }
  if (byIntent.size === 0)
    throw new TastebudError('NO_FILE', `no intents in ${folder}`, 'Add a .yml file with intents and examples.')
  const names = [...byIntent.keys()].sort()
  return {
    names,
    examples: names.flatMap((name, intent) => (byIntent.get(name) ?? []).map((example) => ({ ...example, intent }))),
  }
}
