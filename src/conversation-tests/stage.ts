import { join } from 'node:path'
import type { Catalogue } from '../catalogue/catalogue.ts'
import { record } from '../dialogue/track/record.ts'
import type { PersonKey, Store } from '../store/contract.ts'
import { openStore } from '../store/open.ts'
import type { Driver } from './drivers/contract.ts'
import { TraceFile } from './trace-file.ts'

export interface StageOptions {
  readonly driver: Driver
  readonly catalogue: Catalogue
  /** An empty folder for the store and the trace file. */
  readonly folder: string
  /** The command line of Tastebud itself. */
  readonly program: readonly string[]
  readonly home?: string
}

/** What a conversation needs of the program it talks with. */
export interface Needs {
  readonly seed: number
  readonly clock?: string | undefined
}

/**
 * One running program that many conversations share, each as people of its own. It is started when
 * first needed, and again where a conversation needs another seed or clock, always on the same store.
 */
export class Stage {
  readonly driver: Driver
  readonly catalogue: Catalogue
  readonly traces: TraceFile
  readonly #options: StageOptions
  readonly #file: string
  #store: Store | undefined
  #running: string | undefined
  readonly #names = new Map<string, number>()
  /** Nobody has had a reply from this process yet: the first one also waits for everything to be loaded. */
  cold = true
  /** How often the program was started. */
  starts = 0

  constructor(options: StageOptions) {
    this.#options = options
    this.driver = options.driver
    this.catalogue = options.catalogue
    this.#file = join(options.folder, 'store.sqlite')
    this.traces = new TraceFile(join(options.folder, 'trace.jsonl'))
  }

  async ready(needs: Needs): Promise<void> {
    const wanted = JSON.stringify([needs.seed, needs.clock])
    if (this.#running === wanted) return
    if (this.#running !== undefined) await this.driver.stop()
    await this.#start(needs)
    this.#running = wanted
  }

  async #start({ seed, clock }: Needs): Promise<void> {
    const { program, home } = this.#options
    const env = { TASTEBUD_TRACE: this.traces.path, NO_COLOR: '1', ...(clock && { TASTEBUD_CLOCK: clock }) }
    this.starts++
    this.cold = true
    await this.driver.start({ program, env, store: this.#file, seed, ...(home !== undefined && { home }) })
  }

  /** A name that nobody had on this stage before: the wanted one, else with a number. */
  newName(wanted: string): string {
    const times = (this.#names.get(wanted) ?? 0) + 1
    this.#names.set(wanted, times)
    return times === 1 ? wanted : `${wanted}-again-${times}`
  }

  /** SIGKILL and a new process on the same store. */
  async restart(needs: Needs): Promise<void> {
    await this.driver.kill()
    await this.#start(needs)
  }

  /** After something broke: the next conversation gets a fresh process. */
  async clear(): Promise<void> {
    this.#running = undefined
    await this.driver.kill().catch(() => undefined)
  }

  /** Writes what happened before the conversation. @throws TastebudError BAD_EVENT, and those of the store */
  async prepare(person: PersonKey, events: readonly ({ type: string } & Record<string, unknown>)[]): Promise<void> {
    await record(await this.#opened(), person, { conversation: 'before', at: BEFORE, events })
  }

  /** How many rows the store holds of a person, in all tables. */
  async rows(person: PersonKey): Promise<number> {
    const counts = await (await this.#opened()).count(person)
    return Object.values(counts).reduce((a, b) => a + b, 0)
  }

  async #opened(): Promise<Store> {
    this.#store ??= await openStore({ file: this.#file })
    return this.#store
  }

  async close(): Promise<void> {
    if (this.#running !== undefined) await this.driver.stop()
    await this.#store?.close()
  }
}

/** When fixtures happened: 2025-01-01. */
const BEFORE = Date.UTC(2025, 0, 1)
