import type { Update } from '../graph.ts'
import type { Parameter } from '../parameters.ts'

/**
 * One update for each parameter, its gradients summed: those of a row that comes twice must be added before a rule
 * squares them. A parameter that was used whole and by rows gets one whole update. Rows come out in rising order.
 */
export function mergeUpdates(updates: readonly Update[]): Update[] {
  const byParameter = new Map<Parameter, Update[]>()
  for (const update of updates) {
    const list = byParameter.get(update.parameter)
    if (list) list.push(update)
    else byParameter.set(update.parameter, [update])
  }
  return [...byParameter].map(([parameter, list]) => {
    const [only] = list
    if (list.length === 1 && only && !only.rows) return only
    return list.every(({ rows }) => rows) ? mergeRows(parameter, list) : mergeWhole(parameter, list)
  })
}

function mergeRows(parameter: Parameter, list: readonly Update[]): Update {
  const { width } = parameter
  const rows = Int32Array.from(new Set(list.flatMap((update) => [...(update.rows ?? [])])))
    .filter((row) => row >= 0)
    .sort()
  const place = new Map([...rows].map((row, at) => [row, at]))
  const gradient = new Float32Array(rows.length * width)
  for (const update of list) addRows(update, gradient, width, (row) => place.get(row) as number)
  return { parameter, gradient, rows }
}

function mergeWhole(parameter: Parameter, list: readonly Update[]): Update {
  const gradient = new Float32Array(parameter.value.length)
  for (const update of list) {
    if (update.rows) addRows(update, gradient, parameter.width, (row) => row)
    else
      for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) + (update.gradient[i] as number)
  }
  return { parameter, gradient }
}

function addRows(
  { rows = new Int32Array(), gradient }: Update,
  sum: Float32Array,
  width: number,
  place: (row: number) => number,
) {
  for (let i = 0; i < rows.length; i++) {
    if ((rows[i] as number) < 0) continue
    const to = place(rows[i] as number) * width
    for (let k = 0, from = i * width; k < width; k++, from++)
      sum[to + k] = (sum[to + k] as number) + (gradient[from] as number)
  }
}

/** Shortens all gradients together to a Euclidean length of at most `limit`, in place. */
export function clip(updates: readonly Update[], limit: number): void {
  let squares = 0
  for (const { gradient } of updates) for (const g of gradient) squares += g * g
  const length = Math.sqrt(squares)
  if (!(length > limit)) return
  const scale = limit / length
  for (const { gradient } of updates)
    for (let i = 0; i < gradient.length; i++) gradient[i] = (gradient[i] as number) * scale
}
