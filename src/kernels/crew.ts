import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { TastebudError } from '../errors.ts'
import { type Arena, at } from './arena.ts'
import { type CrewStart, control, leave } from './crew-protocol.ts'
import { type Build, compile, instantiate, type KernelName, type Kernels } from './instantiate.ts'

const mostArguments = 32

/** What a crew's threads run, and how long each may keep the others waiting when it comes up, in milliseconds. */
export interface Post {
  readonly file: string
  readonly patience: number
}
/** The compiled worker: beside this file, or in dist/ where this file runs as TypeScript source. */
const post: Post = {
  file: fileURLToPath(
    new URL(
      import.meta.url.endsWith('.ts') ? '../../dist/kernels/crew-worker.js' : './crew-worker.js',
      import.meta.url,
    ),
  ),
  // They take some 30 ms; a machine may be that busy.
  patience: 30_000,
}

/**
 * Threads that run the same kernel on the same memory, this thread among them as worker 0. A function of the module
 * that a crew runs has the signature `(control, worker, workers, ...args)` and parts its work by `worker`; what has
 * barriers in it (`assembly/parts/crew.ts`) gives the same bits every time.
 */
export class Crew {
  /** The functions of the module, to be called in this thread alone. */
  readonly kernels: Kernels
  readonly workers: number
  readonly #names: readonly string[]
  readonly #words: Int32Array
  readonly #args: Float64Array
  readonly #threads: readonly Worker[]
  readonly #patience: number
  #commands = 0
  #closed = false

  /**
   * @param workers threads in all, 1 or more; 1 starts none
   * @throws TastebudError NO_KERNELS
   */
  constructor(name: KernelName, arena: Arena, workers: number, build: Build = {}, { file, patience } = post) {
    if (!Number.isInteger(workers) || workers < 1) throw new RangeError(`a crew of ${workers} workers`)
    const module = compile(name, build)
    // A thread without a file to run is silent, and this one would wait for it.
    if (workers > 1 && !existsSync(file)) throw noThreads(`there is no ${file}`)
    this.#patience = patience
    const { memory } = arena
    this.kernels = instantiate(module, memory)
    this.workers = workers
    this.#names = WebAssembly.Module.exports(module).map((exported) => exported.name)
    this.#words = arena.i32(8)
    this.#args = arena.f64(mostArguments)
    const start = { module, memory, control: at(this.#words), values: at(this.#args), workers }
    this.#threads = Array.from({ length: workers - 1 }, (_, i) => {
      const data: CrewStart = { ...start, worker: i + 1 }
      const thread = startThread(file, data)
      // What stops it, `run` finds out by itself: it may be waiting, and no event reaches it then.
      thread.on('error', () => {})
      // A crew that nobody closed does not keep the program alive.
      thread.unref()
      return thread
    })
  }

  /** What a crew itself takes of an arena, in bytes. */
  static readonly room = 64 + 8 * mostArguments

  /**
   * Runs a function of the module on all workers and returns when all have finished; this thread is one of them, so
   * keep a call short (tens of milliseconds) and let others run in between.
   * @throws TastebudError NO_KERNELS when a worker did not come up
   * @throws Error when a worker met a trap (a bug of the kernel): the crew is of no use afterwards
   */
  run(name: string, ...args: readonly number[]): void {
    if (this.#closed) throw new Error('the crew has been closed')
    const index = this.#names.indexOf(name)
    if (index < 0 || index > 0xff) throw new RangeError(`the kernels have no function "${name}"`)
    if (args.length > mostArguments) throw new RangeError(`${args.length} arguments for "${name}"`)
    this.#muster()
    const words = this.#words
    Atomics.store(words, control.finished, 0)
    Atomics.store(words, control.arrived, 0)
    words[control.arguments] = args.length
    this.#args.set(args)
    this.#commands = (this.#commands + 1) & 0x3fffff
    Atomics.store(words, control.command, ((this.#commands + 1) << 8) | index)
    Atomics.notify(words, control.command)
    let failure: unknown
    try {
      this.kernels[name]!(at(words), 0, this.workers, ...args)
    } catch (error) {
      failure = error
      Atomics.store(words, control.broken, 1)
    }
    for (let done = 0; done < this.#threads.length; done = Atomics.load(words, control.finished)) {
      Atomics.wait(words, control.finished, done)
    }
    if (Atomics.load(words, control.broken) !== 0) {
      throw new Error(`the kernel "${name}" failed`, failure === undefined ? {} : { cause: failure })
    }
  }

  /** Waits until every thread is there, which the first run may find on its way. */
  #muster(): void {
    const words = this.#words
    const all = this.#threads.length
    for (let ready = 0; ready < all; ready = Atomics.load(words, control.ready)) {
      if (Atomics.wait(words, control.ready, ready, this.#patience) !== 'timed-out') continue
      throw noThreads(`of ${all} there are ${ready}`)
    }
  }

  /** Ends the threads. The memory and what lies in it stay. */
  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    Atomics.store(this.#words, control.command, leave)
    Atomics.notify(this.#words, control.command)
    await Promise.all(this.#threads.map((thread) => thread.terminate()))
  }
}

function startThread(file: string, workerData: CrewStart): Worker {
  try {
    return new Worker(file, { workerData })
  } catch (cause) {
    throw noThreads('the system gives no more', cause)
  }
}

function noThreads(why: string, cause?: unknown): TastebudError {
  return new TastebudError(
    'NO_KERNELS',
    `the threads of the kernels cannot start: ${why}`,
    'Run "npm run build", or set "workers" to 1.',
    { cause },
  )
}
