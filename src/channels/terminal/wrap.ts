const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}|\ufe0f/u
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]+$/u

/** Columns that a text takes in a terminal: two for East Asian wide characters and emoji, none for combining marks. */
export function columns(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length
  let width = 0
  for (const { segment } of segmenter.segment(text)) width += ZERO.test(segment) ? 0 : WIDE.test(segment) ? 2 : 1
  return width
}

/**
 * Breaks lines at spaces so that none is wider than `width` columns; a word wider than a whole line is
 * broken between characters. Continued lines keep the indent of theirs and stand below the text of "1. " and "- ".
 */
export function wrap(text: string, width: number): string {
  return text
    .split('\n')
    .map((line) => wrapLine(line, Math.max(20, width)))
    .join('\n')
}

function wrapLine(line: string, width: number): string {
  if (columns(line) <= width) return line
  const lead = /^\s*(?:\d{1,3}\. |[-*] )?/.exec(line)?.[0] ?? ''
  const hanging = lead.length < width / 2 ? ' '.repeat(lead.length) : ''
  const lines: string[] = []
  let current = lead
  let empty = true
  const turn = () => {
    lines.push(current.trimEnd())
    current = hanging
    empty = true
  }
  for (const word of line.slice(lead.length).split(' ')) {
    if (!empty && columns(current) + 1 + columns(word) > width) turn()
    const piece = empty ? word : ` ${word}`
    if (columns(current) + columns(piece) <= width) {
      current += piece
      empty = false
      continue
    }
    for (const { segment } of segmenter.segment(piece)) {
      if (columns(current) + columns(segment) > width) turn()
      current += segment
      empty = false
    }
  }
  lines.push(current.trimEnd())
  return lines.join('\n')
}
