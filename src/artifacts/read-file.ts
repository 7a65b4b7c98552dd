import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { basename } from 'node:path'

/** Why a file was not read: whoever asked knows what it belongs to. */
export class Unreadable extends Error {
  constructor(
    message: string,
    /** Of the system, e.g. ENOENT; '' where the file is there and was refused. */
    readonly code = '',
    options?: ErrorOptions,
  ) {
    super(message, options)
  }
}

/**
 * The bytes of a plain file, in a buffer of their own. A link is not followed, and whatever would never end, such as a
 * pipe, is refused without waiting for it.
 *
 * @param limit most bytes  @param size exactly so many, where given
 * @throws Unreadable
 */
export async function readPlain(path: string, limit: number, size?: number): Promise<Uint8Array<ArrayBuffer>> {
  const name = basename(path)
  // Absent on Windows, which has neither. Without O_NONBLOCK a pipe would only open when somebody writes to it.
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants
  const file = await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK).catch((cause: NodeJS.ErrnoException) => {
    const { code } = cause
    const what = code === 'ENOENT' ? `${name} is missing` : `${name} cannot be read (${code})`
    throw new Unreadable(what, code, { cause })
  })
  try {
    const found = await file.stat()
    if (!found.isFile()) throw new Unreadable(`${name} is no plain file`)
    if (found.size > limit) throw new Unreadable(`${name} has ${found.size} bytes, at most ${limit} are allowed`)
    if (size !== undefined && found.size !== size) {
      throw new Unreadable(`${name} has ${found.size} bytes, ${size} were saved`)
    }
    return await readAll(file, name, found.size)
  } finally {
    await file.close()
  }
}

/** A read takes 2 GiB at most on some systems. */
const mostAtOnce = 2 ** 30

async function readAll(file: FileHandle, name: string, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size)
  for (let at = 0; at < size; ) {
    const { bytesRead } = await file.read(bytes, at, Math.min(mostAtOnce, size - at), at)
    if (bytesRead === 0) throw new Unreadable(`${name} became shorter while it was read`)
    at += bytesRead
  }
  return bytes
}
