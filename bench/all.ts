/**
 * Every figure of the README's table, one process each: `npm run bench`. The home of ml-latest-small is made and
 * trained in a temporary folder when the data is there (TASTEBUD_DATA, or ../shared/data).
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { dataFolder } from '../tools/data-folder.ts'

const root = resolve(import.meta.dirname, '..')
let failed = 0

function run(command: string, ...args: string[]): void {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' })
  if (status !== 0) failed++
}
const tsx = (file: string, ...args: string[]) => run(process.execPath, '--import', 'tsx', join('bench', file), ...args)
const tastebud = (...args: string[]) => run(process.execPath, join('dist', 'cli', 'main.js'), ...args)

tsx('fit.ts')
tsx('ease.ts')
tsx('start.ts')
tsx('reply.ts')

const data = dataFolder()
const small = join(data, 'ml-latest-small')
if (existsSync(small)) {
  const folder = mkdtempSync(join(tmpdir(), 'tastebud-bench-'))
  const home = join(folder, 'home')
  const texts = join(data, 'wikipedia-movies')
  tastebud('import', small, '--home', home, ...(existsSync(texts) ? ['--texts', texts] : []))
  tastebud('train', '--home', home)
  tsx('start.ts', '--home', home, '--name', 'ml-latest-small')
  tsx('reply.ts', '--home', home, '--name', 'ml-latest-small')
  rmSync(folder, { recursive: true })
} else console.log(`skipped: ${small} is not there; get MovieLens from grouplens.org and set TASTEBUD_DATA`)

process.exitCode = failed > 0 ? 1 : 0
