import type { Knex } from 'knex'
import type { Reply } from '../dialogue/message.ts'
import { TastebudError } from '../errors.ts'
import type { LoggedEvent, PastTurn, PersonKey, Store, Turn } from './contract.ts'
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

  recall(person: PersonKey): Promise<{ readonly events: readonly LoggedEvent[]; readonly version: number }> {
    return this.#guard(async () => {
      // One statement, so one snapshot: events and version cannot come from two moments. A person without
      // events has a row of nulls.
      const rows: readonly (EventRow & { version: number })[] = await this.#knex('people')
        .leftJoin('events', 'events.person_id', 'people.id')
        .where({ channel: person.channel, person: person.person })
        .orderBy('seq')
        .select('version', 'seq', 'conversation', 'at', 'data')
      const events = rows.filter((row) => row.seq !== null).map((row) => this.#event(row))
      return { events, version: rows[0]?.version ?? 0 }
    })
  }

  commit(turn: Turn): Promise<number> {
    return this.#transaction(async (trx) => {
      // Writing first takes the lock at once, on this person only where the database can: nobody else can move
      // the version until the end.
      const [owner] = (await trx('people')
        .insert({ channel: turn.person.channel, person: turn.person.person, version: 0 })
        .onConflict(['channel', 'person'])
        .merge({ version: trx.ref('people.version') as unknown as number })
        .returning(['id', 'version'])) as { id: number; version: number }[]
      if (owner === undefined) throw new Error('the upsert of a person returned no row')

      const answered = turn.key && (await this.#key(trx, owner.id, turn.key))
      // The same request, already answered (the first answer was lost on its way, or both came at once): nothing twice.
      if (answered) return answered.turn_id
      if (owner.version !== turn.version) {
        throw new TastebudError(
          'VERSION_CONFLICT',
          `The turn was computed on version ${turn.version}, the person is at version ${owner.version}.`,
          'Compute the turn again on what is stored now.',
        )
      }

      const [written] = (await trx('turns')
        .insert({
          person_id: owner.id,
          conversation: turn.conversation,
          at: turn.at,
          text: turn.text,
          reply: JSON.stringify(turn.reply),
        })
        .returning('id')) as { id: number }[]
      if (written === undefined) throw new Error('the insert of a turn returned no id')
      const events = turn.events.map((data, i) => ({
        person_id: owner.id,
        seq: turn.version + 1 + i,
        conversation: turn.conversation,
        at: turn.at,
        data: JSON.stringify(data),
      }))
      for (let i = 0; i < events.length; i += batch) await trx('events').insert(events.slice(i, i + batch))
      if (events.length > 0) {
        await trx('people')
          .where({ id: owner.id })
          .update({ version: turn.version + events.length })
      }
      if (turn.key) await trx('idempotency_keys').insert({ person_id: owner.id, ...turn.key, turn_id: written.id })
      return written.id
    })
  }

  answered(person: PersonKey, key: { value: string; fingerprint: string }): Promise<Reply | undefined> {
    return this.#guard(async () => {
      const id = await this.#id(this.#knex, person)
      const known = id === undefined ? undefined : await this.#key(this.#knex, id, key)
      if (!known) return undefined
      const row: TurnRow | undefined = await this.#knex('turns').where({ id: known.turn_id }).first()
      return row && (this.#parse(row.reply) as Reply)
    })
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
        .where({ ...person })
        .update({ version: trx.ref('version') as unknown as number }))
        ? await this.#id(trx, person)
        : undefined
      if (id === undefined) return rows
      for (const table of personal) rows[table] = await trx(table).where({ person_id: id }).delete()
      rows['people'] = await trx('people').where({ id }).delete()
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
        rows[table] = Number(found?.['rows'] ?? 0)
      }
      rows['people'] = id === undefined ? 0 : 1
      return rows
    })
  }

  export(person: PersonKey): Promise<Readonly<Record<string, unknown>>> {
    return this.#guard(async () => {
      const { events, version } = await this.recall(person)
      const id = (await this.#id(this.#knex, person)) ?? -1
      const turns: readonly TurnRow[] = await this.#knex('turns').where({ person_id: id }).orderBy('id')
      const keys: readonly KeyRow[] = await this.#knex('idempotency_keys').where({ person_id: id }).orderBy('turn_id')
      return {
        channel: person.channel,
        person: person.person,
        version,
        events,
        turns: turns.map((row) => ({ conversation: row.conversation, ...this.#turn(row) })),
        keys: keys.map((row) => ({ value: row.value, fingerprint: row.fingerprint, turn: row.turn_id })),
      }
    })
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
    const row: { id: number } | undefined = await db('people')
      .where({ channel: person.channel, person: person.person })
      .first('id')
    return row?.id
  }

  /** @throws TastebudError KEY_REUSED */
  async #key(db: Knex, id: number, key: { value: string; fingerprint: string }): Promise<KeyRow | undefined> {
    const row: KeyRow | undefined = await db('idempotency_keys').where({ person_id: id, value: key.value }).first()
    if (row === undefined || row.fingerprint === key.fingerprint) return row
    throw new TastebudError(
      'KEY_REUSED',
      'This idempotency key was used before, for another message.',
      'Make a new key for every message, and repeat a key only to repeat the same message.',
    )
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

  #transaction<T>(work: (trx: Knex.Transaction) => Promise<T>): Promise<T> {
    let failure: unknown
    return this.#guard(() =>
      this.#knex
        .transaction((trx) =>
          work(trx).catch((error: unknown) => {
            failure = error
            throw error
          }),
        )
        // SQLite rolls back by itself when the disk is full; Knex then reports that its own rollback had nothing to do.
        .catch((error: unknown) => {
          throw failure ?? error
        }),
    )
  }
}
