import { resolve } from 'node:path'
import type { Catalogue } from '../catalogue/catalogue.ts'

/** The catalogue of a home, or of the embedded demo. */
export async function catalogueOf(home: string | undefined): Promise<Catalogue> {
  const [{ demoHome }, { openHome }, { readCatalogue, readDomain }] = await Promise.all([
    import('../bot.ts'),
    import('../home.ts'),
    import('../catalogue/read.ts'),
  ])
  const { catalogue, domain } = home === undefined ? demoHome() : await openHome(resolve(home))
  return readCatalogue([...catalogue], await readDomain(domain))
}
