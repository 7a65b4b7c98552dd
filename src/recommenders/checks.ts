import { TastebudError } from '../errors.ts'
import type { Model, RowQuery, SessionModel, TrainingData } from './contract.ts'

/** Refuses a call that the caller got wrong: a buffer of the wrong length, a row that no item has. */
export function checkCall(items: number, query: RowQuery, scores: Float32Array): void {
  if (scores.length !== items) {
    throw new RangeError(`the score buffer has ${scores.length} places for ${items} items`)
  }
  const { history, strengths, at } = query
  if (at !== undefined && !Number.isFinite(at)) throw new RangeError(`a query at the time ${at}`)
  if (strengths !== undefined && strengths.length !== history.length) {
    throw new RangeError(`${strengths.length} strengths for a history of ${history.length}`)
  }
  for (let h = 0; h < history.length; h++) {
    const row = history[h]
    if (row === undefined || !Number.isInteger(row) || row < 0 || row >= items) {
      throw new RangeError(`the history names the row ${row} of ${items}`)
    }
    const strength = strengths?.[h] ?? 1
    if (!(strength > 0 && strength < Number.POSITIVE_INFINITY)) {
      throw new RangeError(`a strength must be above 0, but one is ${strength}`)
    }
  }
}

/** @throws TastebudError NO_DATA when there is nothing to learn from */
export function checkEvents(model: string, data: TrainingData): void {
  if (data.interactions.rows.length === 0 || data.interactions.items.size === 0) {
    throw new TastebudError(
      'NO_DATA',
      `the model "${model}" was given no events to learn from`,
      'Import interactions first, or choose a model that needs content only.',
    )
  }
}

/** The error of a model that is asked or saved before it has learnt. */
export function notFitted(model: string): TastebudError {
  return new TastebudError('NOT_FITTED', `the model "${model}" has not been fitted`, 'Call fit, or load a saved model.')
}

/** The error of saved weights that do not belong together. */
export function badArtifact(model: string, what: string): TastebudError {
  return new TastebudError('BAD_ARTIFACT', `the weights of "${model}" do not fit: ${what}`, 'Train the model again.')
}

export const isSessionModel = (model: Model): model is SessionModel => 'scoreState' in model
