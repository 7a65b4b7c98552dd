import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The list of hashes beside the films, in the form that `sha256sum --check SHA256SUMS` reads. */
export const hashList = 'SHA256SUMS'

/** One line a file: the films, their vocabulary and the verdicts, by name. */
export function hashesOf(folder: string): string {
  const files = readdirSync(folder).filter((file) => file.endsWith('.jsonl') || file.endsWith('.json'))
  return files
    .sort()
    .map(
      (file) =>
        `${createHash('sha256')
          .update(readFileSync(join(folder, file)))
          .digest('hex')}  ${file}\n`,
    )
    .join('')
}
