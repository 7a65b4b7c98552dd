import type { Mismatch } from './check.ts'
import type { ConvoResult } from './run.ts'

/** A step that meant one thing through one door and another thing through another. */
export interface Difference extends Mismatch {
  readonly path: string
  readonly line: number
}

/** The same file must mean the same in every channel: acts, items, changes and questions, step by step. */
export function compare(results: readonly ConvoResult[]): Difference[] {
  const groups = new Map<string, ConvoResult[]>()
  for (const result of results) {
    const key = `${result.path}#${result.example ?? ''}`
    groups.set(key, [...(groups.get(key) ?? []), result])
  }
  return [...groups.values()].flatMap(([first, ...others]) =>
    first ? others.flatMap((other) => between(first, other)) : [],
  )
}

function between(one: ConvoResult, other: ConvoResult): Difference[] {
  const found: Difference[] = []
  for (const [i, step] of one.steps.entries()) {
    const there = other.steps[i]
    if (!step.trace || !there?.trace) continue
    const aspects = {
      acts: [step.trace.acts, there.trace.acts],
      items: [step.trace.items.map(({ id }) => id), there.trace.items.map(({ id }) => id)],
      changes: [step.trace.changes, there.trace.changes],
      asked: [[step.trace.asked ?? 'none'], [there.trace.asked ?? 'none']],
    }
    for (const [what, [here = [], elsewhere = []]] of Object.entries(aspects)) {
      if (here.join('\n') === elsewhere.join('\n')) continue
      found.push({
        path: one.path,
        line: step.line,
        what: `${one.driver} and ${other.driver}: ${what}`,
        expected: `${one.driver}: ${here.join(', ') || 'none'}`,
        got: `${other.driver}: ${elsewhere.join(', ') || 'none'}`,
      })
      // What follows from the first difference tells nothing new.
      return found
    }
  }
  return found
}
