import { createHash } from 'node:crypto'

/** Anything that JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * JSON with the keys of every object in order, so that equal content has equal bytes.
 *
 * @throws RangeError for a number that JSON cannot say (NaN, infinite), TypeError for functions and the like
 */
export function canonicalJson(value: unknown, indent = 0): string {
  return `${JSON.stringify(ordered(value, '$'), null, indent)}\n`
}

function ordered(value: unknown, path: string): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new RangeError(`${path} is ${value}, which cannot be saved`)
    return value
  }
  if (Array.isArray(value)) return value.map((one, at) => ordered(one, `${path}[${at}]`))
  if (typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value))) {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined)
    entries.sort(([a], [b]) => (a < b ? -1 : 1))
    return Object.fromEntries(entries.map(([key, one]) => [key, ordered(one, `${path}.${key}`)]))
  }
  throw new TypeError(`${path} is no plain data`)
}

/** sha256 in hex. */
export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** The name of a list of items, order included: equal for equal lists only. */
export function itemsHash(ids: readonly string[]): string {
  return sha256(canonicalJson(ids))
}
