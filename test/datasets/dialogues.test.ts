import { expect, test } from 'vitest'
import { readDialogues } from '../../src/datasets/dialogues.ts'
import { folder } from './folder.ts'

test('turns of each line; labels behind a tab, empty turns and empty lines are left out, CRLF and a BOM are read', () => {
  const dir = folder({
    'a.txt': '\uFEFFHi ! __eou__ Hello . __eou__\t1\t2 1\r\n\r\nOne __eou____eou__ Two\r\nAlone\r\n',
  })
  expect(readDialogues(`${dir}/a.txt`)).toEqual([['Hi !', 'Hello .'], ['One', 'Two'], ['Alone']])
})

test('a file of something else, or none, is told with what to do', () => {
  const dir = folder({ 'a.txt': 'no turns\nhere\n' })
  expect(() => readDialogues(`${dir}/a.txt`)).toThrow(expect.objectContaining({ code: 'BAD_ROW' }))
  expect(() => readDialogues(`${dir}/b.txt`)).toThrow(expect.objectContaining({ code: 'NO_FILE' }))
})
