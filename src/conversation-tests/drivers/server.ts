import { setTimeout as wait } from 'node:timers/promises'
import { Child } from './child.ts'
import type { Launch } from './contract.ts'

/** A running `tastebud start` that only serves, on a free port of this machine. */
export class Server {
  #child: Child | undefined
  #url = ''

  /** Where it listens now; another port after each start. */
  get url(): string {
    return this.#url
  }

  /** Resolves once it can answer. @throws Error with what the program complained about */
  async start({ program, env, store, seed, home }: Launch): Promise<void> {
    const options = [
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      '--store',
      store,
      '--seed',
      String(seed),
      ...(home ? ['--home', home] : []),
    ]
    const child = new Child([...program, 'start', ...options], env)
    this.#child = child
    for (let url: string | undefined; !url; ) {
      url = /http:\/\/[\w.:[\]]+/.exec(await child.line())?.[0]
      this.#url = url ?? ''
    }
    for (let tries = 0; ; tries++) {
      const ready = await fetch(`${this.#url}/readyz`).catch(() => undefined)
      await ready?.body?.cancel()
      if (ready?.status === 200) return
      if (tries > 600) throw new Error(`the server was not ready within 30 s ${child.errors}`)
      await wait(50)
    }
  }

  /** Posts JSON. @throws Error with the status and what the server said, where it is not 2xx */
  async post(path: string, body: unknown, headers: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const response = await fetch(this.#url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    }).catch((error: unknown) => {
      throw new Error(`${String(error)} ${this.#child?.errors ?? ''}`, { cause: error })
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${response.status} ${text}`)
    return JSON.parse(text)
  }

  /** The body of a GET. @throws Error with the status and what the server said, where it is not 2xx */
  async get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
    const response = await fetch(this.#url + path, { headers })
    const text = await response.text()
    if (!response.ok) throw new Error(`${response.status} ${text}`)
    return text
  }

  async kill(): Promise<void> {
    await this.#child?.kill()
  }

  async stop(): Promise<void> {
    await this.#child?.stop()
    this.#child = undefined
  }
}
