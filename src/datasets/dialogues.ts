import { readFileSync } from 'node:fs'
import { TastebudError } from '../errors.ts'

/** What stands between the turns of a dialogue, one dialogue a line (DailyDialog, Li et al. 2017). */
const BETWEEN = '__eou__'

/** Turns of each dialogue, as written. */
export type Dialogues = readonly (readonly string[])[]

/**
 * Reads a file of dialogues: one a line, turns parted by `__eou__`; labels behind tabs are left out, and so are lines without
 * any turn.
 * @throws TastebudError NO_FILE; BAD_ROW with `path:line` where no line has two turns
 */
export function readDialogues(path: string): Dialogues {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new TastebudError('NO_FILE', `${path} cannot be read`, 'Check the path of the dialogues.', { cause })
  }
  const dialogues = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) =>
      (line.split('\t')[0] as string)
        .split(BETWEEN)
        .map((turn) => turn.trim())
        .filter(Boolean),
    )
    .filter(({ length }) => length > 0)
  if (!dialogues.some(({ length }) => length > 1))
    throw new TastebudError(
      'BAD_ROW',
      `${path}:1: expected a dialogue a line, its turns parted by ${BETWEEN}`,
      'See docs/small-talk.md for the format.',
    )
  return dialogues
}
