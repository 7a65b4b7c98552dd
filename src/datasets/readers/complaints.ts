import { TastebudError } from '../../errors.ts'

/** Bad rows of a file: tolerated and reported up to a number, then thrown. */
export class Complaints {
  readonly skipped: string[] = []

  /** @param allowed how many bad rows may be left out; 0 = the first one stops the reading */
  constructor(readonly allowed = 0) {}

  /** @throws the error when the allowance is used up */
  add(error: TastebudError): void {
    if (this.skipped.length >= this.allowed) {
      if (this.allowed === 0) throw error
      throw new TastebudError(
        error.code,
        `${error.message} (after ${this.allowed} other bad rows that were left out)`,
        error.fix,
      )
    }
    this.skipped.push(error.message)
  }
}
