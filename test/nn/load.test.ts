import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
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

test('where nothing is built it says what to do', () => {
  const script = `
    import { cpSync, mkdtempSync } from 'node:fs'
    const folder = mkdtempSync(process.env.FOLDER + '/tastebud-nn-')
    cpSync('dist', folder + '/dist', { recursive: true, filter: (path) => !path.endsWith('tfjs.js') })
    const { loadEngine } = await import(folder + '/dist/nn/load.js')
    await loadEngine('wasm').catch((error) => console.log(error.code, error.fix))`
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
    env: { ...process.env, FOLDER: process.env.TMPDIR ?? '/tmp' },
  })
  expect(stdout).toBe('NN_NOT_BUILT Run "npm run build".\n')
})
