import { appendFileSync, closeSync, fsyncSync, openSync } from 'node:fs'
import { openStore } from '../../src/store/open.ts'
import { ann, turnOf } from './turn-of.ts'

/** Does turns without end and logs each one, synced, after its commit; is killed from outside (durability.test.ts). */
const [file = '', log = ''] = process.argv.slice(2)
const store = await openStore({ file })
const acknowledged = openSync(log, 'a')
for (;;) {
  const { version } = await store.recall(ann)
  const n = version / 2 + 1
  const key = { value: `turn ${n}`, fingerprint: `f${n}` }
  const events = [
    { type: 'said', n },
    { type: 'did', n },
  ]
  await store.commit(turnOf(ann, version, `turn ${n}`, { key, events }))
  appendFileSync(acknowledged, `${n}\n`)
  fsyncSync(acknowledged)
  if (n >= 100_000) break
}
closeSync(acknowledged)
