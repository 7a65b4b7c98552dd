/** What Discord takes at most; a message beyond any of these is refused whole. Lengths in UTF-16 code units. */
export const LIMITS = {
  content: 2000,
  customId: 100,
  label: 80,
  embedTitle: 256,
  embedDescription: 4096,
  /** Titles and descriptions of all embeds of a message together. */
  embedsTotal: 6000,
  embeds: 10,
  rows: 5,
  buttonsInRow: 5,
  options: 25,
  optionLabel: 100,
  placeholder: 150,
  nonce: 25,
} as const

/** The text, cut to a length with an ellipsis, never within a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text
  return `${whole(text.slice(0, most - 1)).trimEnd()}…`
}

/**
 * A text in parts of at most `most`, broken at a new line, else at a space, else anywhere but within a character or
 * behind a backslash, which would lose what it protects.
 */
export function split(text: string, most: number = LIMITS.content): string[] {
  const parts: string[] = []
  let rest = text
  while (rest.length > most) {
    const window = rest.slice(0, most + 1)
    const line = window.lastIndexOf('\n')
    const space = window.lastIndexOf(' ')
    const at = line > most / 2 ? line : space > most / 2 ? space : whole(rest.slice(0, most)).length
    parts.push(rest.slice(0, at).trimEnd())
    rest = rest.slice(at).trimStart()
  }
  if (rest !== '' || parts.length === 0) parts.push(rest)
  return parts
}

/** Without half a character, or an odd backslash, at the end. */
function whole(text: string): string {
  const without = /[\ud800-\udbff]$/.test(text) ? text.slice(0, -1) : text
  const backslashes = /\\*$/.exec(without)?.[0].length ?? 0
  return backslashes % 2 === 1 ? without.slice(0, -1) : without
}
