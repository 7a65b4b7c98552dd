import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { runsKernels, serving } from '../../src/kernels/serving.ts'

test('kernels here; loops over memory of any kind when asked for', () => {
  expect(runsKernels()).toBe(true)
  expect(serving('gru4rec', 64).arena.buffer).toBeInstanceOf(SharedArrayBuffer)
  const plain = serving('gru4rec', 64, true)
  expect(plain.arena.buffer).toBeInstanceOf(ArrayBuffer)
  expect(Object.keys(plain.kernels)).toEqual(['softmax'])
  expect(() => plain.arena.memory).toThrow('plain arena')
})

const withoutWasm = (script: string) =>
  spawnSync(process.execPath, ['--jitless', '--input-type=module', '--eval', script], { encoding: 'utf8' })

test('a runtime without WebAssembly scores items and says what it cannot do', () => {
  const { stdout } = withoutWasm(`
    import { ItemTable } from './dist/kernels/item-table.js'
    import { Arena } from './dist/kernels/arena.js'
    import { compile } from './dist/kernels/instantiate.js'
    const out = new Float32Array(2)
    new ItemTable(Float32Array.of(1, 2, 3, 4), 2).scores([1, 10], out)
    console.log([...out].join())
    for (const start of [() => new Arena(8), () => compile('sgns')]) {
      try { start() } catch ({ code, message }) { console.log(code, message) }
    }`)
  const none = 'NO_KERNELS this runtime has no WebAssembly'
  expect(stdout.trim().split('\n')).toEqual(['21,43', none, none])
})
