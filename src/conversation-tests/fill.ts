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
