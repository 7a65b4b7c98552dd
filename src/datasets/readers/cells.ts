/** A cell as a finite number, or undefined. */
export function toNumber(cell: string | undefined): number | undefined {
  if (cell === undefined || cell === '' || cell.trim() === '') return undefined
  const number = Number(cell)
  return Number.isFinite(number) ? number : undefined
}

/** A time in seconds since 1970: seconds, milliseconds (numbers above 1e11, the year 5138 in seconds) or an ISO date; else undefined. */
export function toSeconds(cell: string | undefined): number | undefined {
  const number = toNumber(cell)
  if (number !== undefined) return number > 1e11 ? number / 1000 : number
  const milliseconds = cell === undefined ? Number.NaN : Date.parse(cell)
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000
}
