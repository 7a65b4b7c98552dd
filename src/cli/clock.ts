import { TastebudError } from '../errors.ts'

/**
 * The clock that everything below is handed: milliseconds since 1970. TASTEBUD_CLOCK, a date and time,
 * stops it there; conversation tests use that.
 * @throws TastebudError BAD_CONFIG
 */
export function clockFrom(env: Readonly<Record<string, string | undefined>>): () => number {
  const frozen = env.TASTEBUD_CLOCK
  if (!frozen) return Date.now
  const at = Date.parse(frozen)
  if (Number.isNaN(at)) {
    throw new TastebudError(
      'BAD_CONFIG',
      `TASTEBUD_CLOCK is "${frozen}", which is no time.`,
      'Write it like 2026-01-01T19:00:00Z.',
    )
  }
  return () => at
}
