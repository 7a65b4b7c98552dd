import { describe, expect, test } from 'vitest'
import { escapeMarkdown, unescapeMarkdown, wordsOf } from '../../../src/channels/discord/markdown.ts'

describe('what is shown', () => {
  test.each([
    ['M*A*S*H', 'M\\*A\\*S\\*H'],
    ['[click](https://evil.example/x)', '\\[click\\](<https://evil.example/x>)'],
    ['<@1> and ||that||', '\\<@1\\> and \\|\\|that\\|\\|'],
    ['see https://example.org/a_b*c.', 'see <https://example.org/a_b*c>.'],
    ['https://example.org/```x', '<https://example.org/>\\`\\`\\`x'],
    ['# big', '\\# big'],
    ['a \u202eb\x1b[31mc', 'a bc'],
  ])('%s', (text, escaped) => expect(escapeMarkdown(text)).toBe(escaped))

  test('is what was meant', () => {
    for (const text of ['M*A*S*H \\o/ _x_ `y` ~z~', 'a\\*b', 'go to https://example.org/a_b?c=[d] now', '- 3 > 2 #1'])
      expect(unescapeMarkdown(escapeMarkdown(text))).toBe(text)
  })
})

describe('what was said', () => {
  const named = { me: '1', people: new Map([['2', 'Ben']]) }
  test.each([
    ['<@1> hello', 'hello'],
    ['hello <@!1>', 'hello'],
    ['<@1> what does <@2> like? <@3>?', 'what does Ben like? somebody?'],
    ['nice <a:wave:123> <#456> <@&789>', 'nice :wave:'],
    ['one\n two ', 'one\ntwo'],
    ['<3 > 2', '<3 > 2'],
  ])('%s', (content, words) => expect(wordsOf(content, named)).toBe(words))
})
