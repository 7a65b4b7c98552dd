/**
 * The small language of expectations on words: `abc` contains (case ignored), `/re/i` a regular
 * expression, `=abc` exactly, and `!` in front of any of these turns it round.
 */
export function matches(text: string, matcher: string): boolean {
  if (matcher.startsWith('!') && matcher.length > 1) return !matches(text, matcher.slice(1))
  const expression = /^\/(.+)\/([a-z]*)$/s.exec(matcher)
  if (expression) return new RegExp(expression[1] as string, flags(expression[2] ?? '')).test(text)
  if (matcher.startsWith('=')) return text.trim() === matcher.slice(1).trim()
  return text.toLowerCase().includes(matcher.toLowerCase())
}

const flags = (given: string) => (given.includes('u') ? given : `${given}u`)

export const asList = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T]
