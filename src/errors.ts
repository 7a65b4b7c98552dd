/**
 * Every failure that a person can do something about: a stable code, a sentence and a way out.
 * Anything else that is thrown is a bug of ours.
 */
export class TastebudError extends Error {
  override readonly name = 'TastebudError'
  /** Stable, upper case with underscores, e.g. `BAD_ROW`. Documented in docs/errors.md. */
  readonly code: string
  /** What to do about it, one imperative sentence. */
  readonly fix: string

  constructor(code: string, message: string, fix: string, options?: { cause?: unknown }) {
    super(message, options)
    this.code = code
    this.fix = fix
  }

  /** One line for a terminal: `CODE: message. fix` */
  override toString(): string {
    return `${this.code}: ${this.message}\n  ${this.fix}`
  }
}

/** `path:line: what was expected`, the shape of every complaint about a file that a person wrote. */
export function badRow(path: string, line: number, expected: string, fix: string): TastebudError {
  return new TastebudError('BAD_ROW', `${path}:${line}: ${expected}`, fix)
}
