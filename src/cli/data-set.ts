import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { TastebudError } from '../errors.ts'

/**
 * Where a data set lies: what is here goes first, then a bare name (`ml-100k`) is looked for in the folder of the
 * setting `data`, which is asked for only then.
 * @throws TastebudError NO_FILE that says where it was looked for
 */
export function findDataSet(given: string, folder: () => string | undefined): string {
  if (existsSync(given)) return given
  const below = /[/\\]/.test(given) ? undefined : folder()
  if (below === undefined) {
    throw new TastebudError(
      'NO_FILE',
      `there is no ${given}`,
      'Check the path, or set TASTEBUD_DATA to the folder that holds your data sets and name one of them.',
    )
  }
  const path = join(below, given)
  if (existsSync(path)) return path
  throw new TastebudError('NO_FILE', `there is no ${given} here, nor in ${below}`, 'Check the name, or give a path.')
}
