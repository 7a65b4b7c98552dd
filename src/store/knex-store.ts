import type { Knex } from 'knex'
import type { Reply } from '../dialogue/message.ts'
import { TastebudError } from '../errors.ts'
import type { Appended, LoggedEvent, PastTurn, PersonKey, Recalled, Store, Turn } from './contract.ts'
import type { Dialect } from './dialect.ts'
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

interface KeyRow {
  readonly value: string
  readonly fingerprint: string
  readonly turn_id: number
}

interface AnswerRow {
  readonly fingerprint: string
  readonly turn_id: number
  readonly reply: string
}

/** Tables that hold rows of a person, children first. */
const personal = ['idempotency_keys', 'turns', 'events'] as const
/** Rows in one INSERT: SQLite takes 32,766 values in a statement, an event has five. */
const batch = 500

/** The one place with SQL. Times are integers, JSON is text, ids come from the database: the same on every dialect. */
export class KnexStore implements Store {
  readonly #knex: Knex
  readonly #dialect: Dialect

  constructor(knex: Knex, dialect: Dialect) {
    this.#knex = knex
    this.#dialect = dialect
  }

  recall(person: PersonKey, { after = 0 }: { after?: number } = {}): Promise<Recalled> {
    return this.#guard(() => this.#recall(this.#knex, person, after))
  }

  async #recall(db: Knex, person: PersonKey, after: number): Promise<Recalled> {
    // One statement, so one snapshot: events and version cannot come from two moments. A person without
    // (newer) events has one row, of nulls.
    const rows: readonly (EventRow & { id: number; version: number })[] = await db('people')
      .leftJoin('events', (on) => on.on('events.person_id', 'people.id').andOn('seq', '>', db.raw('?', [after])))
      .where(onlyKey(person))
      .orderBy('seq')
      .select('people.id', 'version', 'seq', 'conversation', 'at', 'data')
    const events = rows.filter((row) => row.seq !== null).map((row) => this.#event(row))
    return { events, version: rows[0]?.version ?? 0, epoch: rows[0]?.id ?? 0 }
  }

  async commit(turn: Turn): Promise<number> {
    try {
      return await this.#transaction((trx) => this.#write(trx, turn))
    } catch (error) {
      // The same request, already answered (its answer was lost on the way, or both came at once): nothing twice.
      const known = turn.key && error instanceof TastebudError && (await this.#answer(turn.person, turn.key))
      if (known) return known.turn_id
      throw error
    }
  }

  async #write(trx: Knex.Transaction, turn: Turn): Promise<number> {
    const id = await this.#advance(trx, turn)
    const [written] = (await trx('turns')
      .insert({
        person_id: id,
        conversation: turn.conversation,
        at: turn.at,
        text: turn.text,
        reply: JSON.stringify(turn.reply),
      })
      .returning('id')) as { id: number }[]
    if (written === undefined) throw new Error('the insert of a turn returned no id')
    await this.#insertEvents(trx, id, turn.version, turn)
    if (turn.key) {
      const kept = (await trx('idempotency_keys')
        .insert({ person_id: id, ...turn.key, turn_id: written.id })
        .onConflict(['person_id', 'value'])
        .ignore()
        .returning('turn_id')) as unknown[]
      if (kept.length === 0) throw keyReused()
    }
    return written.id
  }

