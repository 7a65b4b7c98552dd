/**
 * How long a reply takes: from message to reply with the commit on disk, one conversation at a time (a new person
 * every 25 turns), all recommenders on. `tsx bench/reply.ts [--home dir] [--turns 1000] [--warm 50]`
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createBot } from '../src/index.ts'
import { script } from './parts/script.ts'
import { percentile, report } from './parts/table.ts'

const { values } = parseArgs({
  options: { home: { type: 'string' }, turns: { type: 'string' }, warm: { type: 'string' }, name: { type: 'string' } },
})
const turns = Number(values.turns ?? 1000)
const warm = Number(values.warm ?? 50)
const folder = mkdtempSync(join(tmpdir(), 'tastebud-bench-'))
const bot = await createBot({
  ...(values.home !== undefined && { home: values.home }),
  store: join(folder, 'store.sqlite'),
  seed: 1,
})
await bot.loaded

const lines = script(bot.catalogue, turns + warm, 1)
const times: number[] = []
let degraded = 0
let cpu = process.cpuUsage()
for (const [i, text] of lines.entries()) {
  if (i === warm) cpu = process.cpuUsage()
  const start = performance.now()
  const reply = await bot.respond({
    channel: 'bench',
    conversation: 'c',
    person: `p${Math.floor(i / 25)}`,
    text,
    at: Date.now(),
  })
  if (i < warm) continue
  times.push(performance.now() - start)
  if (reply.trace.degraded) degraded++
}
const { user, system } = process.cpuUsage(cpu)
report(`reply-${values.name ?? 'demo'}`, [
  { what: `reply, p50 of ${turns} turns (${bot.catalogue.size} items)`, value: percentile(times, 0.5), unit: 'ms' },
  { what: 'reply, p95', value: percentile(times, 0.95), unit: 'ms', goal: 50 },
  { what: 'reply, slowest', value: percentile(times, 1), unit: 'ms' },
  { what: 'CPU a turn, mean (both threads)', value: (user + system) / 1000 / turns, unit: 'ms', goal: 4 },
  { what: 'degraded replies', value: degraded, unit: '', goal: 0 },
])
await bot.close()
rmSync(folder, { recursive: true })
