import { clearLine, cursorTo } from 'node:readline'
import { createInterface, type Interface } from 'node:readline/promises'
import { asText, noTrace, type Reply } from '../dialogue/message.ts'
import { sanitize, sanitizeLine } from '../dialogue/understand/text/sanitize.ts'
import { TastebudError } from '../errors.ts'
import type { Channel, Conversable } from './contract.ts'
import { HISTORY_LINES, History } from './terminal/history.ts'
import { jsonLine } from './terminal/json-line.ts'
import { render } from './terminal/render.ts'
import { saveAttachment } from './terminal/save-attachment.ts'
import { typed } from './terminal/typed.ts'

export interface TerminalOptions {
  readonly input: NodeJS.ReadableStream
  readonly output: NodeJS.WritableStream
  /** Somebody sits at it: prompt, history and line editing. Else lines are read to the end. */
  readonly interactive: boolean
  readonly colours: boolean
  /** One JSON object a line instead of words. */
  readonly json?: boolean
  /** Who speaks, until `/as`. */
  readonly person: string
  /** Milliseconds since 1970. */
  readonly clock: () => number
  /** Columns, asked before each reply. */
  readonly width?: () => number
  /** Path that the files of the lines typed before begin with, one file for each person; none without it. */
  readonly history?: string
  /** Folders for a file that somebody asks for (the working directory): the first that can be written gets it. */
  readonly exports?: readonly string[]
  /** Printed once before the first prompt. */
  readonly welcome?: string
}

const PROMPT = '> '
/** Lines that come within so many milliseconds of each other were pasted: they are one message. */
const PASTE_MS = 20
/** A second Ctrl-C within so long leaves. */
const TWICE_MS = 2000

/** A conversation over lines of text. Lines that come while a turn runs wait for their place. */
export class Terminal implements Channel {
  readonly name = 'terminal'
  /** Resolves when the input has ended and every line has its answer; rejects with a bug. */
  readonly finished: Promise<void>
  /** Turns that ended in an error. */
  failures = 0
  readonly #told = new WeakSet<Error>()
  readonly #options: TerminalOptions
  #settle: (error?: unknown) => void = () => undefined
  #bot: Conversable | undefined
  #lines: Interface | undefined
  #queue: Promise<void> = Promise.resolve()
  #person: string
  #last: Reply | undefined
  readonly #history: History | undefined
  #pasted: string[] = []
  #pasteTimer: NodeJS.Timeout | undefined
  #interrupted = false
  #leaving = false
  /** The bot says goodbye itself. */
  #parting = false

  constructor(options: TerminalOptions) {
    this.#options = options
    this.#person = options.person
    this.#history = options.history === undefined ? undefined : new History(options.history)
    this.finished = new Promise((resolve, reject) => {
      this.#settle = (error) => (error === undefined ? resolve() : reject(error))
    })
  }

