import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { saveAttachment } from '../../../src/channels/terminal/save-attachment.ts'

const file = (content: string, name = 'data.json') => ({ name, mediaType: 'application/json', content })
let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tastebud-save-'))
})

describe('saveAttachment', () => {
  test('never overwrites, and only the owner can read it', async () => {
    await writeFile(join(folder, 'data.json'), 'older')
    const paths = [await saveAttachment(file('{}'), [folder]), await saveAttachment(file('[]'), [folder])]
    expect(paths).toEqual([join(folder, 'data-2.json'), join(folder, 'data-3.json')])
    const contents = await Promise.all(
      ['data.json', 'data-2.json', 'data-3.json'].map((n) => readFile(join(folder, n), 'utf8')),
    )
    expect(contents).toEqual(['older', '{}\n', '[]\n'])
    for (const path of paths) expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  test('takes the next folder where one cannot be written to, and says so where none can', async () => {
    const nowhere = join(folder, 'nowhere')
    expect(await saveAttachment(file('{}'), [nowhere, folder])).toBe(join(folder, 'data.json'))
    await expect(saveAttachment(file('{}'), [nowhere])).rejects.toMatchObject({
      code: 'STORE_UNWRITABLE',
      message: expect.stringContaining(nowhere),
    })
  })

  test('stays in the folder, whatever the name', async () => {
    await saveAttachment(file('{}', '../../evil.json'), [folder])
    expect(await readdir(folder)).toEqual(['evil.json'])
  })
})
