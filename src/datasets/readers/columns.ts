import { TastebudError } from '../../errors.ts'

/** Which column is what, by name; `user` is the session or the person. */
export interface ColumnMap {
  readonly user: string
  readonly item: string
  readonly rating?: string
  readonly time?: string
}

/** What headers call the columns, in lower case without punctuation; the first that fits is taken. */
const usual: Readonly<Record<keyof ColumnMap, readonly string[]>> = {
  user: ['sessionid', 'session', 'userid', 'user', 'username', 'customerid', 'customer', 'visitorid', 'reviewerid'],
  item: ['itemid', 'item', 'movieid', 'filmid', 'productid', 'bookid', 'songid', 'trackid', 'gameid', 'asin', 'isbn'],
  rating: ['rating', 'stars', 'score', 'overall', 'value', 'strength'],
  time: ['time', 'timestamp', 'date', 'datetime', 'unixreviewtime'],
}

/** The columns that names of a header stand for; undefined where user or item cannot be told. */
export function guessColumns(names: readonly string[]): ColumnMap | undefined {
  const find = (role: keyof ColumnMap): string | undefined => {
    const plain = names.map((name) => name.toLowerCase().replace(/[^a-z0-9]/g, ''))
    const wanted = usual[role].find((word) => plain.includes(word))
    return wanted === undefined ? undefined : names[plain.indexOf(wanted)]
  }
  const [user, item, rating, time] = [find('user'), find('item'), find('rating'), find('time')]
  if (user === undefined || item === undefined) return undefined
  return { user, item, ...(rating === undefined ? {} : { rating }), ...(time === undefined ? {} : { time }) }
}

/**
 * Reads `user=uid,item=isbn,rating=stars,time=when`.
 * @throws TastebudError BAD_OPTION
 */
export function parseColumns(text: string): ColumnMap {
  const map: Record<string, string> = {}
  for (const part of text.split(',')) {
    const [role, name, ...rest] = part.split('=').map((side) => side.trim())
    if (!role || !name || rest.length > 0 || !Object.hasOwn(usual, role)) {
      throw new TastebudError('BAD_OPTION', `the column mapping "${part}" is not understood`, mapFix)
    }
    map[role] = name
  }
  if (!map.user || !map.item) {
    throw new TastebudError('BAD_OPTION', `the column mapping "${text}" lacks user or item`, mapFix)
  }
  return map as unknown as ColumnMap
}

const mapFix = 'Write --map user=COLUMN,item=COLUMN and, where there are such, rating=COLUMN,time=COLUMN.'
