import type { Trace } from '../dialogue/message.ts'
import type { Mismatch } from './check.ts'

/**
 * What must hold of every reply whatever a test says of it: something to read, nothing broken in it,
 * never the same text twice in a row, a reason for each recommendation, nothing twice in a list, and
 * nothing that the person has seen or refused. One for each person of a conversation.
 */
export class Invariants {
  #lastText = ''
  #rewatch = false
  readonly #closed = new Set<string>()
  /** Everything offered so far. */
  readonly offered = new Set<string>()

  /** @param before changes that stood before the conversation began, in the words of the trace */
  constructor(before: readonly string[] = []) {
    this.#learn(before)
  }

  /** @param said what the person wrote: their own words may come back to them */
  check(text: string, trace: Trace, said = ''): Mismatch[] {
    const found: Mismatch[] = []
    const wrong = (what: string, expected: string, got: string) =>
      found.push({ what: `always: ${what}`, expected, got })
    if (text.trim() === '') wrong('text', 'something to read', 'an empty reply')
    const broken = RAW.exec(text) ?? HOLES.exec(text)
    if (broken && (RAW.test(text) || !said.includes(broken[0])))
      wrong('text', 'no broken or raw text', `${JSON.stringify(broken[0])} in: ${text}`)
    if (text.trim() !== '' && text === this.#lastText) wrong('text', 'not the same words twice in a row', text)
    this.#lastText = text

    if (trace.changes.some((change) => change === 'undone' || change === 'restarted')) this.#forget()
    this.#learn(trace.changes)
    if (!trace.acts.includes('recommend')) return found
    const ids = trace.items.map(({ id }) => id as string)
    if (new Set(ids).size < ids.length) wrong('items', 'nothing twice in one list', ids.join(', '))
    const known = this.#rewatch ? [] : ids.filter((id) => this.#closed.has(id))
    if (known.length > 0) wrong('items', 'nothing that was seen or refused', known.join(', '))
    for (const { id, reasons } of trace.items)
      if (reasons.length === 0) wrong('reasons', 'a reason for each item', `none for ${id}`)
    for (const id of ids) this.offered.add(id)
    return found
  }

  #learn(changes: readonly string[]): void {
    for (const change of changes) {
      const [what = '', item = ''] = change.split(' ')
      if (what === '+seen' || what === '+reject') this.#closed.add(item)
      if (what === '-seen') this.#closed.delete(item)
      if (what === '+rewatch') this.#rewatch = true
      if (what === '-rewatch') this.#rewatch = false
    }
  }

  /** Which of the closed items an undo gives back is the bot's own knowledge; from here on only what is said anew counts. */
  #forget(): void {
    this.#closed.clear()
  }
}

// Control characters and marks that turn the reading direction, whoever wrote them.
const RAW = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/
// Holes of templates, JavaScript's own words for nothing, and the gaps that an empty list leaves.
const HOLES = /\bundefined\b|\bNaN\b|\[object |\{\{|\}\}|\$\{|\{\w+\}| {2}[,.]| ,|,,/
