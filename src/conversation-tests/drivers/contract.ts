/** What a driver needs to bring the program up. */
export interface Launch {
  /** The command line of Tastebud itself, e.g. ["node", "dist/cli/main.js"]. */
  readonly program: readonly string[]
  /** Added to the program's environment: the trace file, the frozen clock. */
  readonly env: Readonly<Record<string, string>>
  readonly store: string
  readonly seed: number
  readonly home?: string
}

/** A button as the wire carries it. */
export interface WireButton {
  readonly label: string
  readonly payload: string
}

/** What came back over the wire for one message. */
export interface Heard {
  /** Text and cards as a person reads them. */
  readonly text: string
  readonly buttons: readonly WireButton[]
}

/** One person in a channel; two of one driver share the channel. */
export interface Speaker {
  /** How the store knows them, once it can be known: the key to fixtures and to the proof of erasure. */
  key(): Promise<{ readonly channel: string; readonly person: string }>
  say(text: string): Promise<Heard>
  /** Presses a button of the last reply. */
  press(button: WireButton): Promise<Heard>
  /** After the program was started again: the same person with what their side kept (a cookie, a name). */
  reconnect(): Promise<void>
  leave(): Promise<void>
}

/** Speaks one channel's real wire format with a running program. */
export interface Driver {
  readonly name: string
  start(launch: Launch): Promise<void>
  /** @param name any text; the same name is the same person, in every driver */
  open(name: string): Promise<Speaker>
  /** SIGKILL; nothing is said goodbye to. */
  kill(): Promise<void>
  /** Ends it in good order. */
  stop(): Promise<void>
}
