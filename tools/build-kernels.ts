/**
 * Compiles every entry of assembly/ to dist/kernels/NAME.wasm, and once more with relaxed SIMD to
 * dist/kernels/NAME.relaxed.wasm. `tsx tools/build-kernels.ts [name ...]`; BUILD_INTO names another folder than dist.
 */
import { mkdirSync, readdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { main } from 'assemblyscript/asc'

const root = resolve(import.meta.dirname, '..')
const into = process.env.BUILD_INTO ?? 'dist'
const only = process.argv.slice(2)
const entries = readdirSync(join(root, 'assembly'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length))
  .filter((name) => only.length === 0 || only.includes(name))

// Any memory of up to 4 GiB may be handed in; the arena says how large it is.
const options = `--optimizeLevel 3 --shrinkLevel 0 --noAssert --runtime stub --importMemory --sharedMemory
  --initialMemory 1 --maximumMemory 65536 --use abort= --enable simd --enable threads --enable bulk-memory`.split(/\s+/)

mkdirSync(join(root, into, 'kernels'), { recursive: true })
for (const name of entries) {
  for (const relaxed of [false, true]) {
    const target = `${into}/kernels/${name}${relaxed ? '.relaxed' : ''}.wasm`
    const more = relaxed ? ['--enable', 'relaxed-simd', '--use', 'RELAXED=1'] : []
    const { error, stderr } = await main(
      [`assembly/${name}.ts`, '--baseDir', root, '--outFile', target, ...options, ...more],
      {},
    )
    if (error) {
      console.error(`${target}: ${error.message}\n${stderr.toString()}`)
      process.exitCode = 1
    }
  }
}
