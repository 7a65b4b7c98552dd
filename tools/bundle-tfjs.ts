/**
 * Bundles what nn/ needs of TensorFlow.js into dist/nn/tfjs.js, with its .wasm files beside it: `npm run build:nn`.
 * Neither of the packages' own entries for Node registers gradients, and their ES modules cannot be imported by Node
 * (no file endings); taken together by a bundler they can. It leaves 2 MB of 60, and nothing to install at run time.
 */
import { copyFileSync, mkdirSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = resolve(import.meta.dirname, '..')
const into = process.env.BUILD_INTO ?? 'dist'
const out = join(root, into, 'nn')
const wasm = dirname(fileURLToPath(import.meta.resolve('@tensorflow/tfjs-backend-wasm/package.json')))

const entry = `
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops'
import '@tensorflow/tfjs-backend-cpu'
export * from '@tensorflow/tfjs-core'
export { setWasmPaths } from '@tensorflow/tfjs-backend-wasm'
`
// The wasm backend is a CommonJS script inside, which asks for Node's modules and its own place.
const banner = `import { createRequire } from 'node:module'
const require = createRequire(import.meta.url), __filename = import.meta.filename, __dirname = import.meta.dirname
`

mkdirSync(out, { recursive: true })
await build({
  stdin: { contents: entry, resolveDir: root },
  outfile: join(out, 'tfjs.js'),
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  mainFields: ['module', 'main'],
  legalComments: 'eof',
  banner: { js: banner },
  logLevel: 'warning',
})
// The third, with threads, is left out: it starts eight in Node and computes with one (DECISIONS.md).
for (const name of ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm']) {
  copyFileSync(join(wasm, 'dist', name), join(out, name))
}
console.log(`tfjs.js: ${(statSync(join(out, 'tfjs.js')).size / 2 ** 20).toFixed(2)} MB`)
