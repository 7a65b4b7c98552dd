import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'

export interface Import {
  /** File with the import, from the repository root, e.g. `src/bot.ts`. */
  readonly from: string
  readonly line: number
  /** A file of ours from the repository root, or a package as it is written. */
  readonly to: string
  readonly typeOnly: boolean
}

/** All TypeScript files below a folder, from the repository root, sorted. */
export const sourcesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name).split(sep).join('/'))
    .sort()

/** The code of a file with comments on lines of their own blanked out, line for line. */
export function codeOf(file: string): string {
  const blank = (text: string) => text.replace(/[^\n]/g, ' ')
  return readFileSync(file, 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, blank)
    .replace(/^(\s*)\/\/.*$/gm, '$1')
}

const STATEMENT = /^\s*(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm
const DYNAMIC = /\bimport\(\s*'([^']+)'/g

/** Every import and re-export of a file, static and dynamic. */
export function importsOf(file: string): Import[] {
  const code = codeOf(file)
  const make = (index: number, to: string, typeOnly: boolean): Import => ({
    from: file,
    line: code.slice(0, index).split('\n').length,
    to: to.startsWith('.')
      ? relative(process.cwd(), resolve(dirname(file), to))
          .split(sep)
          .join('/')
      : to,
    typeOnly,
  })
  return [
    ...[...code.matchAll(STATEMENT)].map((found) => make(found.index, found[2] as string, found[1] !== undefined)),
    ...[...code.matchAll(DYNAMIC)].map((found) => make(found.index, found[1] as string, false)),
  ]
}

/** `src/dialogue/turn.ts` is of `dialogue`, `src/bot.ts` of `bot`. */
export const partOf = (file: string): string => (file.split('/')[1] ?? '').replace(/\.ts$/, '')
