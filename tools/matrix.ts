import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

/**
 * Runs the tests on each supported Node, brought by the npm package `node` into a temporary folder:
 * `npm run test:matrix`, or `npm run test:matrix -- 22` for one of them. Further words go to Vitest.
 */
const asked = process.argv.slice(2)
const versions = asked.filter((word) => /^\d+$/.test(word))
const rest = asked.filter((word) => !/^\d+$/.test(word))

const folder = mkdtempSync(join(tmpdir(), 'tastebud-matrix-'))
const outcomes: { node: string; passed: boolean; seconds: number }[] = []
try {
  execFileSync('npm', ['run', 'build'], { stdio: 'inherit' })
  for (const version of versions.length > 0 ? versions : ['20', '22', '24']) {
    const node = bring(version)
    const name = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
    console.log(`\n=== Node ${name} ===`)
    const began = performance.now()
    // First on the path as well, for the children that tests start by name.
    const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` }
    const { status } = spawnSync(node, ['node_modules/vitest/vitest.mjs', 'run', ...rest], { stdio: 'inherit', env })
    outcomes.push({ node: name, passed: status === 0, seconds: (performance.now() - began) / 1000 })
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
for (const { node, passed, seconds } of outcomes) {
  console.log(`Node ${node.padEnd(10)} ${passed ? 'passed' : 'FAILED'} in ${seconds.toFixed(0)} s`)
}
process.exitCode = outcomes.every(({ passed }) => passed) ? 0 : 1

/** The path of a Node of this major version. */
function bring(version: string): string {
  const prefix = join(folder, version)
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--no-save', '--prefix', prefix, `node@${version}`], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const node = join(prefix, 'node_modules', 'node', 'bin', 'node')
  if (!existsSync(node)) throw new Error(`the package node@${version} brought no ${node}`)
  return node
}
