import { InvalidArgumentError } from 'commander'

/** A parser of whole numbers for commander, from `min` on. */
export function wholeNumber(min: number): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (!/^\d+$/.test(text) || !Number.isSafeInteger(value) || value < min) {
      throw new InvalidArgumentError(`expected a whole number of ${min} or more`)
    }
    return value
  }
}

/** `10,20` as ascending whole numbers from 1 on, each once. */
export function wholeNumbers(text: string): number[] {
  return [...new Set(text.split(',').map((part) => wholeNumber(1)(part.trim())))].sort((a, b) => a - b)
}

/** `key=value`, given any number of times: values are read as JSON where they are, else as they stand. */
export function setting(text: string, before: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  const at = text.indexOf('=')
  const key = text.slice(0, at).trim()
  if (at < 1 || !/^[A-Za-z][\w.-]*$/.test(key)) throw new InvalidArgumentError('expected option=value')
  const value = text.slice(at + 1)
  try {
    return { ...before, [key]: JSON.parse(value) as unknown }
  } catch {
    return { ...before, [key]: value }
  }
}
