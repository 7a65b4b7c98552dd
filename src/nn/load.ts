import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { TastebudError } from '../errors.ts'
import type { TF } from './tf.ts'
import { registerFixes } from './wasm/fixes.ts'

/** `tensorflow` = the native library of tfjs-node. */
export type BackendName = 'tensorflow' | 'wasm' | 'cpu'

export interface Engine {
  readonly tf: TF
  readonly backend: BackendName
  /** Why this one, in a clause for people. */
  readonly reason: string
}

/** The bundle has the wasm backend's one function beside the core's. */
type Bundle = TF & { readonly setWasmPaths: (folder: string) => void }

/**
 * The one place that chooses a backend: tfjs-node where it is installed and loads, else WebAssembly, else plain
 * JavaScript. What is loaded stays for the life of the process; asking again gives the same namespace.
 *
 * Only training asks. It costs about 60 ms and 60 MB, so that nothing of a chat may import this file.
 *
 * @param only a backend to use whatever else there is; for tests, which compare them
 * @throws TastebudError NN_NOT_BUILT, NN_NO_BACKEND
 */
export async function loadEngine(only?: BackendName): Promise<Engine> {
  const refusals: string[] = []
  if (only === undefined || only === 'tensorflow') {
    const native = await tryNative()
    if (typeof native !== 'string')
      return { tf: native, backend: 'tensorflow', reason: 'tfjs-node is installed and loads' }
    refusals.push(native)
  }
  if (only !== 'tensorflow') {
    const { tf, simd } = await bundle()
    if (only !== 'cpu') {
      if (await withoutListeners(() => tf.setBackend('wasm'))) {
        return {
          tf,
          backend: 'wasm',
          reason: `${refusals.join()}${simd ? '' : `${refusals.length ? '; ' : ''}no SIMD here`}`,
        }
      }
      refusals.push('WebAssembly does not start')
    }
    if (only !== 'wasm' && (await tf.setBackend('cpu'))) return { tf, backend: 'cpu', reason: refusals.join('; ') }
  }
  throw new TastebudError(
    'NN_NO_BACKEND',
    `no backend to train with: ${refusals.join('; ')}`,
    'Run "tastebud doctor", and use a Node that has WebAssembly.',
  )
}

/** The wasm backend's start hangs listeners on the process that turn every rejection into a crash; they go again. */
async function withoutListeners<T>(start: () => Promise<T>): Promise<T> {
  const events = ['uncaughtException', 'unhandledRejection']
  const before = new Set(events.flatMap((event) => process.listeners(event as 'exit')))
  const result = await start()
  for (const event of events) {
    for (const listener of process.listeners(event as 'exit')) {
      if (!before.has(listener)) process.off(event, listener)
    }
  }
  return result
}

let native: Promise<TF | string> | undefined

/** tfjs-node's own namespace (it brings its own core, so all must use that), or why there is none. */
function tryNative(): Promise<TF | string> {
  native ??= importNative()
  return native
}

async function importNative(): Promise<TF | string> {
  if (Number(process.versions.node.split('.')[0]) >= 23) return 'tfjs-node does not load on Node 23 and newer'
  // A name that the compiler cannot see: the package may be missing, and mostly is.
  const name: string = '@tensorflow/tfjs-node'
  try {
    const loaded = (await import(name)) as TF & { readonly default?: TF }
    const tf = loaded.default ?? loaded
    await tf.ready()
    return tf.getBackend() === 'tensorflow' ? tf : 'tfjs-node is installed but does not start'
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ERR_MODULE_NOT_FOUND' ? 'tfjs-node is not installed' : 'tfjs-node is installed but does not load'
  }
}

let bundled: Promise<{ tf: TF; simd: boolean }> | undefined

function bundle(): Promise<{ tf: TF; simd: boolean }> {
  bundled ??= importBundle()
  return bundled
}

async function importBundle(): Promise<{ tf: TF; simd: boolean }> {
  // Beside this file in dist/; where the sources run by themselves, still in dist/.
  const here = import.meta.dirname
  const folder = [here, join(here, '..', '..', 'dist', 'nn')].find((one) => existsSync(join(one, 'tfjs.js')))
  if (folder === undefined) {
    throw new TastebudError('NN_NOT_BUILT', 'dist/nn/tfjs.js is not there', 'Run "npm run build".')
  }
  const tf = (await import(pathToFileURL(join(folder, 'tfjs.js')).href)) as Bundle
  // Without this the cpu backend advertises tfjs-node on the console.
  tf.env().set('PROD', true)
  tf.setWasmPaths(`${folder}/`)
  registerFixes(tf)
  return { tf, simd: (await tf.env().getAsync('WASM_HAS_SIMD_SUPPORT')) === true }
}
