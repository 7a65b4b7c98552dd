import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('every script that a page or a program names is there', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
  const pages = ['.', 'docs', 'bench', 'tools', 'src', 'data', 'examples'].flatMap((folder) =>
    readdirSync(folder, { recursive: folder !== '.', encoding: 'utf8' })
      .filter((name) => /\.(md|ts)$/.test(name))
      .map((name) => join(folder, name)),
  )
  const named = pages.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/npm run ([a-z][a-z:]*)/g)].map(([, script]) => ({ page, script })),
  )
  expect(named.length).toBeGreaterThan(20)
  expect(named.filter(({ script }) => !Object.hasOwn(scripts, script ?? ''))).toEqual([])
})
