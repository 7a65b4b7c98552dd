/**
 * `npm run build`: everything of dist/, made in a folder beside it and put in its place when whole. A program or a test
 * that runs from dist/ meanwhile (npx runs `prepare` in a checkout before it starts) never sees it empty or half made,
 * and a build that fails leaves the last one where it was.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')
const into = `dist.${process.pid}`

/** Removes what a build left that was killed. */
function sweep(): void {
  for (const name of readdirSync(root)) {
    const pid = Number(/^dist\.(\d+)(?:\.old)?$/.exec(name)?.[1])
    if (pid > 0 && (pid === process.pid || !alive(pid))) rmSync(join(root, name), { recursive: true, force: true })
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function step(bin: string, ...args: string[]): void {
  const script = join(root, 'node_modules', ...bin.split('/'))
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, BUILD_INTO: into },
  })
  if (status !== 0) {
    sweep()
    process.exit(status ?? 1)
  }
}

sweep()
step('typescript/bin/tsc', '-p', 'tsconfig.build.json', '--outDir', into)
step('tsx/dist/cli.mjs', 'tools/build-kernels.ts')
step('tsx/dist/cli.mjs', 'tools/bundle-tfjs.ts')
const dist = join(root, 'dist')
if (existsSync(dist)) renameSync(dist, join(root, `${into}.old`))
renameSync(join(root, into), dist)
sweep()
