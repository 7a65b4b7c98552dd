/** One server-sent event. */
export interface ServerEvent {
  readonly id: string
  readonly event: string
  readonly data: string
}

/** Reads a stream of server-sent events and keeps them until they are asked for. */
export class EventStream {
  readonly #abort: AbortController
  readonly #events: ServerEvent[] = []
  #wake: () => void = () => undefined
  #ended = false

  private constructor(abort: AbortController) {
    this.#abort = abort
  }

  /** @throws Error where the server does not answer with a stream */
  static async open(url: string, headers: Readonly<Record<string, string>>): Promise<EventStream> {
    const abort = new AbortController()
    const response = await fetch(url, { headers: { ...headers, accept: 'text/event-stream' }, signal: abort.signal })
    if (!response.ok || !response.body) throw new Error(`${response.status} for the stream at ${url}`)
    const stream = new EventStream(abort)
    void stream.#read(response.body)
    return stream
  }

  async #read(body: ReadableStream<Uint8Array>): Promise<void> {
    const decoder = new TextDecoder()
    let text = ''
    try {
      for await (const bytes of body) {
        const blocks = (text + decoder.decode(bytes, { stream: true })).split('\n\n')
        text = blocks.pop() ?? ''
        this.#events.push(...blocks.map(parseEvent).filter((event) => event !== undefined))
        this.#wake()
      }
    } catch {
      // Closed by us, or the program was killed: whoever waits learns that it ended.
    }
    this.#ended = true
    this.#wake()
  }

  /** The data of the next event of a kind that `wanted` takes; earlier events are let go. @throws Error after 3 seconds or at its end */
  async event(kind: string, wanted: (event: ServerEvent) => boolean): Promise<unknown> {
    const deadline = AbortSignal.timeout(3000)
    for (;;) {
      const place = this.#events.findIndex((event) => event.event === kind && wanted(event))
      const found = this.#events[place]
      if (found) {
        this.#events.splice(0, place + 1)
        return JSON.parse(found.data)
      }
      if (this.#ended) throw new Error(`the stream ended before the event "${kind}"`)
      if (deadline.aborted) throw new Error(`the stream brought no event "${kind}" within 3 s`)
      await new Promise<void>((resolve) => {
        this.#wake = resolve
        deadline.addEventListener('abort', () => resolve(), { once: true })
      })
    }
  }

  close(): void {
    this.#abort.abort()
  }
}

/** One block of the stream; undefined for comments and what carries no data. */
export function parseEvent(block: string): ServerEvent | undefined {
  const fields: Record<string, string> = {}
  for (const line of block.split('\n')) {
    const [, name = '', value = ''] = /^([a-z]+): ?(.*)$/.exec(line) ?? []
    if (name) fields[name] = name === 'data' && fields.data !== undefined ? `${fields.data}\n${value}` : value
  }
  const { data, id = '', event = 'message' } = fields
  return data === undefined ? undefined : { id, event, data }
}
