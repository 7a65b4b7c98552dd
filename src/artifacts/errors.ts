import { TastebudError } from '../errors.ts'

/** No artifact lies there. */
export const missing = (dir: string) =>
  new TastebudError('ARTIFACT_MISSING', `there is no saved model in ${dir}`, 'Train it: "tastebud train".')

/** What lies there is not what was saved. */
export const corrupt = (dir: string, what: string, cause?: unknown) =>
  new TastebudError(
    'ARTIFACT_CORRUPT',
    `the saved model in ${dir} is damaged: ${what}`,
    'Delete that folder and train again, or bring back a copy.',
    { cause },
  )

/** It was saved in a form that this program does not know. */
export const wrongVersion = (dir: string, found: unknown, known: number) =>
  new TastebudError(
    'ARTIFACT_VERSION',
    `the saved model in ${dir} has the format version ${String(found)}; this program reads version ${known}`,
    'Train the model again with this program.',
  )

/** It is sound, but belongs to other items. */
export const mismatch = (dir: string, what: string) =>
  new TastebudError(
    'ARTIFACT_MISMATCH',
    `the saved model in ${dir} was trained on another catalogue: ${what}`,
    'Train the model again on this catalogue.',
  )

/** The folder cannot be written: no room, no right, something in the way. */
export const unwritable = (dir: string, cause: Error) =>
  new TastebudError(
    'ARTIFACT_UNWRITABLE',
    `the model cannot be saved in ${dir}: ${cause.message}`,
    'Make room or give the right to write there, then train again.',
    { cause },
  )
