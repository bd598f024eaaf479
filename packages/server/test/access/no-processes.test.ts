import { readdirSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { expect, it } from 'vitest'

/** All that runs in a server. */
const packages = ['server', 'contract', 'proxmox']

const sources = packages.flatMap((name) => {
  const root = join(import.meta.dirname, '../../..', name, 'src')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  return files
    .filter((file) => /\.[cm]?[jt]s$/.test(file) && !file.endsWith('.test.ts') && !file.split(sep).includes('test'))
    .map((file) => ({ file: `${name}/${file}`, text: readFileSync(join(root, file), 'utf8') }))
})

/** Ways to start another program, or to run a text as one. */
const ways = [
  /(from|import|import\(|require\()\s*['"](node:)?(child_process|cluster|worker_threads|vm|inspector|repl)(\/\w+)?['"]/,
  /\bprocess\s*\.\s*(binding|dlopen|_linkedBinding|getBuiltinModule)\b/,
  /\b(createRequire|eval)\s*\(|\bnew\s+Function\b|\bFunction\s*\(\s*['"`]/,
]

it('a server starts no program, and runs no text as one', () => {
  expect(sources.length).toBeGreaterThan(300)
  const found = sources.flatMap(({ file, text }) =>
    ways.flatMap((way) => way.exec(text)?.[0].concat(' in ', file) ?? []),
  )
  expect(found).toEqual([])
})

it.each([
  `import { spawn } from 'node:child_process'`,
  `const { exec } = await import('child_process')`,
  `import vm from "node:vm"`,
  `process.getBuiltinModule('child_process')`,
  `new Function('x')`,
])('%s would be seen', (text) => {
  expect(ways.some((way) => way.test(text))).toBe(true)
})
