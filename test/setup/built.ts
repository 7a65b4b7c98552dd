import { existsSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { sourcesOf } from '../structure/sources.ts'

/** Vitest's global setup: the tests of the worker and of the program run dist/, which must be of these sources. */
export default function setup(): void {
  const wrong = staleness(resolve(import.meta.dirname, '../..'), sourcesOf('src'))
  if (wrong !== undefined) console.warn(`${wrong}: tests that run the program run the old one until "npm run build".`)
}

/** What of `dist/` is not built from `src/` as it is now, in a line; undefined where all is. @param sources `src/a/b.ts` */
export function staleness(root: string, sources: readonly string[]): string | undefined {
  for (const source of sources) {
    if (source.endsWith('.d.ts')) continue
    const built = source.replace(/^src\//, 'dist/').replace(/\.ts$/, '.js')
    if (!existsSync(join(root, built))) return `${built} is not there`
    if (statSync(join(root, built)).mtimeMs < statSync(join(root, source)).mtimeMs)
      return `${built} is older than ${source}`
  }
  return undefined
}
