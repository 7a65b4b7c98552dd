import { describe, expect, test } from 'vitest'
import { NameIndex } from '../../../../src/dialogue/understand/linking/name-index.ts'
import { distance } from '../../../../src/dialogue/understand/text/spelling.ts'
import { Random } from '../../../../src/random.ts'

const letters = 'abcdefghijklmnopqrstuvwxyz'
const word = (random: Random, length: number) => Array.from({ length }, () => letters[random.int(26)]).join('')

/** One random edit: insert, delete, replace or swap. */
function edit(random: Random, text: string): string {
  const at = random.int(text.length - 1)
  const c = letters[random.int(26)] as string
  switch (random.int(4)) {
    case 0:
      return text.slice(0, at) + c + text.slice(at)
    case 1:
      return text.slice(0, at) + text.slice(at + 1)
    case 2:
      return text.slice(0, at) + c + text.slice(at + 1)
    default:
      return text.slice(0, at) + text[at + 1] + text[at] + text.slice(at + 2)
  }
}

describe('NameIndex', () => {
  const random = new Random(5)
  const names = Array.from({ length: 3_000 }, () => word(random, 5 + random.int(20)))
  const index = new NameIndex()
  for (const name of names) index.add(name)
  index.finish({ likeness: true })

  test('knows every name', () => {
    for (const [id, name] of names.entries()) expect(index.names[index.exact(name) ?? -1]).toBe(names[id])
    expect(index.exact('unheardof')).toBeUndefined()
  })

  test('finds every name one edit away, wherever the edit is', () => {
    for (let i = 0; i < 2_000; i++) {
      const name = random.pick(names)
      const typo = edit(random, name)
      if (typo.length < 5) continue
      const found = index.near(typo).map(({ id }) => index.names[id])
      expect(found, `${typo} for ${name}`).toContain(name)
      for (const other of found) expect(distance(typo, other as string, 1)).toBeLessThanOrEqual(1)
    }
  })

  test('an index made for two edits finds names of 8 letters and more two edits away, shorter ones one', () => {
    const two = new NameIndex()
    for (const name of names) two.add(name)
    two.finish({ edits: 2 })
    for (let i = 0; i < 2_000; i++) {
      const name = random.pick(names)
      const typo = edit(random, edit(random, name))
      if (typo.length < 5) continue
      const found = two.near(typo)
      const own = found.find(({ id }) => two.names[id] === name)
      if (name.length >= 8 && distance(typo, name, 2) <= 2) expect(own, `${typo} for ${name}`).toBeDefined()
      for (const { id, edits } of found) {
        const known = two.names[id] as string
        expect(edits).toBe(distance(typo, known, 2))
        expect(edits).toBeLessThanOrEqual(known.length < 8 ? 1 : 2)
      }
    }
  })

  test('short names forgive nothing', () => {
    const short = new NameIndex()
    short.add('heat')
    short.finish()
    expect(short.near('hear')).toEqual([])
    expect(short.exact('heat')).toBe(0)
  })

  test('ranks by likeness', () => {
    const titles = new NameIndex()
    for (const title of ['bladerunner', 'bladetrinity', 'runlolarun', 'theblair']) titles.add(title)
    titles.finish({ likeness: true })
    expect(titles.names[titles.alike('bladewalker', 3, 0.2)[0]?.id ?? -1]).toBe('bladerunner')
    expect(titles.alike('zzzz', 3, 0.2)).toEqual([])
  })

  test('builds in time linear in the names', () => {
    const time = (count: number) => {
      const many = Array.from({ length: count }, () => word(random, 14))
      const start = process.cpuUsage()
      const built = new NameIndex()
      for (const name of many) built.add(name)
      built.finish({ likeness: true })
      return process.cpuUsage(start).user / 1000
    }
    time(5_000)
    expect(time(40_000)).toBeLessThan(2_000)
  })
})
