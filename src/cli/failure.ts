import { CommanderError } from 'commander'
import { TastebudError } from '../errors.ts'

export interface Failure {
  /** What to print on standard error; '' where it was said already. */
  readonly text: string
  /** 1 = something that a person can mend, 2 = a wrong command line, 70 = a bug of ours, 130 = stopped by Ctrl-C. */
  readonly exitCode: number
}

/** What a person should read when a command ends in an error. */
export function explain(error: unknown, debug: boolean): Failure {
  // Commander has printed its own complaints, and help and version are no errors at all.
  if (error instanceof CommanderError) return { text: '', exitCode: error.exitCode === 0 ? 0 : 2 }
  const stack = debug && error instanceof Error ? `\n${error.stack ?? ''}${cause(error)}` : ''
  if (error instanceof TastebudError) {
    // Ctrl-C ends as it does everywhere.
    return { text: `${error.toString()}${stack}`, exitCode: error.code === 'STOPPED' ? 130 : 1 }
  }
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
  const advice = debug ? '' : '\n  Run it again with --debug to see where, and please report it with that output.'
  return { text: `This is a bug of Tastebud, not yours. ${what}${advice}${stack}`, exitCode: 70 }
}

const cause = (error: Error): string =>
  error.cause instanceof Error ? `\ncaused by ${error.cause.stack ?? error.cause.message}` : ''
