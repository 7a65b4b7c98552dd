import { existsSync, readdirSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))

/** The command line of Tastebud: built, where the build is newer than every source (as `npm test` sees to), else from source. */
export function program(): readonly string[] {
  const built = at('dist/cli/main.js')
  const since = existsSync(built) ? statSync(built).mtimeMs : 0
  const changed = readdirSync(at('src'), { recursive: true, encoding: 'utf8' }).some(
    (name) => name.endsWith('.ts') && statSync(at(`src/${name}`)).mtimeMs > since,
  )
  return changed ? [process.execPath, '--import', 'tsx', at('src/cli/main.ts')] : [process.execPath, built]
}
