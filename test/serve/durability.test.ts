import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import sqlite3 from 'sqlite3'
import { afterAll, expect, test } from 'vitest'
import { Server } from '../../src/conversation-tests/drivers/server.ts'
import { Random } from '../../src/random.ts'
import { openStore } from '../../src/store/open.ts'
import { program } from '../program.ts'

const folder = mkdtempSync(join(tmpdir(), 'tastebud-killed-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** A turn for which the client got HTTP 200, with the answer. */
interface Acknowledged {
  readonly sender: string
  readonly key: string
  readonly message: string
  readonly answer: unknown
}

const wishes = ['I loved Alien', 'hi', 'surprise me', 'a comedy from the 80s', 'what do you know about me?', 'more']

function integrity(file: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const db = new sqlite3.Database(file, sqlite3.OPEN_READONLY)
    db.get('PRAGMA integrity_check', (error, row) => db.close(() => (error ? reject(error) : resolve(row))))
  })
}

test('SIGKILL of a serving Tastebud at random moments: no acknowledged turn is lost, none comes twice', async () => {
  const store = join(folder, 'store.sqlite')
  const launch = { program: program(), env: {}, store, seed: 1 }
  const server = new Server()
  const random = new Random(11)
  const senders = ['ann', 'bob', 'cid']
  const acknowledged: Acknowledged[] = []
  let stopped = false
  let up = Promise.resolve()
  let retries = 0

  const post = ({ sender, key, message }: Omit<Acknowledged, 'answer'>) =>
    server.post('/webhooks/rest/webhook', { sender, message }, { 'idempotency-key': key })

  /** Sends one message after the other; one without an answer again under its key, until there is one. */
  async function client(sender: string): Promise<void> {
    for (let n = 0; !stopped; n++) {
      const turn = { sender, key: `${sender}-${n}`, message: `${wishes[n % wishes.length]} (${sender} ${n})` }
      for (;;) {
        await up
        try {
          acknowledged.push({ ...turn, answer: await post(turn) })
          break
        } catch (error) {
          // Killed on the way: there is no status. Anything that has one was said by a living server.
          expect(String(error)).not.toMatch(/^Error: \d{3} /)
          retries++
          await wait(5)
        }
      }
    }
  }

  await server.start(launch)
  const clients = senders.map(client)
  let kills = 0
  // Each start costs seconds, so there are few kills, each at its own moment.
  while (acknowledged.length < 200) {
    // From each start on, some answers, and then a moment that nobody chose.
    const enough = Math.min(200, acknowledged.length + 25 + random.int(25))
    await Promise.race([untilAcknowledged(enough), Promise.all(clients)])
    if (acknowledged.length >= 200) break
    await wait(random.next() * 40)
    up = server.kill().then(async () => {
      expect(await integrity(store)).toEqual({ integrity_check: 'ok' })
      await server.start(launch)
    })
    kills++
    await up
  }
  stopped = true
  await Promise.all(clients)
  expect(kills).toBeGreaterThanOrEqual(4)
  // Kills that met a turn on its way; without any this would have tested nothing.
  expect(retries).toBeGreaterThan(0)

  // The same keys once more, now to the last of the processes: each gives what the client was told.
  const again = await Promise.all(
    senders.map(async (sender) => {
      const answers: [unknown, unknown][] = []
      for (const turn of acknowledged.filter((each) => each.sender === sender)) {
        answers.push([await post(turn), turn.answer])
      }
      return answers
    }),
  )
  for (const [now, then] of again.flat()) expect(now).toEqual(then)
  await server.kill()
  expect(await integrity(store)).toEqual({ integrity_check: 'ok' })

  const opened = await openStore({ file: store })
  for (const sender of senders) {
    const person = { channel: 'webhook', person: sender }
    const turns = await opened.turns(person, sender, { limit: 10_000 })
    // In order, each once, and no other: every turn of this client was acknowledged in the end.
    expect(turns.map(({ text }) => text)).toEqual(
      acknowledged.filter((each) => each.sender === sender).map(({ message }) => message),
    )
    const { events, version } = await opened.recall(person)
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: version }, (_, i) => i + 1))
    expect(events.filter(({ data }) => data.type === 'spoke')).toHaveLength(turns.length)
    expect(await opened.count(person)).toMatchObject({ turns: turns.length, idempotency_keys: turns.length })
  }
  await opened.close()

  async function untilAcknowledged(count: number): Promise<void> {
    while (acknowledged.length < count) await wait(2)
  }
}, 120_000)
