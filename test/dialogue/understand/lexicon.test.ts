import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readLexicon } from '../../../src/dialogue/understand/lexicon.ts'
import { tokenize } from '../../../src/dialogue/understand/text/tokenize.ts'
import { games, gameWords } from './world.ts'

test('placeholders take the words of the domain', () => {
  expect(gameWords.nouns.has('games')).toBe(true)
  expect(gameWords.cues.at(tokenize('played it'), 0)?.value).toBe('seen')
  expect(gameWords.cues.at(tokenize('games like it'), 0)?.value).toBe('similar')
})
test('phrases are folded', () => expect(gameWords.phrase("Don't {watch}")).toEqual(['dont', 'play']))
test('a malformed file names the line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'words-'))
  try {
    writeFileSync(join(folder, 'words.yml'), 'nouns: [a]\narticles: 3\n')
    expect(() => readLexicon(join(folder, 'words.yml'), games.domain)).toThrow(/words\.yml:2: articles/)
    expect(() => readLexicon(join(folder, 'none.yml'), games.domain)).toThrow(
      expect.objectContaining({ code: 'NO_FILE' }),
    )
  } finally {
    rmSync(folder, { recursive: true })
  }
})
