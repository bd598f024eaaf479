import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

export interface DocumentReport {
  links: number
  problems: string[]
}

/** Things that look like paths in our documents but lie elsewhere: in the user's folder, or on the wire. */
const notOurs = /^(~|\/|\$|https?:|wss?:|mailto:|#)|[<>*{}…]|^\.\.\/shared/

/** Every relative link and every path in backticks that points into the repository must exist; so must `npm run` scripts. */
export function checkDocuments(root: string): DocumentReport {
  const problems: string[] = []
  let links = 0
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>
  }
  const documents = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md', 'packages/*/*.md', '.github/**/*.md'], {
    cwd: root,
  })
  for (const document of documents) {
    const text = readFileSync(join(root, document), 'utf8')
    for (const [target, from] of pathsOf(text)) {
      links++
      const base = from === 'link' ? dirname(join(root, document)) : root
      if (!existsSync(join(base, target))) problems.push(`${document}: ${target} does not exist`)
    }
    for (const [, script] of text.matchAll(/npm run ([\w:-]+)/g)) {
      links++
      if (script && !scripts[script]) problems.push(`${document}: npm has no script ${script}`)
    }
  }
  return { links, problems }
}

function* pathsOf(text: string): Generator<[path: string, from: 'link' | 'code']> {
  for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
    if (target && !notOurs.test(target)) yield [target.split('#')[0] ?? target, 'link']
  }
  for (const [, code] of text.matchAll(/`((?:packages|tools|docs|bench|examples|deploy|\.ci)\/[^`\s]*)`/g)) {
    if (code && !notOurs.test(code)) yield [code, 'code']
  }
}
