import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { Catalogue } from '../../catalogue/catalogue.ts'
import { deadlineDefaults } from '../../deadlines.ts'
import { TastebudError } from '../../errors.ts'
import { degradedMeaning, Fallback } from './fallback.ts'
import type { MindSource } from './load.ts'
import type { Mind } from './mind.ts'
import type { Answers, FromWorker, PlainError, Request, ToWorker, WorkerStart } from './worker-protocol.ts'

export interface WorkerMindOptions {
  /** What the worker loads. */
  readonly source: MindSource
  /** The same catalogue on this side, for the fallback. */
  readonly catalogue: Catalogue
  /** Milliseconds that the worker may think about one request. A request also waits at most so long for its turn. */
  readonly deadlines?: Partial<Deadlines>
  /** Told what went wrong, for the log; nothing is printed here. */
  readonly onTrouble?: (trouble: Trouble) => void
  /** The worker's compiled file, where it is not ours: it must speak the same protocol. */
  readonly worker?: string
}

export interface Deadlines {
  readonly understand: number
  readonly recommend: number
  readonly question: number
  readonly itemQuestion: number
}

export interface Trouble {
  /** late: past its deadline, the worker is replaced. waited: its turn never came. failed: it threw. stopped: the worker died. */
  readonly kind: 'late' | 'waited' | 'failed' | 'stopped'
  readonly request?: Request['kind']
  readonly error?: Error
}

export interface WorkerMind extends Mind {
  /** Settles when the first worker has loaded; rejects with what it could not load. */
  readonly ready: Promise<void>
}

export const defaultDeadlines: Deadlines = Object.freeze({
  understand: deadlineDefaults.understandMs,
  recommend: deadlineDefaults.scoreMs,
  question: deadlineDefaults.scoreMs,
  itemQuestion: deadlineDefaults.scoreMs,
})
const slowestRestart = 30_000

/**
 * A mind in a worker thread. Requests run one at a time; one that outlives its deadline gets a plain
 * answer (`degraded`), and its worker is ended and replaced. Until the new one has loaded, every
 * answer is a plain one. Nothing here waits for the worker without a deadline, save the first start.
 * @throws TastebudError BAD_CONFIG for limits that the catalogue cannot keep
 */
export function createWorkerMind(options: WorkerMindOptions): WorkerMind {
  return new Supervisor(options)
}

interface Job {
  readonly id: number
  readonly request: Request
  readonly deadline: number
  readonly answer: (value: Answers[keyof Answers]) => void
  readonly refuse: (error: Error) => void
  timer?: NodeJS.Timeout | undefined
}

class Supervisor implements WorkerMind {
  readonly ready: Promise<void>
  readonly #options: WorkerMindOptions
  readonly #deadlines: Deadlines
  readonly #fallback: Fallback
  readonly #waiting: Job[] = []
  #running: Job | undefined
  #worker: Worker | undefined
  #loaded = false
  #everLoaded = false
  #broken: Error | undefined
  #restarts = 0
  #restart: NodeJS.Timeout | undefined
  #closed = false
  #lastId = 0
  #settleReady: { resolve: () => void; reject: (error: Error) => void } | undefined

  constructor(options: WorkerMindOptions) {
    this.#options = options
    this.#deadlines = { ...defaultDeadlines, ...options.deadlines }
    this.#fallback = new Fallback(options.catalogue, options.source.limits)
    this.ready = new Promise((resolve, reject) => {
      this.#settleReady = { resolve, reject }
    })
    // Whoever does not await `ready` meets the same error in the first request.
    this.ready.catch(() => {})
    this.#start()
  }

  understand: Mind['understand'] = (text, context) => this.#ask({ kind: 'understand', text, context })
  recommend: Mind['recommend'] = (wish) => this.#ask({ kind: 'recommend', wish })
  question: Mind['question'] = (wish, askedBefore) => this.#ask({ kind: 'question', wish, askedBefore })

