import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'

/**
 * The program in a folder of its own, where loading what trains leaves a mark: in workers too, which no hook would see.
 */
function inTrap(check: (run: (args: string[], input?: string) => { stdout: string; marked: boolean }) => void): void {
  const folder = mkdtempSync(join(tmpdir(), 'tastebud-trap-'))
  try {
    cpSync('dist', join(folder, 'dist'), { recursive: true })
    for (const name of ['node_modules', 'data', 'models', 'intents', 'package.json'])
      symlinkSync(resolve(name), join(folder, name))
    const mark = join(folder, 'mark')
    const trap = `import { writeFileSync } from 'node:fs'\nwriteFileSync(${JSON.stringify(mark)}, '')\n`
    for (const file of ['tfjs.js', 'load.js']) writeFileSync(join(folder, 'dist', 'nn', file), `${trap}export {}\n`)
    check((args, input = '') => {
      const env = { ...process.env, TASTEBUD_STORE: join(folder, 'store.sqlite') }
      const { stdout } = spawnSync(process.execPath, args, { cwd: folder, input, encoding: 'utf8', env })
      return { stdout, marked: existsSync(mark) }
    })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test('a chat that starts and answers never loads tfjs', () =>
  inTrap((run) => {
    const { stdout, marked } = run(['dist/cli/main.js', 'chat', '--json'], 'I loved Alien\nwhy the first?\n')
    const replies = stdout.trim().split('\n')
    expect(replies.some((line) => (JSON.parse(line) as { items?: unknown[] }).items?.length)).toBe(true)
    expect(marked).toBe(false)
    // what loads it falls into the trap
    expect(run(['--input-type=module', '-e', "await import('./dist/nn/load.js')"]).marked).toBe(true)
  }))
