import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { openStore } from '../../src/store/open.ts'
import { storeSuite } from './store-suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'tastebud-store-'))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
storeSuite('SQLite in a file', () => openStore({ file: join(folder, `${files++}.sqlite`) }))
storeSuite('SQLite in memory', () => openStore({ url: 'sqlite::memory:' }))
