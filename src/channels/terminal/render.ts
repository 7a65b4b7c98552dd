import { asText, type Button, type Reply } from '../../dialogue/message.ts'
import { sanitize, sanitizeLine } from '../../dialogue/understand/text/sanitize.ts'
import { wrap } from './wrap.ts'

export interface Look {
  /** Columns of the terminal. */
  readonly width: number
  readonly colours: boolean
}

/** A reply as lines for a terminal: wrapped, harmless, numbered; never ends in a new line. */
export function render(reply: Reply, look: Look): string {
  let number = 0
  const chip = (button: Button) => `[${++number}] ${sanitizeLine(button.label)}`.replaceAll(' ', HARD)
  const row = (buttons: readonly Button[], indent: string) =>
    buttons.length === 0 ? [] : [indent + buttons.map(chip).join('  ')]
  const paint = look.colours ? STYLES : PLAIN
  const print = (text: string, style: Style, lines = wrap(text, look.width).split('\n')) =>
    lines.map((line) => (line ? style(line.replaceAll(HARD, ' ')) : line))

  const out = print(sanitize(reply.text), paint.said)
  const several = reply.cards.length > 1
  reply.cards.forEach((card, i) => {
    // The card's own words come from `asText`, so that every plain channel says the same.
    const [head = '', ...rest] = sanitize(asText({ text: '', cards: [card], buttons: [], trace: reply.trace }))
      .trimStart()
      .split('\n')
    out.push('', ...print(several ? `${i + 1}. ${head}` : head, paint.title))
    for (const line of rest) out.push(...print(line, line.startsWith('   - ') ? paint.reason : paint.plain))
    for (const line of row(card.buttons, '   ')) out.push(...print(line, paint.button))
  })
  if (reply.after) out.push('', ...print(sanitize(reply.after), paint.said))
  // A file is not wrapped: it is to be copied as it is.
  if (reply.attachment) out.push('', sanitize(reply.attachment.content))
  const last = row(reply.buttons, '')
  if (last.length > 0) out.push('', ...last.flatMap((line) => print(line, paint.button)))
  return out.join('\n')
}

/** A space at which no line is broken: a button stays in one piece. */
const HARD = '\u00a0'

type Style = (text: string) => string
const sgr =
  (open: number, close: number): Style =>
  (text) =>
    `\x1b[${open}m${text}\x1b[${close}m`
const plain: Style = (text) => text
const PLAIN = { said: plain, title: plain, reason: plain, button: plain, plain }
const STYLES = { said: plain, title: sgr(1, 22), reason: sgr(36, 39), button: sgr(2, 22), plain }
