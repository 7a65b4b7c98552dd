import { open } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { Trace } from '../dialogue/message.ts'

/** One line of the file that TASTEBUD_TRACE names: the side channel on which tests learn what a turn meant. */
export interface TracedTurn {
  readonly channel: string
  readonly conversation: string
  readonly person: string
  readonly at: number
  readonly trace: Trace
}

/** Reads what a running program appends to its trace file. */
export class TraceFile {
  #offset = 0

  constructor(readonly path: string) {}

  /** The turns written since the last call; waits until there is one, at most `patience` milliseconds. */
  async news(patience = 1000): Promise<TracedTurn[]> {
    for (let waited = 0; ; waited += 5) {
      const turns = await this.#read()
      if (turns.length > 0 || waited >= patience) return turns
      await wait(5)
    }
  }

  async #read(): Promise<TracedTurn[]> {
    const file = await open(this.path, 'r').catch(() => undefined)
    if (!file) return []
    try {
      const { size } = await file.stat()
      if (size <= this.#offset) return []
      const buffer = Buffer.alloc(size - this.#offset)
      await file.read(buffer, 0, buffer.length, this.#offset)
      // A line that is still being written stays for the next time; cutting at bytes keeps characters whole.
      const end = buffer.lastIndexOf(10) + 1
      this.#offset += end
      return buffer
        .toString('utf8', 0, end)
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as TracedTurn)
    } finally {
      await file.close()
    }
  }
}
