/** Structured lines for operators, on standard error: one JSON object each, never what a person said, never a secret. */
export interface Log {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void
  info(fields: Readonly<Record<string, unknown>>, message: string): void
  warn(fields: Readonly<Record<string, unknown>>, message: string): void
  error(fields: Readonly<Record<string, unknown>>, message: string): void
}

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug'

/** Fields that never reach a log, wherever a caller puts them. */
const secret = /^(authorization|cookie|set-cookie|token|tokens|webhookTokens|password|session|text|message)$/i

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
  if (value instanceof Error) {
    return {
      name: value.name,
      message: value.message,
      ...('code' in value ? { code: value.code } : {}),
      stack: value.stack,
      ...(value.cause instanceof Error && depth < 4 ? { cause: without(value.cause, depth + 1) } : {}),
    }
  }
  if (typeof value !== 'object' || value === null || depth > 6) return value
  if (Array.isArray(value)) return value.map((entry) => without(entry, depth + 1))
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => [key, secret.test(key) ? '[struck out]' : without(entry, depth + 1)]),
  )
}

function nothing(): void {}
