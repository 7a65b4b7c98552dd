/** `npm run data:hash`: writes data/films/SHA256SUMS, after a wanted change of the films. */
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { hashesOf, hashList } from './films/hashes.ts'

const folder = resolve(import.meta.dirname, '../data/films')
const hashes = hashesOf(folder)
writeFileSync(join(folder, hashList), hashes)
console.log(hashes.trimEnd())
