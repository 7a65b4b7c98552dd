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
