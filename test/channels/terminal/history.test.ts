import { chmod, mkdtemp, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { HISTORY_LINES, readHistory, writeHistory } from '../../../src/channels/terminal/history.ts'

let file: string
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'tastebud-history-')), 'deeper', 'history')
})

describe('history', () => {
  test('comes back newest first, and the folder is made', async () => {
    expect(await writeHistory(file, ['third', 'second\nline', 'first'])).toBe(true)
    expect(await readHistory(file)).toEqual(['third', 'second line', 'first'])
  })

  test('keeps the newest 500 lines', async () => {
    const lines = Array.from({ length: HISTORY_LINES + 50 }, (_, i) => `line ${i}`)
    await writeHistory(file, lines)
    const kept = await readHistory(file)
    expect(kept).toHaveLength(HISTORY_LINES)
    expect(kept[0]).toBe('line 0')
  })

  test('only the owner can read it, also where it was open before', async () => {
    await writeHistory(file, ['secret'])
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    await chmod(file, 0o644)
    await writeHistory(file, ['secret'])
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  test('no file is no history; a place that cannot be written is no error', async () => {
    expect(await readHistory(file)).toEqual([])
    const blocked = join(await mkdtemp(join(tmpdir(), 'tastebud-history-')), 'file')
    await writeFile(blocked, 'x')
    expect(await writeHistory(join(blocked, 'history'), ['a'])).toBe(false)
    expect(await readFile(blocked, 'utf8')).toBe('x')
  })
})
