import { execFileSync } from 'node:child_process'
import { symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPlain } from '../../src/artifacts/read-file.ts'
import { folder } from '../datasets/folder.ts'

test('gives the bytes of a file in a buffer of their own', async () => {
  const dir = folder({ 'a.bin': 'four', empty: '' })
  const bytes = await readPlain(join(dir, 'a.bin'), 10, 4)
  expect(new TextDecoder().decode(bytes)).toBe('four')
  expect(bytes.buffer.byteLength).toBe(4)
  expect((await readPlain(join(dir, 'empty'), 10)).length).toBe(0)
})

test('refuses what is no plain file, too large, or not as large as it was', async () => {
  const dir = folder({ 'a.bin': 'four' })
  writeFileSync(join(dir, 'b.bin'), 'four')
  symlinkSync(join(dir, 'b.bin'), join(dir, 'link'))
  execFileSync('mkfifo', [join(dir, 'pipe')])
  const told = (name: string, limit = 10, size?: number) => readPlain(join(dir, name), limit, size)
  await expect(told('link')).rejects.toMatchObject({ code: 'ELOOP', message: 'link cannot be read (ELOOP)' })
  await expect(told('pipe')).rejects.toMatchObject({ code: '', message: 'pipe is no plain file' })
  await expect(told('none')).rejects.toMatchObject({ code: 'ENOENT', message: 'none is missing' })
  await expect(told('a.bin', 3)).rejects.toThrow('at most 3 are allowed')
  await expect(told('a.bin', 10, 5)).rejects.toThrow('a.bin has 4 bytes, 5 were saved')
})
