import { describe, expect, test } from 'vitest'
import { TastebudError } from '../../src/errors.ts'
import { asStoreError } from '../../src/store/failures.ts'

const withCode = (code: string, message = 'x') => Object.assign(new Error(message), { code })

describe('a failure of the driver becomes one that a person can mend', () => {
  test.each([
    ['SQLITE_FULL', 'STORE_FULL'],
    ['SQLITE_BUSY', 'STORE_LOCKED'],
    ['SQLITE_NOTADB', 'STORE_CORRUPT'],
    ['SQLITE_CORRUPT', 'STORE_CORRUPT'],
    ['SQLITE_READONLY', 'STORE_UNWRITABLE'],
    ['EACCES', 'STORE_UNWRITABLE'],
    ['SQLITE_IOERR', 'STORE_IO'],
    ['SQLITE_MISUSE', 'STORE_CLOSED'],
  ])('%s is %s', (code, expected) => {
    const cause = withCode(code)
    const error = asStoreError(cause, '/some/file') as TastebudError
    expect(error).toBeInstanceOf(TastebudError)
    expect(error.code).toBe(expected)
    expect(error.message).toContain('/some/file')
    expect(error.fix.length).toBeGreaterThan(20)
    expect(error.cause).toBe(cause)
  })

  test('a pool that waits too long is busy', () => {
    const timeout = Object.assign(new Error('Timeout acquiring a connection'), { name: 'KnexTimeoutError' })
    expect(asStoreError(timeout, 'f')).toMatchObject({ code: 'STORE_BUSY' })
  })

  test('our own errors and bugs come back as they are', () => {
    const own = new TastebudError('KEY_REUSED', 'a', 'b')
    const bug = new TypeError('x is not a function')
    const constraint = withCode('SQLITE_CONSTRAINT')
    expect(asStoreError(own, 'f')).toBe(own)
    expect(asStoreError(bug, 'f')).toBe(bug)
    expect(asStoreError(constraint, 'f')).toBe(constraint)
  })
})