  append(person: PersonKey, appended: Appended): Promise<void> {
    const more = appended.events.length
    return this.#transaction(async (trx) => {
      const [row] = (await trx('people')
        .insert({ ...onlyKey(person), version: more })
        .onConflict(['channel', 'person'])
        .merge({ version: trx.raw('?? + ?', ['people.version', more]) })
        .returning(['id', 'version'])) as { id: number; version: number }[]
      if (row === undefined) throw new Error('the insert of a person returned no row')
      await this.#insertEvents(trx, row.id, row.version - more, appended)
    })
  }

  /** @param after the last seq before these events */
  async #insertEvents(trx: Knex.Transaction, id: number, after: number, { conversation, at, events }: Appended) {
    const rows = events.map((data, i) => ({
      person_id: id,
      seq: after + 1 + i,
      conversation,
      at,
      data: JSON.stringify(data),
    }))
    for (let i = 0; i < rows.length; i += batch) await trx('events').insert(rows.slice(i, i + batch))
  }

  /**
   * Moves the person's version past the turn's events and gives their row. One statement, and the first of the
   * transaction: it takes the lock (on this person only, where the database can) before anything else, and finds
   * no row when somebody was faster.
   */
  async #advance(trx: Knex.Transaction, { person, version, epoch, events }: Turn): Promise<number> {
    const after = version + events.length
    const query =
      version === 0 && !epoch
        ? trx('people')
            .insert({ ...onlyKey(person), version: after })
            .onConflict(['channel', 'person'])
            .merge({ version: after })
            .where('people.version', 0)
        : trx('people')
            .where({ ...onlyKey(person), version, ...(epoch !== undefined && { id: epoch }) })
            .update({ version: after })
    const [row] = (await query.returning('id')) as { id: number }[]
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
    person: PersonKey,
    conversation: string,
    { after = 0, limit = 100 }: { after?: number; limit?: number } = {},
  ): Promise<readonly PastTurn[]> {
    return this.#guard(async () => {
      const rows: readonly TurnRow[] = await this.#knex('turns')
        .join('people', 'people.id', 'turns.person_id')
        .where({ channel: person.channel, person: person.person, conversation })
        .where('turns.id', '>', after)
        .orderBy('turns.id', 'desc')
        .limit(limit)
        .select('turns.id', 'at', 'text', 'reply')
      return rows.map((row) => this.#turn(row)).reverse()
    })
  }

  async erase(person: PersonKey): Promise<Readonly<Record<string, number>>> {
    const gone = await this.#transaction(async (trx) => {
      const rows: Record<string, number> = { idempotency_keys: 0, turns: 0, events: 0, people: 0 }
      // Locks the person, so that a turn in flight comes before this or meets nobody; SQLite locks all.
      const id = (await trx('people')
        .where(onlyKey(person))
        .update({ version: trx.ref('version') as unknown as number }))
        ? await this.#id(trx, person)
        : undefined
      if (id === undefined) return rows
      for (const table of personal) rows[table] = await trx(table).where({ person_id: id }).delete()
      rows.people = await trx('people').where({ id }).delete()
      return rows
    })
    await this.#guard(() => this.#dialect.forgetJournal(this.#knex))
    return gone
  }

  count(person: PersonKey): Promise<Readonly<Record<string, number>>> {
    return this.#guard(async () => {
      const id = await this.#id(this.#knex, person)
      const rows: Record<string, number> = {}
      for (const table of personal) {
        const found = await this.#knex(table)
          .where({ person_id: id ?? -1 })
          .count({ rows: '*' })
          .first()
        rows[table] = Number(found?.rows ?? 0)
      }
      rows.people = id === undefined ? 0 : 1
      return rows
    })
  }

  export(person: PersonKey): Promise<Readonly<Record<string, unknown>>> {
    // One transaction that sees one moment: no event without its turn.
    return this.#transaction(async (trx) => {
      const { events, version, epoch } = await this.#recall(trx, person, 0)
      const turns: readonly TurnRow[] = await trx('turns').where({ person_id: epoch }).orderBy('id')
      const keys: readonly KeyRow[] = await trx('idempotency_keys').where({ person_id: epoch }).orderBy('turn_id')
      return {
        channel: person.channel,
        person: person.person,
        version,
        events,
        turns: turns.map((row) => ({ conversation: row.conversation, ...this.#turn(row) })),
        keys: keys.map((row) => ({ value: row.value, fingerprint: row.fingerprint, turn: row.turn_id })),
      }
    }, 'repeatable read')
  }

  check(): Promise<void> {
    return this.#transaction(async (trx) => {
      await trx('write_check').where({ id: 1 }).increment('writes', 1)
      await trx('people').select('id').first()
    })
  }

  async close(): Promise<void> {
    await this.#knex.destroy()
  }

  async #id(db: Knex, person: PersonKey): Promise<number | undefined> {
    const row: { id: number } | undefined = await db('people').where(onlyKey(person)).first('id')
    return row?.id
  }

  /** @throws TastebudError KEY_REUSED */
  #answer(person: PersonKey, key: { value: string; fingerprint: string }): Promise<AnswerRow | undefined> {
    return this.#guard(async () => {
      const row: AnswerRow | undefined = await this.#knex('idempotency_keys')
        .join('people', 'people.id', 'idempotency_keys.person_id')
        .join('turns', 'turns.id', 'idempotency_keys.turn_id')
        .where({ channel: person.channel, person: person.person, value: key.value })
        .first('fingerprint', 'turn_id', 'reply')
      if (row !== undefined && row.fingerprint !== key.fingerprint) throw keyReused()
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

  /** @param isolationLevel where it must be more than the database's own; SQLite always gives the most there is */
  #transaction<T>(work: (trx: Knex.Transaction) => Promise<T>, isolationLevel?: Knex.IsolationLevels): Promise<T> {
    let failure: unknown
    return this.#guard(() =>
      this.#knex
        .transaction(
          (trx) =>
            work(trx).catch((error: unknown) => {
              failure = error
              throw error
            }),
          isolationLevel && { isolationLevel },
        )
        // SQLite rolls back by itself when the disk is full; Knex then reports that its own rollback had nothing to do.
        .catch((error: unknown) => {
          throw failure ?? error
        }),
    )
  }
}

/** The key alone: callers hand in messages and the like, which hold more. */
const onlyKey = ({ channel, person }: PersonKey): PersonKey => ({ channel, person })

function keyReused(): TastebudError {
  return new TastebudError(
    'KEY_REUSED',
    'This idempotency key was used before, for another message.',
    'Make a new key for every message, and repeat a key only to repeat the same message.',
  )
}
