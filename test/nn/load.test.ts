import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadEngine } from '../../src/nn/load.ts'

test('takes WebAssembly where there is no tfjs-node, and says so', async () => {
  const { tf, backend, reason } = await loadEngine()
  expect(tf.getBackend()).toBe(backend)
  // A machine with a native library that loads takes that, and says that.
  expect(`${backend}: ${reason}`).toMatch(
    /^(wasm: tfjs-node (is not installed|is installed but does not load|does not load on Node 23)|tensorflow: )/,
  )
})

test('one backend may be asked for, and asking again gives the same namespace', async () => {
  const cpu = await loadEngine('cpu')
  expect([cpu.backend, cpu.tf.getBackend()]).toEqual(['cpu', 'cpu'])
  const wasm = await loadEngine('wasm')
  expect([wasm.backend, wasm.tf.getBackend()]).toEqual(['wasm', 'wasm'])
  expect(wasm.tf).toBe(cpu.tf)
})

test('the built program finds it too, says nothing by itself, catches no errors of others and lets the process end', () => {
  const script = `
    const before = ['uncaughtException', 'unhandledRejection'].map((name) => process.listenerCount(name))
    const { loadEngine } = await import('./dist/nn/load.js')
    const { tf } = await loadEngine('wasm')
    await loadEngine('cpu')
    tf.add(1, 1)
    const after = ['uncaughtException', 'unhandledRejection'].map((name) => process.listenerCount(name))
    if (String(before) !== String(after)) console.log('listeners', before, after)`
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    timeout: 20_000,
  })
  expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 })
})

/** What the built loader says in a folder of its own, with some files beside it. */
function loadIn(files: Record<string, string>, bundle: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'tastebud-nn-'))
  try {
    const filter = (path: string) => bundle || !path.endsWith('tfjs.js')
    for (const part of ['nn', 'errors.js'])
      cpSync(join('dist', part), join(folder, 'dist', part), { recursive: true, filter })
    for (const [path, text] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    const script = `
      const { loadEngine } = await import(${JSON.stringify(join(folder, 'dist', 'nn', 'load.js'))})
      const said = await loadEngine().catch(({ code, fix }) => ({ backend: code, reason: fix }))
      console.log(said.backend + ': ' + said.reason)`
    const run = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
    return run.stdout + run.stderr
  } finally {
    rmSync(folder, { recursive: true })
  }
}
const native = (code: string) => ({
  'node_modules/@tensorflow/tfjs-node/package.json': '{"main":"index.js"}',
  'node_modules/@tensorflow/tfjs-node/index.js': code,
})

test('where nothing is built it says what to do', () => {
  expect(loadIn({}, false)).toBe('NN_NOT_BUILT: Run "npm run build".\n')
})

describe('tfjs-node', () => {
  const newer = Number(process.versions.node.split('.')[0]) >= 23
  const otherwise = (reason: string) => `wasm: ${newer ? 'tfjs-node does not load on Node 23 and newer' : reason}\n`

  test('is taken where it loads', () => {
    const sound = "exports.ready = async () => {}; exports.getBackend = () => 'tensorflow'"
    expect(loadIn(native(sound), true)).toBe(newer ? otherwise('') : 'tensorflow: tfjs-node is installed and loads\n')
  })

  test('that fails to load or to start is left, and the reason told', () => {
    expect(loadIn(native("throw new Error('no native library')"), true)).toBe(
      otherwise('tfjs-node is installed but does not load'),
    )
    const idle = "exports.ready = async () => {}; exports.getBackend = () => 'cpu'"
    expect(loadIn(native(idle), true)).toBe(otherwise('tfjs-node is installed but does not start'))
    expect(loadIn({}, true)).toBe(otherwise('tfjs-node is not installed'))
  })
})
