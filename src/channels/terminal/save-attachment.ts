import { writeFile } from 'node:fs/promises'
import { basename, extname, join, resolve } from 'node:path'
import type { Reply } from '../../dialogue/message.ts'
import { TastebudError } from '../../errors.ts'

/**
 * Writes a reply's file, readable by its owner only, into the first folder that takes it, and says where it is. Never
 * overwrites: `data.json`, then `data-2.json`, `data-3.json`.
 * @throws TastebudError STORE_UNWRITABLE where no folder takes it
 */
export async function saveAttachment(
  { name, content }: NonNullable<Reply['attachment']>,
  folders: readonly string[],
): Promise<string> {
  let cause: unknown
  for (const folder of folders) {
    try {
      return await writeNew(resolve(folder), basename(name), content)
    } catch (error) {
      cause = error
    }
  }
  throw new TastebudError(
    'STORE_UNWRITABLE',
    `${name} cannot be written to ${folders.map((folder) => resolve(folder)).join(' or ')}.`,
    'Start Tastebud in a folder that you may write to, and ask again.',
    { cause },
  )
}

async function writeNew(folder: string, name: string, content: string): Promise<string> {
  const end = extname(name)
  for (let n = 1; ; n++) {
    const path = join(folder, n === 1 ? name : `${basename(name, end)}-${n}${end}`)
    try {
      await writeFile(path, `${content}\n`, { flag: 'wx', mode: 0o600 })
      return path
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
