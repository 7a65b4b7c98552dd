/** Typed arrays by name: what is learned and what training remembers are nothing else. */
export type Arrays = Readonly<Record<string, Float32Array | Float64Array | Uint32Array | Int32Array | Uint8Array>>

/**
 * Where training keeps its place. `write` must leave the old or the new one readable whenever it is cut off;
 * `artifacts/checkpoint.ts` is one such.
 */
export interface CheckpointStore {
  write(arrays: Arrays): Promise<void>
  /** The last one written whole; undefined where there is none. */
  read(): Promise<Arrays | undefined>
  remove(): Promise<void>
}

/** Puts a prefix before every name. */
export const prefixed = (prefix: string, arrays: Arrays): Arrays =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [`${prefix}/${name}`, array]))

export const copies = (arrays: Arrays): Arrays =>
  Object.fromEntries(Object.entries(arrays).map(([name, array]) => [name, array.slice()]))

/** Whether arrays of `from` under a prefix are just those of `to`, kinds and lengths too. */
export function fits(from: Arrays, prefix: string, to: Arrays): boolean {
  const saved = Object.keys(from).filter((name) => name.startsWith(`${prefix}/`))
  return (
    saved.length === Object.keys(to).length &&
    Object.entries(to).every(([name, array]) => {
      const one = from[`${prefix}/${name}`]
      return one?.constructor === array.constructor && one.length === array.length
    })
  )
}

/** Copies values into arrays that stay where they are. */
export function fill(to: Arrays, from: Arrays, prefix?: string): void {
  for (const [name, array] of Object.entries(to)) {
    array.set(from[prefix === undefined ? name : `${prefix}/${name}`] as Float32Array)
  }
}
