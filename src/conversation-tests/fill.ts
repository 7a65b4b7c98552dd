/** Puts variables in: every string below `value` with its `{{name}}` replaced. Unknown names stay, so that they are seen. */
export function fill<T>(value: T, vars: Readonly<Record<string, string>>): T {
  if (typeof value === 'string') {
    return value.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (all, name: string) => vars[name] ?? all) as T
  }
  if (Array.isArray(value)) return value.map((each) => fill(each, vars)) as T
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [fill(key, vars), fill(each, vars)])) as T
  }
  return value
}

/** The value at a path such as `items[0].id`; undefined where it leads nowhere. */
export function at(value: unknown, path: string): unknown {
  return path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>(
      (inside, key) => (inside === null || typeof inside !== 'object' ? undefined : Reflect.get(inside, key)),
      value,
    )
}

/**
 * What a capture keeps: the value at a path, or with an expression behind it (`changes[0] />=(\d+)/`) the first
 * group of what that finds there. undefined where there is nothing.
 */
export function captured(value: unknown, what: string): string | undefined {
  const [, path = what, expression] = /^(\S+)\s+\/(.+)\/$/.exec(what) ?? []
  const found = at(value, path)
  if (found === undefined || expression === undefined) return found === undefined ? undefined : String(found)
  return new RegExp(expression, 'u').exec(String(found))?.[1]
}
