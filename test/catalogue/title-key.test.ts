import { expect, test } from 'vitest'
import { titleKey } from '../../src/catalogue/title-key.ts'

test.each([
  ['matrix', ['The Matrix', 'Matrix, The', 'the  matrix!', 'MATRIX']],
  ['amelie', ['Amélie', 'Amelie', 'Ame\u0301lie']],
  ['tomandjerry', ['Tom & Jerry', 'Tom and Jerry']],
  ['goodbadandugly', ['Good, Bad & Ugly, The', 'The Good, Bad and Ugly']],
  ['atalante', ["L'Atalante", "L' Atalante", 'L’Atalante', "Atalante, L'"]],
  ['rocky2', ['Rocky II', 'Rocky 2']],
  ['spiderman', ['Spider-Man', 'Spiderman', 'Spider Man']],
  ['boot', ['Das Boot', 'Boot, Das']],
])('%s', (key, titles) => {
  for (const title of titles) expect(titleKey(title), title).toBe(key)
})

test('a title that is an article, signs or another script keeps what it has', () => {
  expect(titleKey('A')).toBe('a')
  expect(titleKey('The')).toBe('the')
  expect(titleKey('Theory')).toBe('theory')
  expect(titleKey('...')).toBe('...')
  expect(titleKey('千と千尋の神隠し')).not.toBe('')
  expect(titleKey('Сталкер')).not.toBe(titleKey('Солярис'))
})
