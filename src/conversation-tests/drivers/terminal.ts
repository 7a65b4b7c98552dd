import { Child } from './child.ts'
import type { Driver, Heard, Launch, Speaker, WireButton } from './contract.ts'
import { personOf } from './identity.ts'

interface Line {
  readonly text: string
  readonly buttons: readonly WireButton[]
  readonly error?: { readonly code: string; readonly message: string }
}

/**
 * A child process `tastebud chat --json`: lines in, JSON lines out. Several people share it as they
 * would share a keyboard, by `/as NAME`; buttons are pressed by number.
 */
export class TerminalDriver implements Driver {
  readonly name = 'terminal'
  #child: Child | undefined
  #speaking = ''

  async start({ program, env, store, seed, home }: Launch): Promise<void> {
    const options = ['--json', '--store', store, '--seed', String(seed), ...(home ? ['--home', home] : [])]
    this.#child = new Child([...program, 'chat', ...options], env)
    this.#speaking = ''
  }

  async open(name: string): Promise<Speaker> {
    const person = personOf(name)
    let offered: readonly WireButton[] = []
    const send = async (line: string): Promise<Heard> => {
      if (this.#speaking !== person) {
        await this.#ask(`/as ${person}`)
        this.#speaking = person
      }
      const { text, buttons, error } = await this.#ask(line)
      if (error) throw new Error(`${error.code}: ${error.message}`)
      offered = buttons
      return { text, buttons }
    }
    return {
      key: async () => ({ channel: 'terminal', person }),
      // A structured line, so that a message may hold new lines and look like a command.
      say: (text) => send(JSON.stringify({ text })),
      press: (button) => {
        const number =
          offered.findIndex(({ payload, label }) => payload === button.payload && label === button.label) + 1
        // After another person spoke, or a restart, the numbers are gone; the payload still says what is meant.
        const line =
          this.#speaking === person && number > 0
            ? `/${number}`
            : JSON.stringify({ text: button.label, payload: button.payload })
        return send(line)
      },
      reconnect: async () => undefined,
      leave: async () => undefined,
    }
  }

  async #ask(line: string): Promise<Line> {
    if (!this.#child) throw new Error('the terminal driver was not started')
    this.#child.write(line)
    return JSON.parse(await this.#child.line()) as Line
  }

  async kill(): Promise<void> {
    await this.#child?.kill()
  }

  async stop(): Promise<void> {
    await this.#child?.stop()
    this.#child = undefined
  }
}
