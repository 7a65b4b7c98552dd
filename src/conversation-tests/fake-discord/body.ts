import type { IncomingMessage } from 'node:http'

export interface WireFile {
  readonly name: string
  readonly type: string
  readonly text: string
}

export interface Body {
  readonly json: unknown
  readonly files: readonly WireFile[]
}

/** A request's body: JSON, or a form with files beside `payload_json`. */
export async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const bytes = Buffer.concat(chunks)
  const type = request.headers['content-type'] ?? ''
  if (bytes.length === 0) return { json: undefined, files: [] }
  if (!type.startsWith('multipart/form-data')) return { json: JSON.parse(bytes.toString('utf8')), files: [] }
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  const files: WireFile[] = []
  for (const [, value] of form)
    if (typeof value !== 'string') files.push({ name: value.name, type: value.type, text: await value.text() })
  const json = form.get('payload_json')
  return { json: typeof json === 'string' ? JSON.parse(json) : {}, files }
}
