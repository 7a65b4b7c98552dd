import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { kernelsFolder } from '../kernels/instantiate.ts'

/** The version of this program. */
export async function programVersion(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** What a model is made by, for its manifest: another one of them may give other bits. */
export async function madeBy(): Promise<{ tastebud: string; node: string; kernels: string }> {
  const hash = createHash('sha256')
  for (const name of (await readdir(kernelsFolder)).sort()) {
    if (name.endsWith('.wasm')) hash.update(`${name}\n`).update(await readFile(join(kernelsFolder, name)))
  }
  const kernels = `sha256 ${hash.digest('hex').slice(0, 16)}`
  return { tastebud: await programVersion(), node: process.versions.node, kernels }
}
