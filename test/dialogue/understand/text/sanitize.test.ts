import { describe, expect, test } from 'vitest'
import { sanitize, sanitizeLine } from '../../../../src/dialogue/understand/text/sanitize.ts'
import { Random } from '../../../../src/random.ts'

describe('sanitize', () => {
  test.each([
    ['colour', 'a\x1b[31mred\x1b[0mb', 'aredb'],
    ['clear screen', '\x1b[2J\x1b[Hhi', 'hi'],
    ['window title (OSC, BEL)', '\x1b]0;owned\x07hi', 'hi'],
    ['link (OSC 8, ST)', '\x1b]8;;http://x\x1b\\text\x1b]8;;\x1b\\', 'text'],
    ['broken off OSC takes its line and no more', '\x1b]0;own\nnext', '\nnext'],
    ['DCS', '\x1bPq#0\x1b\\hi', 'hi'],
    ['8-bit CSI and OSC', '\x9b31mx\x9d0;t\x9cy', 'xy'],
    ['two-character escape', '\x1bcreset \x1b(Bset', 'reset set'],
    ['a lone escape at the end', 'hi\x1b', 'hi'],
    ['bell, backspace, null, delete', 'a\x07b\x08c\x00d\x7fe', 'abcde'],
    ['tab and carriage return', 'a\tb\rc\r\nd', 'a  b\nc\nd'],
    ['direction override and isolates', '\u202eevil\u202c \u2066x\u2069', 'evil x'],
    ['line separator', 'a\u2028b', 'a\nb'],
    ['half a character', 'a\ud83db', 'a\ufffdb'],
  ])('%s', (_, raw, safe) => {
    expect(sanitize(raw)).toBe(safe)
  })

  test('leaves words of every script and emoji alone', () => {
    const text = 'Amélie, 千と千尋, مرحبا, שלום, 👩‍👩‍👧 👍🏽, naïve\nnext line'
    expect(sanitize(text)).toBe(text)
  })

  test('nothing that steers a terminal survives, whatever the bytes', () => {
    const random = new Random(7)
    const alphabet = [...'\x1b[]0;?m\\PX^_\x07\x9b\x9dHJabc\n\t\r\x00\x7f\u202e2 ']
    for (let i = 0; i < 3000; i++) {
      const raw = Array.from({ length: 1 + random.int(25) }, () => random.pick(alphabet)).join('')
      expect(sanitize(raw)).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]/)
    }
  })

  test('a long run of openings takes linear time', () => {
    const began = performance.now()
    sanitize('\x1b]'.repeat(50_000))
    sanitize('\x1b['.repeat(50_000))
    expect(performance.now() - began).toBeLessThan(500)
  })

  test('a line stays a line', () => {
    expect(sanitizeLine('The \n  Title\r\nof it')).toBe('The Title of it')
  })
})
