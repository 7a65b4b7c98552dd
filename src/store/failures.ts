import { TastebudError } from '../errors.ts'

/**
 * What a driver throws, as an error that a person can mend. Anything that is not a failure of the
 * database (a bug of ours) comes back as it is.
 * @param where the store as people know it, e.g. its file; never with a password in it
 */
export function asStoreError(cause: unknown, where: string): unknown {
  if (cause instanceof TastebudError || !(cause instanceof Error)) return cause
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : ''
  const known = kindOf(code, cause)
  if (known === undefined) return cause
  const [name, sentence, fix] = known
  return new TastebudError(name, sentence.replace('{where}', where), fix.replace('{where}', where), { cause })
}

function kindOf(code: string, cause: Error): readonly [code: string, sentence: string, fix: string] | undefined {
  switch (code) {
    case 'SQLITE_FULL':
    case 'ENOSPC':
      return [
        'STORE_FULL',
        'The disk under the store {where} is full; nothing of this turn was written.',
        'Free some space on that disk and say it again: what was answered before is safe.',
      ]
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return [
        'STORE_LOCKED',
        'Another program holds the store {where} locked.',
        'Close the other program (a backup, a database browser, a second Tastebud) and try again.',
      ]
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return [
        'STORE_CORRUPT',
        'The store {where} is damaged, or is not a store at all.',
        'Put a backup in its place, or move the file away to start with an empty store; `sqlite3 FILE .recover` may save what is readable.',
      ]
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_READONLY':
    case 'SQLITE_PERM':
    case 'SQLITE_AUTH':
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'ENOTDIR':
    case 'EISDIR':
    case 'EEXIST':
    case 'ENOENT':
      return [
        'STORE_UNWRITABLE',
        'The store {where} cannot be opened for writing.',
        'Check that its folder exists and that this user may write to the folder and to the file, or name another file.',
      ]
    case 'SQLITE_IOERR':
    case 'EIO':
      return [
        'STORE_IO',
        'The disk under the store {where} failed to read or write.',
        'Look at the disk (cable, quota, network share) and start again; SQLite wants a local disk.',
      ]
  }
  if (cause.name === 'KnexTimeoutError') {
    return [
      'STORE_BUSY',
      'The store {where} did not answer in time.',
      'Try again in a moment; if it stays, restart Tastebud.',
    ]
  }
  if (/unable to acquire a connection|SQLITE_MISUSE|aborted/i.test(`${code} ${cause.message}`)) {
    return ['STORE_CLOSED', 'The store {where} is closed.', 'Start Tastebud again.']
  }
  return undefined
}
