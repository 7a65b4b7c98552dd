import { access } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parse, stringify } from 'yaml'
import { z } from 'zod'
import type { Catalogue } from './catalogue/catalogue.ts'
import { readCatalogue, readDomain } from './catalogue/read.ts'
import type { Interactions } from './datasets/interactions.ts'
import { readInteractions } from './datasets/read.ts'
import { text } from './datasets/readers/lines.ts'
import { TastebudError } from './errors.ts'

/**
 * A home is a folder that the bot can live in: what can be recommended, what people did, and fitted models. `home.yml`
 * says what lies where; paths in it start from the folder. (`tastebud.yml` beside it is the operator's: port, limits.)
 */
export const homeSchema = z.strictObject({
  name: z.string().min(1),
  domain: z.string().default('domain.yml'),
  /** Catalogue files, in order. */
  catalogue: z.array(z.string()).min(1),
  /** What people did; absent where there is nothing of it. */
  interactions: z.string().optional(),
  /** Events of at least this value are likes, the only ones that models learn from; absent: every event is one. */
  like: z.number().optional(),
  /** Recommenders to fit, by name, each with its options. */
  models: z.record(z.string(), z.record(z.string(), z.unknown())),
})
export type HomeConfig = z.infer<typeof homeSchema>

export const homeFile = 'home.yml'

/** A home's config with every path made absolute. */
export interface Home {
  readonly dir: string
  readonly config: HomeConfig
  readonly domain: string
  readonly catalogue: readonly string[]
  readonly interactions?: string
  /** Folder with one fitted model a folder; absent until `tastebud train` has made it. */
  readonly models?: string
}

/**
 * Opens a folder that `tastebud import` made.
 * @throws TastebudError NO_HOME, BAD_HOME
 */
export async function openHome(dir: string): Promise<Home> {
  const path = join(dir, homeFile)
  if (!(await isHome(dir))) {
    throw new TastebudError(
      'NO_HOME',
      `${dir} is no home: there is no ${homeFile} in it`,
      'Make one with "tastebud import".',
    )
  }
  const bad = (what: string) =>
    new TastebudError('BAD_HOME', `${path}: ${what}`, 'Mend it, or import again with --force.')
  let values: unknown
  try {
    values = parse(await text(path))
  } catch (cause) {
    throw bad((cause as Error).message.split('\n')[0] ?? 'not YAML')
  }
  const parsed = homeSchema.safeParse(values)
  if (!parsed.success) {
    throw bad(parsed.error.issues.map((issue) => `${issue.path.join('.') || 'top'}: ${issue.message}`).join('; '))
  }
  const config = parsed.data
  const at = (name: string) => resolve(dir, name)
  const models = modelsOf(dir)
  return {
    dir: resolve(dir),
    config,
    domain: at(config.domain),
    catalogue: config.catalogue.map(at),
    ...(config.interactions === undefined ? {} : { interactions: at(config.interactions) }),
    ...((await exists(models)) ? { models } : {}),
  }
}

/** Where the fitted models of a home lie, or will lie. */
export const modelsOf = (dir: string): string => resolve(dir, 'models')

export const isHome = (dir: string): Promise<boolean> => exists(join(dir, homeFile))

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** The text of `home.yml`. */
export function homeYaml(config: HomeConfig): string {
  return `# Made by "tastebud import". Change the models and their options, then run "tastebud train".\n${stringify(config)}`
}

/** The home's catalogue and what people did, both validated. */
export async function readHome(home: Home): Promise<{ catalogue: Catalogue; interactions?: Interactions }> {
  const catalogue = await readCatalogue(home.catalogue, await readDomain(home.domain))
  if (home.interactions === undefined) return { catalogue }
  return { catalogue, interactions: (await readInteractions(home.interactions)).interactions }
}
