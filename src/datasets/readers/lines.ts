import { createReadStream } from 'node:fs'
import { badRow, TastebudError } from '../../errors.ts'

/** Some lines of a file, in order; `first` is the number of the first (from 1). */
export interface Lines {
  readonly first: number
  readonly lines: readonly string[]
}

/**
 * Streams a text file as blocks of whole lines, without line ends (LF or CRLF) and without a byte order mark.
 * The text is UTF-8; from the first block that is not valid UTF-8 on, it is read as Latin-1 (windows-1252),
 * which is right for old data sets such as MovieLens 100K because everything before was plain ASCII.
 *
 * @throws TastebudError NO_FILE when it cannot be opened, BAD_ROW for UTF-16
 */
export async function* lines(path: string): AsyncGenerator<Lines> {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  const latin1 = new TextDecoder('windows-1252')
  let decoder = utf8
  let rest = Buffer.alloc(0)
  let first = 1
  let start = true

  const decode = (bytes: Buffer): string => {
    if (start) {
      start = false
      if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
        throw badRow(path, 1, 'expected UTF-8 or Latin-1 text, found UTF-16', 'Save the file as UTF-8.')
      }
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3)
    }
    try {
      return decoder.decode(bytes)
    } catch {
      decoder = latin1
      return decoder.decode(bytes)
    }
  }
  const split = (text: string): string[] => {
    const found = text.split('\n')
    if (text.includes('\r')) {
      for (let i = 0; i < found.length; i++) {
        const line = found[i] as string
        if (line.endsWith('\r')) found[i] = line.slice(0, -1)
      }
    }
    return found
  }

  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18 }) as AsyncIterable<Buffer>) {
      const end = chunk.lastIndexOf(10)
      if (end < 0) {
        rest = Buffer.concat([rest, chunk])
        continue
      }
      const block = split(decode(Buffer.concat([rest, chunk.subarray(0, end)])))
      rest = Buffer.from(chunk.subarray(end + 1))
      yield { first, lines: block }
      first += block.length
    }
  } catch (cause) {
    throw unreadable(path, cause)
  }
  if (rest.length > 0) yield { first, lines: split(decode(rest)) }
}

/** The whole file as one text, decoded as `lines` does. */
export async function text(path: string): Promise<string> {
  const parts: string[] = []
  for await (const block of lines(path)) parts.push(block.lines.join('\n'))
  return parts.join('\n')
}

/** A failed open or read as an error that a person can mend; anything else comes back as it is. */
export function unreadable(path: string, cause: unknown): unknown {
  const code = (cause as NodeJS.ErrnoException | undefined)?.code
  if (code === 'ENOENT') return new TastebudError('NO_FILE', `there is no file ${path}`, 'Check the path.', { cause })
  if (code === 'EISDIR') {
    return new TastebudError('NO_FILE', `${path} is a folder, a file was expected`, 'Name the file inside it.', {
      cause,
    })
  }
  if (code === 'EACCES' || code === 'EPERM') {
    return new TastebudError('NO_FILE', `${path} may not be read`, 'Give yourself the right to read it.', { cause })
  }
  return cause
}
