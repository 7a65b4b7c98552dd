interface Component {
  readonly type?: number
  readonly label?: string
  readonly custom_id?: string
  readonly components?: readonly Component[]
  readonly options?: readonly { readonly label?: string; readonly value?: string; readonly description?: string }[]
  readonly placeholder?: string
}

export interface WireEmbed {
  readonly title?: string
  readonly description?: string
  readonly url?: string
}

/** A message as it comes over the wire, before anything is known of it. */
export interface WireBody {
  readonly content?: string
  readonly embeds?: readonly WireEmbed[]
  readonly components?: readonly Component[]
  readonly nonce?: string
  readonly enforce_nonce?: boolean
  readonly flags?: number
  readonly allowed_mentions?: { readonly parse?: readonly string[] }
}

/**
 * What Discord would refuse about a message, by its documentation; nothing where it takes it. Written apart from the
 * channel's own checks, so that one can find the other wrong.
 */
export function refusals(body: WireBody, files: number): string[] {
  const found: string[] = []
  const expect = (holds: boolean, what: string) => {
    if (!holds) found.push(what)
  }
  const sized = (text: string | undefined, least: number, most: number, what: string) => {
    const length = text?.length ?? 0
    expect(length >= least && length <= most, `${what}: must be ${least} to ${most} long, is ${length}`)
  }
  const { content, embeds = [], components = [], nonce } = body
  expect(!!content?.trim() || embeds.length > 0 || files > 0 || components.length > 0, 'message: cannot be empty')
  sized(content, 0, 2000, 'content')
  sized(nonce, 0, 25, 'nonce')
  expect(embeds.length <= 10, 'embeds: at most 10')
  let total = 0
  for (const { title, description, url } of embeds) {
    sized(title, 0, 256, 'embed.title')
    sized(description, 0, 4096, 'embed.description')
    expect(!!title?.trim() || !!description?.trim(), 'embed: cannot be empty')
    expect(url === undefined || /^https?:\/\//.test(url), 'embed.url: not well formed')
    total += (title?.length ?? 0) + (description?.length ?? 0)
  }
  expect(total <= 6000, `embeds: at most 6000 together, are ${total}`)
  expect(components.length <= 5, 'components: at most 5 rows')
  const ids: string[] = []
  for (const row of components) {
    const inner = row.components ?? []
    expect(row.type === 1, 'components: only rows at the top')
    const menus = inner.filter(({ type }) => type === 3 || type === 8)
    expect(
      menus.length === 0 ? inner.length >= 1 && inner.length <= 5 : inner.length === 1,
      'row: 1 to 5 buttons, or a menu',
    )
    for (const { type, label, custom_id, options = [], placeholder } of inner) {
      sized(custom_id, 1, 100, 'custom_id')
      ids.push(custom_id ?? '')
      if (type === 2) sized(label, 1, 80, 'label')
      else if (type === 3) {
        expect(options.length >= 1 && options.length <= 25, 'options: 1 to 25')
        sized(placeholder, 0, 150, 'placeholder')
        for (const option of options) {
          sized(option.label, 1, 100, 'option.label')
          sized(option.value, 1, 100, 'option.value')
          sized(option.description, 0, 100, 'option.description')
        }
        expect(new Set(options.map(({ value }) => value)).size === options.length, 'options: a value twice')
      } else if (type === 8) sized(placeholder, 0, 150, 'placeholder')
      else expect(false, `component: unknown type ${type}`)
    }
  }
  expect(new Set(ids).size === ids.length, 'custom_id: twice in one message')
  return found
}