  async start(bot: Conversable): Promise<void> {
    const { input, output, interactive, welcome } = this.#options
    this.#bot = bot
    const history = this.#history
    if (interactive) await history?.open(this.#person)
    const lines = createInterface({
      input,
      terminal: interactive,
      prompt: PROMPT,
      historySize: HISTORY_LINES,
      removeHistoryDuplicates: true,
      ...(interactive && { output, history: history?.lines ?? [] }),
      crlfDelay: Number.POSITIVE_INFINITY,
    })
    this.#lines = lines
    lines.on('line', (line) => this.#hear(line))
    lines.on('history', (newestFirst) => {
      if (history) history.lines = newestFirst
    })
    lines.on('SIGINT', () => this.#interrupt())
    lines.on('close', () => this.#end())
    if (welcome && interactive) this.#print(sanitize(welcome))
    if (interactive) lines.prompt()
  }

  /** Says something of its own accord, above the line being typed. */
  tell(text: string): void {
    this.#print(sanitize(text))
    this.#prompt()
  }

  async stop(): Promise<void> {
    this.#lines?.close()
    await this.finished
  }

  #hear(line: string): void {
    this.#interrupted = false
    if (!this.#options.interactive) {
      this.#enqueue(line)
      return
    }
    this.#pasted.push(line)
    clearTimeout(this.#pasteTimer)
    this.#pasteTimer = setTimeout(() => this.#flush(), PASTE_MS)
  }

  #flush(): void {
    clearTimeout(this.#pasteTimer)
    if (this.#pasted.length === 0) return
    const text = this.#pasted.join('\n')
    this.#pasted = []
    this.#enqueue(text)
  }

  #enqueue(line: string): void {
    this.#queue = this.#queue.then(() => this.#turn(line)).catch((error: unknown) => this.#broken(error))
  }

  #broken(error: unknown): void {
    this.#leaving = true
    this.#lines?.close()
    this.#settle(error)
  }

  async #turn(line: string): Promise<void> {
    const { interactive, json } = this.#options
    if (interactive) await this.#history?.add(this.#person, line)
    const input = typed(line, this.#last, json === true)
    switch (input.kind) {
      case 'nothing':
        return this.#prompt()
      case 'leave':
        return this.#lines?.close()
      case 'as':
        this.#person = input.person
        this.#last = undefined
        if (interactive) await this.#history?.open(this.#person)
        return this.#show(note(`You are ${sanitizeLine(input.person)} now.`))
      case 'goodbye':
        this.#parting = interactive
        await this.#say(input.text, undefined)
        return interactive ? this.#lines?.close() : undefined
      case 'say':
        return this.#say(input.text, input.payload)
    }
  }

  async #say(text: string, payload: string | undefined): Promise<void> {
    const { clock } = this.#options
    const person = this.#person
    try {
      if (!this.#bot) throw new Error('the terminal was not started')
      const reply = await this.#bot.respond({
        channel: this.name,
        conversation: person,
        person,
        text,
        ...(payload !== undefined && { payload }),
        at: clock(),
      })
      this.#last = reply
      if (reply.trace.acts.includes('forget')) await this.#history?.forget(person)
      this.#show(await this.#filed(reply))
    } catch (error) {
      this.failures++
      if (!(error instanceof TastebudError)) throw error
      this.#told.add(error)
      this.#show(note(error.toString()), error)
    }
  }

  /** Whether an error was the answer to a line, so that it need not be told again. */
  told(error: unknown): boolean {
    return error instanceof Error && this.#told.has(error)
  }

  /** Whoever sits at a terminal gets a file as a file, and is told where it is; others read it in place. */
  async #filed(reply: Reply): Promise<Reply> {
    const { interactive, json, exports = ['.'] } = this.#options
    if (!reply.attachment || !interactive || json) return reply
    const path = await saveAttachment(reply.attachment, exports)
    // In its place, because a path must not be wrapped.
    return { ...reply, attachment: { ...reply.attachment, content: `Written to ${path}, which only you can read.` } }
  }

  #show(reply: Reply, error?: TastebudError): void {
    const { json, colours, width } = this.#options
    if (json) {
      const line = jsonLine(reply, asText(reply))
      const failed = error && { error: { code: error.code, message: error.message, fix: error.fix } }
      this.#print(failed ? JSON.stringify({ ...JSON.parse(line), ...failed }) : line)
    } else {
      this.#print(`${render(reply, { width: Math.min(width?.() ?? 80, 100), colours })}\n`)
    }
    this.#prompt()
  }

  /** Prints above the line being typed, which readline draws again afterwards. */
  #print(text: string): void {
    const { output, interactive } = this.#options
    if (interactive && !this.#leaving) {
      cursorTo(output, 0)
      clearLine(output, 0)
    }
    output.write(`${text}\n`)
  }

  #prompt(): void {
    if (this.#options.interactive && !this.#leaving && !this.#parting) this.#lines?.prompt(true)
  }

  #interrupt(): void {
    if (this.#interrupted) {
      this.#lines?.close()
      return
    }
    this.#interrupted = true
    setTimeout(() => {
      this.#interrupted = false
    }, TWICE_MS).unref()
    // Ctrl-U and Ctrl-K: what was half typed is dropped, as in a shell.
    this.#lines?.write(null, { ctrl: true, name: 'u' })
    this.#lines?.write(null, { ctrl: true, name: 'k' })
    this.#print('(Ctrl-C once more, or Ctrl-D, leaves.)')
    this.#prompt()
  }

  #end(): void {
    this.#flush()
    if (this.#leaving) return
    this.#leaving = true
    const { interactive, output } = this.#options
    void this.#queue.then(() => {
      const forgotten = this.#last?.trace.acts.includes('forget')
      if (interactive && !this.#parting)
        output.write(`\nSee you.${forgotten ? '' : ' I will remember what you told me.'}\n`)
      this.#settle()
    })
  }
}

/** Words of the terminal itself, in the shape of a reply. */
const note = (text: string): Reply => ({
  text,
  cards: [],
  buttons: [],
  trace: noTrace,
})
