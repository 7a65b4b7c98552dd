import { execFile } from 'node:child_process'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { readCatalogue, readDomain } from '../catalogue/read.ts'
import { openHome } from '../home.ts'
import type { ConvoFile } from './read-convo.ts'

/** A home that was made for the time of the tests. */
export interface MadeHome {
  readonly dir: string
  readonly catalogue: Catalogue
}

/** What a conversation's `home` names, as a path; undefined where it talks with the demo. */
export const sourceOf = ({ path, home }: Pick<ConvoFile, 'path' | 'home'>): string | undefined =>
  home === undefined ? undefined : resolve(dirname(path), home)

/**
 * Makes the homes that conversations name, each once, as a person would: with the program's own `import` and `train`.
 * @param folder an empty folder for them
 * @param program the command line of Tastebud itself
 * @returns homes by source
 * @throws Error with what the program complained about
 */
export async function makeHomes(
  files: readonly ConvoFile[],
  folder: string,
  program: readonly string[],
): Promise<ReadonlyMap<string, MadeHome>> {
  const sources = new Set(files.map(sourceOf).filter((source) => source !== undefined))
  const homes = new Map<string, MadeHome>()
  for (const source of sources) {
    const dir = join(folder, String(homes.size))
    await run(program, ['import', source, '--home', dir])
    await run(program, ['train', '--home', dir])
    const { catalogue, domain } = await openHome(dir)
    homes.set(source, { dir, catalogue: await readCatalogue([...catalogue], await readDomain(domain)) })
  }
  return homes
}

async function run([file = process.execPath, ...before]: readonly string[], words: string[]): Promise<void> {
  await promisify(execFile)(file, [...before, ...words])
}
