import { randomUUID } from 'node:crypto'
import type { Server } from 'node:http'
import { type WebSocket, WebSocketServer } from 'ws'
import { shardOf } from './snowflakes.ts'

const OP = { dispatch: 0, heartbeat: 1, identify: 2, resume: 6, reconnect: 7, invalid: 9, hello: 10, ack: 11 } as const
export const INTENT = { guilds: 1, guildMessages: 1 << 9, directMessages: 1 << 12, content: 1 << 15 } as const

interface Event {
  readonly op: 0
  readonly t: string
  readonly s: number
  readonly d: unknown
}

/** One connection's session, which outlives the connection: events wait in it until they are asked for again. */
export interface Session {
  readonly id: string
  readonly shard: readonly [number, number]
  readonly intents: number
  readonly events: Event[]
  socket: WebSocket | undefined
}

export interface GatewayWorld {
  readonly token: string
  /** Intents that the portal allows. */
  allowed: number
  /** How long between heartbeats, in milliseconds. */
  heartbeatMs: number
  /** What READY says, and what follows it. */
  ready(session: Session): { readonly d: unknown; readonly after: readonly { t: string; d: unknown }[] }
}

/** The gateway: hello, identify, resume, heartbeats, dispatch, and everything that may go wrong with them. */
export class FakeGateway {
  readonly sessions: Session[] = []
  /** What clients did, in order: `identify`, `resume`, `close 1000`. */
  readonly seen: string[] = []
  readonly #server: WebSocketServer
  readonly #world: GatewayWorld

  constructor(server: Server, world: GatewayWorld) {
    this.#world = world
    this.#server = new WebSocketServer({ server })
    this.#server.on('connection', (socket) => this.#connect(socket))
  }

  /** Sends an event to those sessions whose shard and intents hear it. `of` shapes it for one session. */
  dispatch(t: string, guild: string | undefined, intent: number, of: (session: Session) => unknown): void {
    const live = this.sessions.filter(({ shard: [id, count] }) => id === shardOf(guild, count))
    for (const session of live) if ((session.intents & intent) !== 0) this.#push(session, t, of(session))
  }

  /** Op 7: come back and resume. */
  reconnect(): void {
    for (const { socket } of this.sessions) this.#send(socket, { op: OP.reconnect, d: null })
  }

  /** Op 9: the session is gone, identify anew. */
  invalidate(): void {
    for (const { socket } of this.sessions.splice(0)) this.#send(socket, { op: OP.invalid, d: false })
  }

  /** Cuts connections as a network does; sessions stay. */
  cut(): void {
    for (const { socket } of this.sessions) socket?.terminate()
  }

  close(): void {
    for (const client of this.#server.clients) client.terminate()
    this.#server.close()
  }

  #connect(socket: WebSocket): void {
    let mine: Session | undefined
    this.#send(socket, { op: OP.hello, d: { heartbeat_interval: this.#world.heartbeatMs } })
    socket.on('close', (code) => {
      this.seen.push(`close ${code}`)
      if (mine?.socket !== socket) return
      mine.socket = undefined
      // A client that says goodbye with 1000 ends its session.
      if (code === 1000) this.sessions.splice(this.sessions.indexOf(mine), 1)
    })
    socket.on('message', (data) => {
      const { op, d } = JSON.parse(String(data)) as { op: number; d: never }
      if (op === OP.heartbeat) this.#send(socket, { op: OP.ack })
      if (op === OP.identify) mine = this.#identify(socket, d)
      if (op === OP.resume) mine = this.#resume(socket, d)
    })
  }

  #identify(socket: WebSocket, d: { token: string; intents: number; shard?: [number, number] }): Session | undefined {
    this.seen.push('identify')
    if (d.token !== this.#world.token) return void socket.close(4004, 'Authentication failed.')
    if ((d.intents & ~this.#world.allowed) !== 0) return void socket.close(4014, 'Disallowed intent(s).')
    const session: Session = { id: randomUUID(), shard: d.shard ?? [0, 1], intents: d.intents, events: [], socket }
    // One process at a time: who identifies on a shard takes it over.
    const old = this.sessions.findIndex(({ shard }) => shard.join() === session.shard.join())
    if (old >= 0) this.sessions.splice(old, 1)
    this.sessions.push(session)
    const { d: ready, after } = this.#world.ready(session)
    this.#push(session, 'READY', ready)
    for (const event of after) this.#push(session, event.t, event.d)
    return session
  }

  #resume(socket: WebSocket, d: { session_id: string; seq: number }): Session | undefined {
    this.seen.push('resume')
    const session = this.sessions.find(({ id }) => id === d.session_id)
    if (!session) return void this.#send(socket, { op: OP.invalid, d: false })
    session.socket = socket
    for (const event of session.events.filter(({ s }) => s > d.seq)) this.#send(socket, event)
    this.#push(session, 'RESUMED', {})
    return session
  }

  #push(session: Session, t: string, d: unknown): void {
    const event: Event = { op: OP.dispatch, t, s: session.events.length + 1, d }
    session.events.push(event)
    this.#send(session.socket, event)
  }

  #send(socket: WebSocket | undefined, payload: unknown): void {
    if (socket?.readyState === 1) socket.send(JSON.stringify(payload))
  }
}
