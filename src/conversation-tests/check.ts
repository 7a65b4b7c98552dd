import type { Catalogue } from '../catalogue/catalogue.ts'
import type { Trace } from '../dialogue/message.ts'
import { against, describeRange, inRange, known, shared } from './facts.ts'
import { captured } from './fill.ts'
import { asList, matches } from './matcher.ts'
import type { Expectation, ItemsExpectation, SpokenStep } from './schema.ts'

/** What came back over the wire, and what it meant. */
export interface Observed {
  /** All that a person would read, cards included. */
  readonly text: string
  /** Labels on offer. */
  readonly buttons: readonly string[]
  readonly trace: Trace
  /** Everything offered to this person before in this conversation. */
  readonly offeredBefore: ReadonlySet<string>
  /** Rows in the store about this person; only looked up where asked for. */
  readonly rows?: number
}

/** One thing that is not as it should be. */
export interface Mismatch {
  /** Where in the step: `expect.items.exclude`. */
  readonly what: string
  readonly expected: string
  readonly got: string
}

/** Compares what a step expects with what happened; no mismatch, no problem. */
export function check(step: SpokenStep, seen: Observed, catalogue: Catalogue): Mismatch[] {
  const found: Mismatch[] = []
  const wrong = (what: string, expected: string, got: string) => found.push({ what, expected, got })
  for (const { text, buttons } of step.bot ?? []) {
    for (const matcher of asList(text)) if (!matches(seen.text, matcher)) wrong('bot.text', matcher, seen.text)
    for (const label of buttons ?? []) {
      if (!findLabel(seen.buttons, label)) wrong('bot.buttons', label, seen.buttons.join(' | ') || 'no buttons')
    }
  }
  if (step.expect) found.push(...checkMeaning(step.expect, seen, catalogue))
  return found
}

function checkMeaning(expect: Expectation, seen: Observed, catalogue: Catalogue): Mismatch[] {
  const found: Mismatch[] = []
  const wrong = (what: string, expected: string, got: string) => found.push({ what: `expect.${what}`, expected, got })
  const { trace } = seen
  const list = (values: readonly string[]) => values.join(', ') || 'nothing'

  const intents = asList(expect.intent)
  if (intents.length > 0 && !intents.some((intent) => trace.intents.includes(intent))) {
    wrong('intent', intents.join(' or '), list(trace.intents))
  }
  for (const act of asList(expect.acts)) {
    if (!act.split('|').some((each) => trace.acts.includes(each))) wrong('acts', act, list(trace.acts))
  }
  for (const act of asList(expect.notActs))
    if (trace.acts.includes(act)) wrong('notActs', `not ${act}`, list(trace.acts))
  for (const change of asList(expect.changes)) {
    if (!trace.changes.some((each) => matches(each, change))) wrong('changes', change, list(trace.changes))
  }
  for (const change of asList(expect.notChanges)) {
    const hit = trace.changes.find((each) => matches(each, change))
    if (hit) wrong('notChanges', `not ${change}`, list(trace.changes))
  }
  if (expect.items) found.push(...checkItems(expect.items, seen, catalogue))
  const reasons = trace.items.flatMap((item) => item.reasons)
  for (const reason of asList(expect.reasons)) {
    const holds = reason.startsWith('!')
      ? reasons.every((r) => matches(r, reason))
      : reasons.some((r) => matches(r, reason))
    if (!holds) wrong('reasons', reason, reasons.join(' | ') || 'no reasons')
  }
  if (expect.asked !== undefined) {
    const asked = trace.asked ?? 'none'
    if (!matches(asked, expect.asked)) wrong('asked', expect.asked, asked)
  }
  if (expect.stored) {
    const rows = seen.rows ?? 0
    if ((rows === 0) !== (expect.stored.user === 'none')) wrong('stored.user', expect.stored.user, `${rows} rows`)
  }
  for (const [name, path] of Object.entries(expect.capture ?? {})) {
    if (captured(trace, path) === undefined) wrong(`capture.${name}`, path, 'nothing there')
  }
  return found
}

function checkItems(expect: ItemsExpectation, { trace, offeredBefore }: Observed, catalogue: Catalogue): Mismatch[] {
  const found: Mismatch[] = []
  const ids = trace.items.map(({ id }) => id as string)
  const got = ids.join(', ') || 'no items'
  const wrong = (what: string, expected: string, instead = got) =>
    found.push({ what: `expect.items.${what}`, expected, got: instead })
  for (const ids of [expect.include, expect.any, expect.exclude, expect.unlike]) {
    for (const id of asList(ids)) known(id, catalogue)
  }

  if (typeof expect.count === 'number' && ids.length !== expect.count)
    wrong('count', String(expect.count), `${ids.length}: ${got}`)
  if (typeof expect.count === 'object' && !inRange(ids.length, expect.count)) {
    wrong('count', describeRange(expect.count), `${ids.length}: ${got}`)
  }
  for (const id of asList(expect.include)) if (!ids.includes(id)) wrong('include', id)
  for (const id of asList(expect.exclude)) if (ids.includes(id)) wrong('exclude', `not ${id}`)
  if (expect.any && !expect.any.some((id) => ids.includes(id))) wrong('any', expect.any.join(' or '))
  if (expect.fresh) {
    const again = ids.filter((id) => offeredBefore.has(id))
    if (again.length > 0) wrong('fresh', 'nothing that was offered before', again.join(', '))
  }
  if (expect.unlike && ids.every((id) => expect.unlike?.includes(id))) {
    wrong('unlike', `something besides ${expect.unlike.join(', ')}`)
  }
  for (const [field, most] of Object.entries(expect.apart ?? {})) {
    const items = ids.map((id) => known(id, catalogue))
    const pairs = items.flatMap((one, i) =>
      items.slice(i + 1).map((other) => ({ pair: `${one.id} and ${other.id}`, both: shared(one, other, field) })),
    )
    const close = pairs.filter(({ both }) => both.length > most)
    const told = close.map(({ pair, both }) => `${pair} share ${both.join(', ')}`).join('\n')
    if (close.length > 0 || ids.length < 2) wrong('apart', `at most ${most} of ${field} shared by two`, told || got)
  }
  const facts = (wanted: NonNullable<ItemsExpectation['all']>) =>
    ids.map((id) => ({ id, against: against(known(id, catalogue), wanted, catalogue) }))
  const tell = (each: { id: string; against: readonly string[] }) => `${each.id}: ${each.against.join('; ')}`
  if (expect.all) {
    const failing = facts(expect.all).filter((each) => each.against.length > 0)
    if (ids.length === 0) wrong('all', JSON.stringify(expect.all))
    else if (failing.length > 0) wrong('all', JSON.stringify(expect.all), failing.map(tell).join('\n'))
  }
  if (expect.some) {
    const each = facts(expect.some)
    if (each.every((one) => one.against.length > 0))
      wrong('some', JSON.stringify(expect.some), each.map(tell).join('\n') || got)
  }
  return found
}

/** The label on offer that a click or an expectation names: the same, else the first that contains it. */
export const findLabel = (labels: readonly string[], wanted: string): string | undefined =>
  labels.find((label) => label.toLowerCase() === wanted.toLowerCase()) ??
  labels.find((label) => label.toLowerCase().includes(wanted.toLowerCase()))
