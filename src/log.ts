import { TastebudError } from './errors.ts'

/** Structured lines for operators, on standard error: one JSON object each, never what a person said, never a secret. */
export interface Log {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug'

/** Fields that never reach a log, wherever a caller puts them. */
const secret =
  /^(authorization|cookie|set-cookie|token|tokens|webhookTokens|discordToken|password|session|text|message)$/i

/** For tests and libraries that want none. */
export const silentLog: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing }

/**
 * Opens a log; pino is loaded here and not before.
 * @param write where lines go; standard error by default, because standard output belongs to the conversation
 */
export async function openLog(level: LogLevel, write?: (line: string) => void): Promise<Log> {
  if (level === 'silent') return silentLog
  const { pino } = await import('pino')
  const options = { level, base: null, formatters: { level: (label: string) => ({ level: label }) } }
  const logger = write ? pino(options, { write }) : pino(options, pino.destination({ dest: 2, sync: true }))
  const line =
    (as: 'debug' | 'info' | 'warn' | 'error'): Log['info'] =>
    (fields, message) =>
      logger[as](without(fields, 0) as object, message)
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') }
}

/** The fields with secrets struck out, however deep, and errors as plain objects. */
function without(value: unknown, depth: number): unknown {
  if (value instanceof Error) return plain(value)
  if (typeof value !== 'object' || value === null || depth > 6) return value
  if (Array.isArray(value)) return value.map((entry) => without(entry, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, secret.test(key) ? '[struck out]' : without(entry, depth + 1)]),
  )
}

/**
 * What an operator may know of an error. Only our own sentences are known to hold nothing of what people said: a
 * database quotes values, `JSON.parse` and `RegExp` quote their input. Of every other error, and of causes, there is
 * what it is and where it came from.
 */
function plain(error: Error): Readonly<Record<string, unknown>> {
  const { cause } = error
  return {
    ...kind(error),
    ...(error instanceof TastebudError && { message: error.message }),
    stack: frames(error),
    ...(cause instanceof Error && { cause: kind(cause) }),
  }
}

const kind = (error: Error) => ({
  name: error.name,
  ...('code' in error && ['string', 'number'].includes(typeof error.code) && { code: error.code }),
})

/** The places of a stack, without the message above them. */
function frames({ stack = '' }: Error): readonly string[] {
  const lines = stack.split('\n')
  const last = lines.findLastIndex((line) => !/^ {4}at .*(:\d+:\d+|<anonymous>|native)\)?$/.test(line))
  return lines.slice(last + 1).map((line) => line.trim())
}

function nothing(): void {}
