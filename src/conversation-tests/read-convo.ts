import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Document, isMap, isSeq, LineCounter, type Node, parseDocument } from 'yaml'
import type { z } from 'zod'
import { badRow, TastebudError } from '../errors.ts'
import { type Convo, convoSchema } from './schema.ts'

/** A conversation test with the place of each step in its file. */
export interface ConvoFile extends Convo {
  readonly path: string
  /** Line of each step, from 1. */
  readonly lines: readonly number[]
}

const FIX =
  'See CONTRIBUTING.md, "Conversation tests"; schemas/convo.schema.json lets an editor check it while you type.'

/** @throws TastebudError NO_FILE; BAD_ROW with `path:line` where the text is not YAML or not a conversation test */
export async function readConvo(path: string): Promise<ConvoFile> {
  return parseConvo(await readFile(path, 'utf8'), path)
}

/** @throws TastebudError BAD_ROW */
export function parseConvo(text: string, path: string): ConvoFile {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter })
  const broken = document.errors[0]
  if (broken) throw badRow(path, counter.linePos(broken.pos[0]).line, broken.message.split('\n')[0] ?? 'not YAML', FIX)
  const parsed = convoSchema.safeParse(document.toJS())
  const lineOf = (where: readonly PropertyKey[]) => counter.linePos(deepest(document, where)?.range?.[0] ?? 0).line
  if (!parsed.success) {
    const { path: where, message } = sharpest(parsed.error.issues[0] as z.core.$ZodIssue, document)
    throw badRow(path, lineOf(where), `${where.join('.') || 'the file'}: ${message}`, FIX)
  }
  const lines = parsed.data.steps.map((_, i) => lineOf(['steps', i]))
  return { ...parsed.data, path, lines }
}

/** The node at a path, or the nearest one above it that exists. */
function deepest(document: Document, where: readonly PropertyKey[]): Node | undefined {
  for (let length = where.length; length >= 0; length--) {
    const node = document.getIn(where.slice(0, length), true)
    if (isMap(node) || isSeq(node) || (node && typeof node === 'object' && 'range' in node)) return node as Node
  }
  return undefined
}

/** Of the ways in which no branch of a union fits, the one that got furthest is the one that was meant. */
function sharpest(issue: z.core.$ZodIssue, document: Document): { path: readonly PropertyKey[]; message: string } {
  if (issue.code !== 'invalid_union') return issue
  const step = document.getIn(issue.path, false)
  if (isMap(step)) {
    const kinds = ['user', 'click', 'restart']
    const kind = kinds.findIndex((name) => step.has(name))
    if (kind < 0 && issue.path[0] === 'steps')
      return { path: issue.path, message: `expected one of ${kinds.join(', ')}` }
    const branch = issue.errors[kind]?.[0]
    if (branch) return sharpest({ ...branch, path: [...issue.path, ...branch.path] } as z.core.$ZodIssue, document)
  }
  const inner = issue.errors.map((branch) => branch[0]).filter((each) => each !== undefined)
  const best = inner.sort((a, b) => b.path.length - a.path.length)[0]
  return best ? sharpest({ ...best, path: [...issue.path, ...best.path] } as z.core.$ZodIssue, document) : issue
}

/** The `*.convo.yml` files below the paths, in order of name; a path may be a file or a folder. @throws TastebudError NO_FILE */
export async function findConvos(paths: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) {
    const info = await stat(path).catch(() => undefined)
    if (!info)
      throw new TastebudError('NO_FILE', `There is no ${path}.`, 'Name a *.convo.yml file or a folder that holds some.')
    if (info.isFile()) {
      found.push(path)
      continue
    }
    const inside = await readdir(path, { recursive: true })
    found.push(...inside.filter((name) => name.endsWith('.convo.yml')).map((name) => join(path, name)))
  }
  if (found.length === 0) {
    throw new TastebudError(
      'NO_FILE',
      `There is no *.convo.yml in ${paths.join(', ')}.`,
      'Name a folder that holds some.',
    )
  }
  return [...new Set(found)].sort()
}
