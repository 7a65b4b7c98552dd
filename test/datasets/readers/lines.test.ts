import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lines, text } from '../../../src/datasets/readers/lines.ts'
import { folder } from '../folder.ts'

async function all(content: string | Buffer): Promise<string[]> {
  const found: string[] = []
  for await (const block of lines(join(folder({ f: content }), 'f'))) {
    expect(block.first).toBe(found.length + 1)
    found.push(...block.lines)
  }
  return found
}

test('LF, CRLF, no end of line at the end, no line at all', async () => {
  expect(await all('a\nb\n')).toEqual(['a', 'b'])
  expect(await all('a\r\nb\r\n')).toEqual(['a', 'b'])
  expect(await all('a\n\nb')).toEqual(['a', '', 'b'])
  expect(await all('')).toEqual([])
})

test('a byte order mark is no part of the first line', async () => {
  expect(await all('\uFEFFid,title\n')).toEqual(['id,title'])
})

test('UTF-8, and Latin-1 where it is not', async () => {
  expect(await all('Amélie 東京\n')).toEqual(['Amélie 東京'])
  expect(await all(Buffer.from('Misérables, Les\n', 'latin1'))).toEqual(['Misérables, Les'])
})

test('UTF-16 is refused with a way out', async () => {
  await expect(all(Buffer.from('\uFEFFid', 'utf16le'))).rejects.toMatchObject({
    code: 'BAD_ROW',
    fix: expect.stringContaining('UTF-8'),
  })
})

test('blocks never cut a line or a letter', async () => {
  const long = Array.from({ length: 30_000 }, (_, i) => `${i} é東`.repeat(3))
  expect(await all(`${long.join('\n')}\n`)).toEqual(long)
})

test('text is the whole file; a folder and an absent file are NO_FILE', async () => {
  const dir = folder({ f: '\uFEFFa\r\nb' })
  expect(await text(join(dir, 'f'))).toBe('a\nb')
  await expect(text(dir)).rejects.toMatchObject({ code: 'NO_FILE' })
  await expect(text(join(dir, 'g'))).rejects.toMatchObject({ code: 'NO_FILE' })
})
