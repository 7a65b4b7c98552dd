import type { Value } from './dialect.ts'

/** The driver's side of a statement: `sqlite3`'s class has far more. */
export interface Statement {
  all(values: readonly Value[], done: (error: Error | null, rows: unknown[]) => void): void
  finalize(done: (error?: Error | null) => void): void
}

export interface Compiler {
  prepare(sql: string, done: (this: Statement, error: Error | null) => void): Statement
}

/**
 * The statements that a connection has compiled, the latest used. The driver hands every statement to another thread
 * once to compile and once to run it; at every turn the first half is worth sparing.
 */
export class Statements {
  readonly #compiler: Compiler
  readonly #capacity: number
  readonly #compiled = new Map<string, Promise<Statement>>()

  /** @param capacity statements kept, at least 1 */
  constructor(compiler: Compiler, capacity = 64) {
    this.#compiler = compiler
    this.#capacity = capacity
  }

  /** To its end: a statement that still has rows to give would hold a lock. */
  async run(sql: string, values: readonly Value[]): Promise<readonly unknown[]> {
    const compiling = this.#statement(sql)
    const statement = await compiling
    try {
      return await new Promise((resolve, reject) => {
        statement.all(values, (error, rows) => (error ? reject(error) : resolve(rows)))
      })
    } catch (error) {
      // One that failed half-way (the file was locked) still counts as running, and no transaction could end.
      if (this.#compiled.get(sql) === compiling) this.#compiled.delete(sql)
      await finalize(compiling)
      throw error
    }
  }

  async release(): Promise<void> {
    const all = [...this.#compiled.values()]
    this.#compiled.clear()
    await Promise.all(all.map(finalize))
  }

  #statement(sql: string): Promise<Statement> {
    const known = this.#compiled.get(sql)
    if (known) {
      // Last in the map is the last used.
      this.#compiled.delete(sql)
      this.#compiled.set(sql, known)
      return known
    }
    const compiling = new Promise<Statement>((resolve, reject) => {
      this.#compiler.prepare(sql, function (error) {
        if (error) reject(error)
        else resolve(this)
      })
    })
    this.#compiled.set(sql, compiling)
    compiling.catch(() => this.#compiled.delete(sql))
    const [oldest] = this.#compiled
    if (oldest && this.#compiled.size > this.#capacity) {
      this.#compiled.delete(oldest[0])
      void finalize(oldest[1])
    }
    return compiling
  }
}

const finalize = async (compiling: Promise<Statement>): Promise<void> => {
  const statement = await compiling.catch(() => undefined)
  // What finalizing reports is the failure of its last run, which its caller has heard of.
  await new Promise<void>((resolve) => (statement ? statement.finalize(() => resolve()) : resolve()))
}
