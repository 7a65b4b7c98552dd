import { chmod, mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { HISTORY_LINES, History } from '../../../src/channels/terminal/history.ts'

let prefix: string
beforeEach(async () => {
  prefix = join(await mkdtemp(join(tmpdir(), 'tastebud-history-')), 'deeper', 'history')
})

async function linesOf(person: string): Promise<readonly string[]> {
  const history = new History(prefix)
  await history.open(person)
  return history.lines
}

describe('history', () => {
  test('comes back newest first, each line once, and the folder is made', async () => {
    const history = new History(prefix)
    for (const text of ['first', 'second\nline', ' ', 'third', 'first'])
      expect(await history.add('ada', text)).toBe(true)
    expect(await linesOf('ada')).toEqual(['first', 'third', 'line', 'second'])
  })

  test('keeps the newest 500 lines', async () => {
    const text = Array.from({ length: HISTORY_LINES + 50 }, (_, i) => `line ${i}`).join('\n')
    const history = new History(prefix)
    await history.add('ada', text)
    const kept = await linesOf('ada')
    expect(kept).toHaveLength(HISTORY_LINES)
    expect(kept[0]).toBe(`line ${HISTORY_LINES + 49}`)
    const file = await readFile(history.fileOf('ada'), 'utf8')
    expect(file.split('\n').slice(0, -1)).toEqual([...kept].reverse())
  })

  test('is of one person, under a name that does not say whose', async () => {
    const history = new History(prefix)
    await history.add('ada', 'I loved Alien')
    await history.add('bob', 'I loved Jaws')
    await history.open('ada')
    const { lines } = history
    expect(lines).toEqual(['I loved Alien'])
    await history.open('bob')
    // The very array that readline goes through.
    expect(lines).toEqual(['I loved Jaws'])
    const names = await readdir(dirname(prefix))
    expect(names).toHaveLength(2)
    for (const name of names) expect(name).toMatch(/^history-[0-9a-f]{16}$/)
  })

  test('forgetting leaves nothing of this person, and all of the others', async () => {
    const history = new History(prefix)
    await history.add('ada', 'I loved Alien')
    await history.add('bob', 'I loved Jaws')
    await history.open('ada')
    const { lines } = history
    await history.forget('ada')
    expect(lines).toEqual([])
    expect(await readdir(dirname(prefix))).toEqual([basename(history.fileOf('bob'))])
    expect(await linesOf('bob')).toEqual(['I loved Jaws'])
    await history.forget('ada')
  })

  test('what cannot be removed is told', async () => {
    const history = new History(prefix)
    await mkdir(history.fileOf('ada'), { recursive: true })
    await expect(history.forget('ada')).rejects.toMatchObject({ code: 'STORE_UNWRITABLE', fix: 'Remove it yourself.' })
  })

  test('only the owner can read it, also where it was open before', async () => {
    const history = new History(prefix)
    const mode = async () => (await stat(history.fileOf('ada'))).mode & 0o777
    await history.add('ada', 'secret')
    expect(await mode()).toBe(0o600)
    await chmod(history.fileOf('ada'), 0o644)
    await history.add('ada', 'secret')
    expect(await mode()).toBe(0o600)
  })

  test('no file is no history; a place that cannot be written is no error', async () => {
    expect(await linesOf('ada')).toEqual([])
    const blocked = join(await mkdtemp(join(tmpdir(), 'tastebud-history-')), 'file')
    await writeFile(blocked, 'x')
    expect(await new History(join(blocked, 'history')).add('ada', 'a')).toBe(false)
    expect(await readFile(blocked, 'utf8')).toBe('x')
  })
})
