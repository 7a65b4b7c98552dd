import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Lines kept between sessions. */
export const HISTORY_LINES = 500

/** The lines typed before, newest first (the order that readline wants). A file that cannot be read is no history. */
export async function readHistory(path: string): Promise<string[]> {
  try {
    const text = await readFile(path, 'utf8')
    return text.split('\n').filter(Boolean).slice(-HISTORY_LINES).reverse()
  } catch {
    return []
  }
}

/** Keeps the last 500 lines, readable by their owner only. History is a comfort: failing to write it is no error. */
export async function writeHistory(path: string, newestFirst: readonly string[]): Promise<boolean> {
  const lines = newestFirst
    .slice(0, HISTORY_LINES)
    .map((line) => line.replace(/[\r\n]+/g, ' '))
    .reverse()
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 })
    // `mode` counts only for a new file.
    await chmod(path, 0o600)
    return true
  } catch {
    return false
  }
}
