import { readFileSync } from 'node:fs'
import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { z } from 'zod'
import { TastebudError } from '../../errors.ts'

/** A parsed file with the line of every path in it, so that complaints can name it. */
export interface YamlFile<T> {
  readonly path: string
  readonly data: T
  /** Line (from 1) of the deepest known node on a path of keys and indices. */
  line(path: readonly PropertyKey[]): number
}

/**
 * Reads and checks a YAML file.
 * @throws TastebudError NO_FILE, BAD_INTENTS with `path:line`
 */
export function readYaml<T>(path: string, schema: z.ZodType<T>): YamlFile<T> {
  let source: string
  try {
    source = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new TastebudError('NO_FILE', `${path} cannot be read`, 'Check the path of the intents folder.', { cause })
  }
  const counter = new LineCounter()
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: false })
  const broken = document.errors[0]
  if (broken) throw badIntents(path, counter.linePos(broken.pos[0]).line, broken.message)
  const line = (steps: readonly PropertyKey[]): number => {
    let node: unknown = document.contents
    let offset = 0
    for (const step of steps) {
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step))
        if (!pair) break
        offset = (isScalar(pair.key) ? pair.key.range?.[0] : undefined) ?? offset
        node = pair.value
      } else if (isSeq(node)) {
        const item: unknown = node.items[Number(step)]
        if (item === undefined) break
        node = item
        offset = (isScalar(node) || isMap(node) || isSeq(node) ? node.range?.[0] : undefined) ?? offset
      } else break
    }
    return counter.linePos(offset).line
  }
  const parsed = schema.safeParse(document.toJS())
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const at = [...(issue?.path ?? []), ...(issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])]
    throw badIntents(path, line(at), `${at.map(String).join('.')}: ${issue?.message ?? 'malformed'}`)
  }
  return { path, data: parsed.data, line }
}

export const badIntents = (path: string, line: number, expected: string): TastebudError =>
  new TastebudError(
    'BAD_INTENTS',
    `${path}:${line}: ${expected}`,
    'Mend that line; the other files of intents/ show the shape.',
  )
