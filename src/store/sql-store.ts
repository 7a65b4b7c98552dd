import type { Knex } from 'knex'
import type { Reply } from '../dialogue/message.ts'
import { TastebudError } from '../errors.ts'
import type { Appended, Committed, LoggedEvent, PastTurn, PersonKey, Recalled, Store, Turn } from './contract.ts'
import type { Connection, Dialect, Value } from './dialect.ts'
import { asStoreError } from './failures.ts'

interface EventRow {
  readonly seq: number
  readonly conversation: string
  readonly at: number | string
  readonly data: string
}

interface TurnRow {
  readonly id: number
  readonly conversation: string
  readonly at: number | string
  readonly text: string
  readonly reply: string
}

interface AnswerRow {
  readonly fingerprint: string
  readonly turn_id: number
  readonly person_id: number
  readonly reply: string
}

/** Runs one statement; the rows are as its text says. */
type Run = <Row>(sql: string, values?: readonly Value[]) => Promise<readonly Row[]>

/** Tables that hold rows of a person, children first. */
const personal = ['idempotency_keys', 'turns', 'events'] as const
/** Rows in one INSERT: SQLite takes 32,766 values in a statement, an event has five. */
const batch = 500

/**
 * The one place with SQL. Times are integers, JSON is text, ids come from the database: the same on every dialect.
 * Knex brings the connections and the schema; the statements are written out, because building them anew at every
 * turn took more time than running them.
 */
export class SqlStore implements Store {
  readonly #knex: Knex
  readonly #dialect: Dialect

  constructor(knex: Knex, dialect: Dialect) {
    this.#knex = knex
    this.#dialect = dialect
  }

  recall(person: PersonKey, { after = 0 }: { after?: number } = {}): Promise<Recalled> {
    return this.#connected((run) => this.#recall(run, person, after))
  }

  async #recall(run: Run, { channel, person }: PersonKey, after: number): Promise<Recalled> {
    // One statement, so one snapshot: events and version cannot come from two moments. A person without
    // (newer) events has one row, of nulls.
    const rows = await run<EventRow & { id: number; version: number }>(
      `SELECT people.id, version, seq, conversation, at, data
       FROM people LEFT JOIN events ON events.person_id = people.id AND seq > ?
       WHERE channel = ? AND person = ? ORDER BY seq`,
      [after, channel, person],
    )
    const events = rows.filter((row) => row.seq !== null).map((row) => this.#event(row))
    return { events, version: rows[0]?.version ?? 0, epoch: rows[0]?.id ?? 0 }
  }

  async commit(turn: Turn): Promise<Committed> {
    try {
      return await this.#transaction((run) => this.#write(run, turn))
    } catch (error) {
      // The same request, already answered (its answer was lost on the way, or both came at once): nothing twice.
      const known = turn.key && error instanceof TastebudError && (await this.#answer(turn.person, turn.key))
      if (known) return { turn: known.turn_id, epoch: known.person_id, repeated: true }
      throw error
    }
  }

  async #write(run: Run, turn: Turn): Promise<Committed> {
    const { conversation, at, text, reply, key } = turn
    const epoch = await this.#advance(run, turn)
    const [written] = await run<{ id: number }>(
      'INSERT INTO turns (person_id, conversation, at, text, reply) VALUES (?, ?, ?, ?, ?) RETURNING id',
      [epoch, conversation, at, text, JSON.stringify(reply)],
    )
    if (written === undefined) throw new Error('the insert of a turn returned no id')
    await this.#insertEvents(run, epoch, turn.version, turn)
    if (key) {
      const kept = await run(
        `INSERT INTO idempotency_keys (person_id, value, fingerprint, turn_id) VALUES (?, ?, ?, ?)
         ON CONFLICT (person_id, value) DO NOTHING RETURNING turn_id`,
        [epoch, key.value, key.fingerprint, written.id],
      )
      if (kept.length === 0) throw keyReused()
    }
    return { turn: written.id, epoch }
  }

