/** Which items carry which attributes, in both directions as compressed rows; each pair once. */
export interface AttributeTable {
  readonly items: number
  readonly attributes: number
  /** (items + 1), (pairs): attributes of an item */
  readonly itemOffsets: Uint32Array
  readonly attributesOf: Uint32Array
  /** (attributes + 1), (pairs): items of an attribute, ascending */
  readonly attributeOffsets: Uint32Array
  readonly itemsOf: Uint32Array
}

/** @param lists by item, its attributes (0 to attributes - 1) */
export function attributeTable(lists: readonly (readonly number[])[], attributes: number): AttributeTable {
  const distinct = lists.map((list) => [...new Set(list)])
  const pairs = distinct.reduce((sum, list) => sum + list.length, 0)
  const itemOffsets = new Uint32Array(lists.length + 1)
  const attributesOf = new Uint32Array(pairs)
  const attributeOffsets = new Uint32Array(attributes + 1)
  let at = 0
  distinct.forEach((list, item) => {
    for (const attribute of list) {
      attributesOf[at++] = attribute
      attributeOffsets[attribute + 1]! += 1
    }
    itemOffsets[item + 1] = at
  })
  for (let a = 0; a < attributes; a++) attributeOffsets[a + 1]! += attributeOffsets[a]!
  const next = attributeOffsets.slice()
  const itemsOf = new Uint32Array(pairs)
  distinct.forEach((list, item) => {
    for (const attribute of list) itemsOf[next[attribute]!++] = item
  })
  return { items: lists.length, attributes, itemOffsets, attributesOf, attributeOffsets, itemsOf }
}

export function carries(table: AttributeTable, item: number, attribute: number): boolean {
  for (let at = table.itemOffsets[item]!; at < table.itemOffsets[item + 1]!; at++) {
    if (table.attributesOf[at] === attribute) return true
  }
  return false
}
