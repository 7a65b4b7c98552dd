import type { ServerResponse } from 'node:http'
import type { WireTurn } from './wire.ts'

interface Stream {
  readonly person: string
  readonly raw: ServerResponse
  /** Id of the last turn written to it. */
  last: number
  /** Turns are being fetched for it; `again` when there may be more by now. */
  fetching: boolean
  again: boolean
}

/** Bytes that may wait for a slow reader before it is let go; it comes back and resumes. */
const mostWaiting = 1 << 20

/**
 * Open server-sent event streams. A stream holds no messages: it knows the last turn it sent and reads what is
 * newer from the store, so that a reconnect, a restart or a slow reader loses nothing and gets nothing twice.
 */
export class Streams {
  readonly #open = new Set<Stream>()
  readonly #newer: (person: string, after: number) => Promise<readonly WireTurn[]>
  readonly #failed: (error: unknown) => void
  readonly #pings: NodeJS.Timeout

  constructor(
    newer: (person: string, after: number) => Promise<readonly WireTurn[]>,
    failed: (error: unknown) => void,
    pingMs = 20_000,
  ) {
    this.#newer = newer
    this.#failed = failed
    // Proxies close what stays silent.
    this.#pings = setInterval(() => {
      for (const stream of this.#open) this.#write(stream, ': ping\n\n')
    }, pingMs).unref()
  }

  /** Takes over a response whose head is not written yet, and sends what is newer than turn `after`. */
  open(person: string, raw: ServerResponse, after: number, headers: Readonly<Record<string, string>>): void {
    raw.writeHead(200, {
      ...headers,
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
      'x-content-type-options': 'nosniff',
    })
    const stream: Stream = { person, raw, last: after, fetching: false, again: false }
    // Browsers allow six connections to a host: more tabs than that would leave none to send a message with.
    const mine = [...this.#open].filter((one) => one.person === person)
    for (const oldest of mine.slice(0, Math.max(0, mine.length - 3))) this.#end(oldest, 'event: replaced\ndata: {}\n\n')
    this.#open.add(stream)
    raw.on('close', () => this.#open.delete(stream))
    raw.on('error', () => this.#open.delete(stream))
    this.#write(stream, 'retry: 1000\n\n')
    void this.#catchUp(stream)
  }

  /** There may be newer turns of this person. */
  wake(person: string): void {
    for (const stream of this.#of(person)) void this.#catchUp(stream)
  }

  /** Says something in passing, which nobody needs to get later. */
  tell(person: string, event: 'typing' | 'forgotten', data: unknown): void {
    for (const stream of this.#of(person)) this.#write(stream, `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
  }

  get size(): number {
    return this.#open.size
  }

  close(): void {
    clearInterval(this.#pings)
    for (const stream of this.#open) this.#end(stream, '')
  }

  #of(person: string): readonly Stream[] {
    return [...this.#open].filter((stream) => stream.person === person)
  }

  async #catchUp(stream: Stream): Promise<void> {
    stream.again = true
    if (stream.fetching) return
    stream.fetching = true
    try {
      while (stream.again && this.#open.has(stream)) {
        stream.again = false
        for (const turn of await this.#newer(stream.person, stream.last)) {
          this.#write(stream, `id: ${turn.id}\nevent: turn\ndata: ${JSON.stringify(turn)}\n\n`)
          stream.last = turn.id
        }
      }
    } catch (error) {
      this.#failed(error)
      // The page comes back and resumes; by then the store may answer again.
      this.#end(stream, '')
    } finally {
      stream.fetching = false
    }
  }

  #write(stream: Stream, text: string): void {
    if (stream.raw.writableEnded) return
    stream.raw.write(text)
    if (stream.raw.writableLength > mostWaiting) stream.raw.destroy()
  }

  #end(stream: Stream, lastWords: string): void {
    this.#open.delete(stream)
    stream.raw.end(lastWords)
  }
}