  append({ channel, person }: PersonKey, appended: Appended): Promise<void> {
    const more = appended.events.length
    return this.#transaction(async (run) => {
      const [row] = await run<{ id: number; version: number }>(
        `INSERT INTO people (channel, person, version) VALUES (?, ?, ?)
         ON CONFLICT (channel, person) DO UPDATE SET version = people.version + excluded.version
         RETURNING id, version`,
        [channel, person, more],
      )
      if (row === undefined) throw new Error('the insert of a person returned no row')
      await this.#insertEvents(run, row.id, row.version - more, appended)
    })
  }

  /** @param after the last seq before these events */
  async #insertEvents(run: Run, id: number, after: number, { conversation, at, events }: Appended): Promise<void> {
    for (let from = 0; from < events.length; from += batch) {
      const some = events.slice(from, from + batch)
      await run(
        `INSERT INTO events (person_id, seq, conversation, at, data) VALUES ${some.map(() => '(?, ?, ?, ?, ?)').join()}`,
        some.flatMap((data, i) => [id, after + from + 1 + i, conversation, at, JSON.stringify(data)]),
      )
    }
  }

  /**
   * Moves the person's version past the turn's events and gives their row. One statement, and the first of the
   * transaction: it takes the lock (on this person only, where the database can) before anything else, and finds
   * no row when somebody was faster.
   */
  async #advance(run: Run, { person: { channel, person }, version, epoch, events }: Turn): Promise<number> {
    const after = version + events.length
    const update = 'UPDATE people SET version = ? WHERE channel = ? AND person = ? AND version = ?'
    const [row] =
      version === 0 && !epoch
        ? await run<{ id: number }>(
            `INSERT INTO people (channel, person, version) VALUES (?, ?, ?)
             ON CONFLICT (channel, person) DO UPDATE SET version = excluded.version WHERE people.version = 0
             RETURNING id`,
            [channel, person, after],
          )
        : epoch === undefined
          ? await run<{ id: number }>(`${update} RETURNING id`, [after, channel, person, version])
          : await run<{ id: number }>(`${update} AND id = ? RETURNING id`, [after, channel, person, version, epoch])
    if (row !== undefined) return row.id
    throw new TastebudError(
      'VERSION_CONFLICT',
      `The turn was computed on version ${version}, which is no longer the newest.`,
      'Compute the turn again on what is stored now.',
    )
  }

  async answered(person: PersonKey, key: { value: string; fingerprint: string }): Promise<Reply | undefined> {
    const known = await this.#answer(person, key)
    return known && (this.#parse(known.reply) as Reply)
  }

  turns(
    { channel, person }: PersonKey,
    conversation: string,
    { after = 0, limit = 100 }: { after?: number; limit?: number } = {},
  ): Promise<readonly PastTurn[]> {
    return this.#connected(async (run) => {
      const rows = await run<TurnRow>(
        `SELECT turns.id, at, text, reply FROM turns JOIN people ON people.id = person_id
         WHERE channel = ? AND person = ? AND conversation = ? AND turns.id > ? ORDER BY turns.id DESC LIMIT ?`,
        [channel, person, conversation, after, limit],
      )
      return rows.map((row) => this.#turn(row)).reverse()
    })
  }

  async erase({ channel, person }: PersonKey): Promise<Readonly<Record<string, number>>> {
    const gone = await this.#transaction(async (run) => {
      const rows: Record<string, number> = { idempotency_keys: 0, turns: 0, events: 0, people: 0 }
      // Locks the person, so that a turn in flight comes before this or meets nobody; SQLite locks all.
      const lock = 'UPDATE people SET version = version WHERE channel = ? AND person = ? RETURNING id'
      const [row] = await run<{ id: number }>(lock, [channel, person])
      if (row === undefined) return rows
      for (const table of personal) {
        rows[table] = (await run(`DELETE FROM ${table} WHERE person_id = ? RETURNING person_id`, [row.id])).length
      }
      rows.people = (await run('DELETE FROM people WHERE id = ? RETURNING id', [row.id])).length
      return rows
    })
    await this.#guard(() => this.#dialect.forgetJournal(this.#knex))
    return gone
  }

  count({ channel, person }: PersonKey): Promise<Readonly<Record<string, number>>> {
    return this.#connected(async (run) => {
      const [row] = await run<{ id: number }>('SELECT id FROM people WHERE channel = ? AND person = ?', [
        channel,
        person,
      ])
      const rows: Record<string, number> = {}
      for (const table of personal) {
        const found = await run<{ rows: number | string }>(
          `SELECT count(*) AS rows FROM ${table} WHERE person_id = ?`,
          [row?.id ?? -1],
        )
        rows[table] = Number(found[0]?.rows ?? 0)
      }
      rows.people = row === undefined ? 0 : 1
      return rows
    })
  }

  export(person: PersonKey): Promise<Readonly<Record<string, unknown>>> {
    // One transaction that sees one moment: no event without its turn.
    return this.#transaction(async (run) => {
      const { events, version, epoch } = await this.#recall(run, person, 0)
      const turns = await run<TurnRow>(
        'SELECT id, conversation, at, text, reply FROM turns WHERE person_id = ? ORDER BY id',
        [epoch],
      )
      const keys = await run<{ value: string; fingerprint: string; turn: number }>(
        'SELECT value, fingerprint, turn_id AS turn FROM idempotency_keys WHERE person_id = ? ORDER BY turn_id',
        [epoch],
      )
      return {
        channel: person.channel,
        person: person.person,
        version,
        events,
        turns: turns.map((row) => ({ conversation: row.conversation, ...this.#turn(row) })),
        keys,
      }
    }, this.#dialect.beginSnapshot)
  }

  async setting(scope: string): Promise<unknown> {
    const [row] = await this.#connected((run) =>
      run<{ data: string }>('SELECT data FROM settings WHERE scope = ?', [scope]),
    )
    return row && this.#parse(row.data)
  }

  async saveSetting(scope: string, data: unknown): Promise<void> {
    const upsert = `INSERT INTO settings (scope, data) VALUES (?, ?)
                    ON CONFLICT (scope) DO UPDATE SET data = excluded.data`
    await this.#connected((run) => run(upsert, [scope, JSON.stringify(data)]))
  }

  check(): Promise<void> {
    return this.#transaction(async (run) => {
      await run('UPDATE write_check SET writes = writes + 1 WHERE id = 1')
      await run('SELECT id FROM people LIMIT 1')
    })
  }

  async close(): Promise<void> {
    // Once more after the first close there is no connection to be had, and nothing left to do.
    const connection = await this.#knex.client.acquireConnection().catch(() => undefined)
    if (connection !== undefined) {
      await this.#dialect.release(connection)
      await this.#knex.client.releaseConnection(connection)
    }
    await this.#knex.destroy()
  }

  /** @throws TastebudError KEY_REUSED */
  #answer(
    { channel, person }: PersonKey,
    { value, fingerprint }: { value: string; fingerprint: string },
  ): Promise<AnswerRow | undefined> {
    return this.#connected(async (run) => {
      const [row] = await run<AnswerRow>(
        `SELECT fingerprint, turn_id, idempotency_keys.person_id, reply FROM idempotency_keys
         JOIN people ON people.id = idempotency_keys.person_id JOIN turns ON turns.id = turn_id
         WHERE channel = ? AND person = ? AND value = ?`,
        [channel, person, value],
      )
      if (row !== undefined && row.fingerprint !== fingerprint) throw keyReused()
      return row
    })
  }

  #event(row: EventRow): LoggedEvent {
    const data = this.#parse(row.data) as LoggedEvent['data']
    return { seq: row.seq, conversation: row.conversation, at: Number(row.at), data }
  }

  #turn(row: TurnRow): PastTurn {
    return { id: row.id, at: Number(row.at), text: row.text, reply: this.#parse(row.reply) as Reply }
  }

  #parse(json: string): unknown {
    try {
      return JSON.parse(json)
    } catch (cause) {
      throw asStoreError(
        Object.assign(new Error('a row is not JSON', { cause }), { code: 'SQLITE_CORRUPT' }),
        this.#dialect.where,
      )
    }
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw asStoreError(error, this.#dialect.where)
    }
  }

  /** Works on a connection of the pool, which nobody else has meanwhile. */
  #connected<T>(work: (run: Run) => Promise<T>): Promise<T> {
    return this.#guard(async () => {
      const connection: Connection = await this.#knex.client.acquireConnection()
      try {
        return await work((async (sql, values = []) => await this.#dialect.run(connection, sql, values)) as Run)
      } finally {
        await this.#knex.client.releaseConnection(connection)
      }
    })
  }

  #transaction<T>(work: (run: Run) => Promise<T>, begin = 'BEGIN'): Promise<T> {
    return this.#connected(async (run) => {
      await run(begin)
      try {
        const result = await work(run)
        await run('COMMIT')
        return result
      } catch (error) {
        // SQLite rolls back by itself when the disk is full; the rollback then has nothing to do, and says so.
        await run('ROLLBACK').catch(() => {})
        throw error
      }
    })
  }
}

function keyReused(): TastebudError {
  return new TastebudError(
    'KEY_REUSED',
    'This idempotency key was used before, for another message.',
    'Make a new key for every message, and repeat a key only to repeat the same message.',
  )
}
