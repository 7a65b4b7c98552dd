import { InteractionsBuilder } from '../../src/datasets/builder.ts'
import type { Interactions } from '../../src/datasets/interactions.ts'

/** `world({ ann: 'a b c', bob: 'b:4@20' })`: item, value after `:`, time after `@`; by default 1 and the place. */
export function world(sequences: Readonly<Record<string, string>>, timed = true): Interactions {
  const builder = new InteractionsBuilder()
  for (const [name, events] of Object.entries(sequences)) {
    events.split(' ').forEach((event, place) => {
      const [, item = '', value = '1', time] = /^([^:@]+)(?::([^@]+))?(?:@(.+))?$/.exec(event) ?? []
      builder.add(name, item, Number(value), timed ? Number(time ?? place) : Number.NaN)
    })
  }
  return builder.build()
}

/** The same as text, for expectations. */
export function told({ items, names, offsets, rows }: Interactions): Record<string, string> {
  const ids = (s: number) => Array.from(rows.subarray(offsets[s], offsets[s + 1]), (row) => items.ids[row]).join(' ')
  return Object.fromEntries(names.map((name, s) => [name, ids(s)]))
}
