import { isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import type { core } from 'zod'
import { text } from '../datasets/readers/lines.ts'
import { TastebudError } from '../errors.ts'
import { type Domain, domainSchema } from './domain.ts'

const fix = 'Mend that line of the domain file; data/films/domain.yml shows every key.'

/**
 * Reads and validates a `domain.yml`; defaults are filled in.
 * @throws TastebudError NO_FILE, or BAD_DOMAIN with `path:line` of the first fault and a count of the others
 */
export async function readDomain(path: string): Promise<Domain> {
  const source = await text(path)
  const counter = new LineCounter()
  const document = parseDocument(source, { lineCounter: counter, prettyErrors: false })
  const broken = document.errors[0]
  if (broken) throw bad(path, counter.linePos(broken.pos[0]).line, broken.message)

  const parsed = domainSchema.safeParse(document.toJS())
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => {
      const where = locate(document.contents, issue)
      return { line: where === undefined ? 1 : counter.linePos(where).line, issue }
    })
    faults.sort((a, b) => a.line - b.line)
    const worst = faults[0]
    if (!worst) throw bad(path, 1, 'not a domain')
    const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : ''
    const at = worst.issue.path.length > 0 ? `${worst.issue.path.join('.')}: ` : ''
    throw bad(path, worst.line, `${at}${worst.issue.message}${more}`)
  }
  const domain = parsed.data
  for (const axis of Object.keys(domain.axes)) {
    if (domain.numbers[axis] || domain.tags[axis]) {
      const where = locate(document.contents, { path: ['axes', axis] })
      throw bad(path, counter.linePos(where ?? 0).line, `the axis "${axis}" has the name of a field; name it otherwise`)
    }
  }
  return domain
}

function bad(path: string, line: number, expected: string): TastebudError {
  return new TastebudError('BAD_DOMAIN', `${path}:${line}: ${expected}`, fix)
}

/** Offset of the deepest node on the way to the fault; of the key itself where the key is the fault. */
function locate(root: unknown, issue: Pick<core.$ZodIssue, 'path'> & { keys?: string[] }): number | undefined {
  let node: unknown = root
  let offset = (root as Node | null)?.range?.[0]
  for (const step of [...issue.path, ...(issue.keys?.slice(0, 1) ?? [])]) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(step))
      if (!pair) break
      offset = (pair.key as Node).range?.[0] ?? offset
      node = pair.value
    } else {
      const items = (node as { items?: unknown[] } | null)?.items
      node = items?.[Number(step)]
      if (!node) break
      offset = (node as Node).range?.[0] ?? offset
    }
  }
  return offset
}
