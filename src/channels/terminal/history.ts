import { createHash } from 'node:crypto'
import { appendFile, chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { TastebudError } from '../../errors.ts'

/** Lines kept between sessions. */
export const HISTORY_LINES = 500

/**
 * The lines that each person typed before, in a file of their own. A line is written when it is typed, so that what
 * another terminal of the same person had removed does not come back when this one ends. History is a comfort: a file
 * that cannot be read or written is no history and no error. One that cannot be removed is an error.
 */
export class History {
  /** Newest first, the order that readline wants; readline adds to this array itself. */
  lines: string[] = []
  readonly #prefix: string

  /** @param prefix path that the name of every person's file begins with */
  constructor(prefix: string) {
    this.#prefix = prefix
  }

  /** A person's file. Its name says nothing about them. */
  fileOf(person: string): string {
    return `${this.#prefix}-${createHash('sha256').update(person).digest('hex').slice(0, 16)}`
  }

  /** Puts a person's lines in the place of those that were there. */
  async open(person: string): Promise<void> {
    const file = this.fileOf(person)
    const all = await readFile(file, 'utf8').catch(() => '')
    const stored = all.split('\n').filter(Boolean)
    const kept = [...new Set(stored.reverse())].slice(0, HISTORY_LINES)
    if (stored.length > kept.length) await this.#write(file, [...kept].reverse(), writeFile)
    this.lines.splice(0, Number.POSITIVE_INFINITY, ...kept)
  }

  /** Keeps what a person typed, readable by its owner only. */
  async add(person: string, text: string): Promise<boolean> {
    const lines = text.split(/[\r\n]+/).filter((line) => line.trim() !== '')
    return this.#write(this.fileOf(person), lines, appendFile)
  }

  /**
   * Leaves nothing of a person, neither in the file nor in memory.
   * @throws TastebudError STORE_UNWRITABLE
   */
  async forget(person: string): Promise<void> {
    this.lines.length = 0
    const file = this.fileOf(person)
    await rm(file, { force: true }).catch((error: unknown) => {
      throw new TastebudError(
        'STORE_UNWRITABLE',
        `${file} cannot be removed: what you typed here is still in it.`,
        'Remove it yourself.',
        { cause: error },
      )
    })
  }

  async #write(file: string, lines: readonly string[], write: typeof appendFile): Promise<boolean> {
    if (lines.length === 0) return true
    try {
      await mkdir(dirname(file), { recursive: true })
      await write(file, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 })
      // `mode` counts only for a new file.
      await chmod(file, 0o600)
      return true
    } catch {
      return false
    }
  }
}