  itemQuestion: NonNullable<Mind['itemQuestion']> = (wish, askedBefore) =>
    this.#ask({ kind: 'itemQuestion', wish, askedBefore })

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#restart)
    const jobs = [...(this.#running ? [this.#running] : []), ...this.#waiting.splice(0)]
    this.#running = undefined
    for (const job of jobs) this.#degrade(job)
    this.#settleReady?.resolve()
    this.#worker?.removeAllListeners()
    await this.#worker?.terminate()
    this.#worker = undefined
  }

  #ask<Kind extends Request['kind']>(request: Request & { kind: Kind }): Promise<Answers[Kind]> {
    if (this.#broken) return Promise.reject(this.#broken)
    return new Promise((resolve, refuse) => {
      const job: Job = {
        id: ++this.#lastId,
        request,
        deadline: this.#deadlines[request.kind],
        answer: resolve as Job['answer'],
        refuse,
      }
      if (this.#closed) {
        this.#degrade(job)
        return
      }
      this.#waiting.push(job)
      if (this.#everLoaded) this.#limitWaiting(job)
      this.#next()
    })
  }

  #limitWaiting(job: Job): void {
    job.timer = setTimeout(() => {
      const at = this.#waiting.indexOf(job)
      if (at < 0) return
      this.#waiting.splice(at, 1)
      this.#trouble({ kind: 'waited', request: job.request.kind })
      this.#degrade(job)
    }, job.deadline)
  }

  #next(): void {
    if (!this.#worker || !this.#loaded || this.#running) return
    const job = this.#waiting.shift()
    if (!job) return
    clearTimeout(job.timer)
    this.#running = job
    // Where this thread was busy itself, an answer may already lie in the mailbox: read it before judging.
    job.timer = setTimeout(() => setImmediate(() => this.#late(job)), job.deadline)
    this.#worker.postMessage({ id: job.id, request: job.request } satisfies ToWorker)
  }

  #late(job: Job): void {
    if (this.#running !== job) return
    this.#trouble({ kind: 'late', request: job.request.kind })
    this.#replace()
    this.#degrade(job)
  }

  #start(): void {
    this.#loaded = false
    const { source, worker: file = workerFile() } = this.#options
    const worker = new Worker(file, { workerData: { source } satisfies WorkerStart, execArgv: [] })
    this.#worker = worker
    worker.on('message', (message: FromWorker) => this.#hear(message))
    worker.on('error', (error) => this.#stopped(worker, error))
    worker.on('exit', (code) => this.#stopped(worker, new Error(`the worker stopped with exit code ${code}`)))
  }

  #hear(message: FromWorker): void {
    if (message.kind === 'ready') {
      if (message.popularity) this.#fallback.learn(message.popularity)
      this.#loaded = true
      this.#restarts = 0
      if (!this.#everLoaded) for (const job of this.#waiting) this.#limitWaiting(job)
      this.#everLoaded = true
      this.#settleReady?.resolve()
      this.#next()
      return
    }
    if (message.kind === 'not ready') {
      this.#stopped(this.#worker, revive(message.error))
      return
    }
    const job = this.#running
    if (!job || job.id !== message.id) return
    clearTimeout(job.timer)
    this.#running = undefined
    if (message.kind === 'answer') job.answer(message.value)
    else {
      this.#trouble({ kind: 'failed', request: job.request.kind, error: revive(message.error) })
      this.#degrade(job)
    }
    this.#next()
  }

  /** The worker died, or could not load: at the first start that is the operator's to mend, later it is tried again. */
  #stopped(worker: Worker | undefined, error: Error): void {
    if (this.#closed || worker !== this.#worker) return
    if (!this.#everLoaded) {
      this.#broken = error
      this.#end(worker)
      this.#settleReady?.reject(error)
      for (const job of this.#waiting.splice(0)) job.refuse(error)
      return
    }
    this.#trouble({ kind: 'stopped', error })
    const job = this.#running
    this.#replace()
    if (job) this.#degrade(job)
  }

  /** At once the first time, then after 1, 2, 4 ... seconds as long as no new worker gets to load. */
  #replace(): void {
    this.#running = undefined
    this.#end(this.#worker)
    const pause = this.#restarts === 0 ? 0 : Math.min(slowestRestart, 1000 * 2 ** (this.#restarts - 1))
    this.#restarts++
    clearTimeout(this.#restart)
    if (pause === 0) this.#start()
    else this.#restart = setTimeout(() => this.#start(), pause)
  }

  #end(worker: Worker | undefined): void {
    this.#worker = undefined
    this.#loaded = false
    worker?.removeAllListeners()
    // A worker that is being ended may still fail; nobody is left to care.
    worker?.on('error', () => {})
    void worker?.terminate()
  }

  #degrade(job: Job): void {
    clearTimeout(job.timer)
    const { request } = job
    if (request.kind === 'understand') job.answer(degradedMeaning(request.text))
    else if (request.kind === 'recommend') job.answer(this.#fallback.recommend(request.wish))
    else job.answer(undefined)
  }

  #trouble(trouble: Trouble): void {
    this.#options.onTrouble?.(trouble)
  }
}

/** The compiled worker: beside this file, or in dist/ where this file runs as TypeScript source. */
function workerFile(): string {
  const place = import.meta.url.endsWith('.ts') ? '../../../dist/dialogue/mind/worker.js' : './worker.js'
  return fileURLToPath(new URL(place, import.meta.url))
}

function revive(plain: PlainError): Error {
  if (plain.code !== undefined && plain.fix !== undefined)
    return new TastebudError(plain.code, plain.message, plain.fix)
  const error = new Error(plain.message)
  if (plain.stack) error.stack = plain.stack
  return error
}
