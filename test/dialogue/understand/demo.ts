import { readdirSync } from 'node:fs'
import type { Catalogue } from '../../../src/catalogue/catalogue.ts'
import { readCatalogue, readDomain } from '../../../src/catalogue/read.ts'

/** The demo films. */
export async function demoCatalogue(): Promise<Catalogue> {
  const files = readdirSync('data/films')
    .filter((file) => file.endsWith('.jsonl'))
    .sort()
  return readCatalogue(
    files.map((file) => `data/films/${file}`),
    await readDomain('data/films/domain.yml'),
  )
}
