import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** A child process that speaks lines. What it writes to standard error is kept for the report. */
export class Child {
  readonly #process: ChildProcessWithoutNullStreams
  readonly #lines: string[] = []
  readonly #waiting: ((line: string | undefined) => void)[] = []
  #errors = ''
  #ended = false
  readonly #exit: Promise<unknown>

  constructor(command: readonly string[], env: Readonly<Record<string, string>>) {
    const [file = process.execPath, ...rest] = command
    this.#process = spawn(file, rest, { env: { ...process.env, ...env }, stdio: 'pipe' })
    this.#exit = new Promise((resolve) => this.#process.once('close', resolve))
    this.#process.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#errors = (this.#errors + text).slice(-4000)
    })
    this.#process.stdin.on('error', () => undefined)
    this.#process.on('error', (error) => {
      this.#errors += String(error)
      this.#end()
    })
    const lines = createInterface({ input: this.#process.stdout, crlfDelay: Number.POSITIVE_INFINITY })
    lines.on('line', (line) => {
      const next = this.#waiting.shift()
      if (next) next(line)
      else this.#lines.push(line)
    })
    lines.on('close', () => this.#end())
  }

  #end(): void {
    this.#ended = true
    for (const next of this.#waiting.splice(0)) next(undefined)
  }

  /** What it complained about lately. */
  get errors(): string {
    return this.#errors.trim()
  }

  write(line: string): void {
    this.#process.stdin.write(`${line}\n`)
  }

  /** The next line of its standard output. @throws Error when it ends first, with what it complained about */
  async line(): Promise<string> {
    const ready = this.#lines.shift()
    if (ready !== undefined) return ready
    const line = this.#ended
      ? undefined
      : await new Promise<string | undefined>((resolve) => this.#waiting.push(resolve))
    if (line === undefined) throw new Error(`the program ended${this.errors ? `: ${this.errors}` : ''}`)
    return line
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL')
    await this.#exit
  }

  /** Closes its input, asks it to end, and insists after three seconds. Resolves with the exit code. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    this.#process.stdin.end()
    const asked = setTimeout(() => this.#process.kill(signal), 200)
    const insisted = setTimeout(() => this.#process.kill('SIGKILL'), 3000)
    await this.#exit
    clearTimeout(asked)
    clearTimeout(insisted)
    return this.#process.exitCode
  }
}
