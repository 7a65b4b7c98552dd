import { CommanderError } from 'commander'
import { describe, expect, test } from 'vitest'
import { explain } from '../../src/cli/failure.ts'
import { TastebudError } from '../../src/errors.ts'

describe('explain', () => {
  test('what a person can mend', () => {
    const error = new TastebudError('NO_FILE', 'There is no x.', 'Name another.')
    expect(explain(error, false)).toEqual({ text: 'NO_FILE: There is no x.\n  Name another.', exitCode: 1 })
  })

  test('what somebody stopped ends as Ctrl-C does', () => {
    expect(explain(new TastebudError('STOPPED', 'Stopped.', 'Again.'), false).exitCode).toBe(130)
  })

  test('a bug, with and without the place; with its cause', () => {
    const error = new RangeError('odd', { cause: new Error('deeper') })
    expect(explain(error, false)).toMatchObject({ exitCode: 70, text: expect.stringContaining('--debug') })
    expect(explain(error, false).text).not.toContain('failure.test')
    expect(explain(error, true).text).toMatch(/failure\.test[\s\S]*caused by Error: deeper/)
    expect(explain('text thrown', false).text).toContain('text thrown')
  })

  test('commander has spoken already', () => {
    expect(explain(new CommanderError(1, 'commander.unknownCommand', 'x'), false)).toEqual({ text: '', exitCode: 2 })
    expect(explain(new CommanderError(0, 'commander.helpDisplayed', 'x'), false)).toEqual({ text: '', exitCode: 0 })
  })
})
