import { type Document, isPair, isScalar, isSeq, type Node, type Pair, visit } from 'yaml'
import type { AppError } from '../../platform/platform.ts'
import type { Path } from '../read-shape.ts'
import { type ConfigYaml, readConfigYaml } from './config-yaml.ts'

/** A secret that stands elsewhere: `{file: /run/secrets/lab}` or `{env: LAB_SECRET}` in place of a text. */
export interface SecretReference {
  kind: 'file' | 'env'
  name: string
  /** The part of the text that stands for it. */
  start: number
  end: number
  /** An error that names line and field. */
  problem: (message: string) => AppError
}

/** Fields that may hold a secret. */
const places = [
  /^connections\.\d+\.(token\.secret|password)$/,
  /^receivers\.email\.password$/,
  /^receivers\.webhooks\.\d+\.(url|template)$/,
  // The name of a header may have dots, like any other text.
  /^receivers\.webhooks\.\d+\.headers\./,
  /^alerts\.customRules\.\d+\.notifications\.webhook\.url$/,
]

/**
 * The secrets of a `pulse.yaml` that stand elsewhere, in the order of the text.
 *
 * @throws {AppError} `config-file.invalid`
 */
export function secretReferences(text: string, fileName: string): SecretReference[] {
  const yaml = readConfigYaml(text, fileName)
  const found: SecretReference[] = []
  visit(yaml.document, {
    Map(key, node, ancestors) {
      const path = pathOf(key, ancestors)
      if (!isSecretPlace(path)) return undefined
      const [pair, ...others] = node.items
      const kind = isScalar(pair?.key) ? pair.key.value : undefined
      const value = isScalar(pair?.value) ? pair.value : undefined
      if ((kind !== 'file' && kind !== 'env') || others.length > 0 || typeof value?.value !== 'string')
        throw yaml.problem(path, 'must be a text, {file: PATH} or {env: NAME}')
      const start = node.range?.[0] ?? 0
      const end = (node.flow ? node.range?.[1] : value.range?.[1]) ?? start
      found.push({ kind, name: value.value, start, end, problem: (message) => yaml.problem(path, message) })
      return visit.SKIP
    },
  })
  return found
}

/** Refuses references: who is asked here does not read files or variables for others. */
export function refuseReferences(yaml: ConfigYaml): void {
  visit(yaml.document, {
    Map(key, _, ancestors) {
      const path = pathOf(key, ancestors)
      if (isSecretPlace(path))
        throw yaml.problem(path, 'must be the text itself here; {file: …} and {env: …} are read by the pulse command')
    },
  })
}

/** The text with each secret in its place. Lines stay what they are, unless a reference takes several. */
export function withSecrets(text: string, secrets: readonly (SecretReference & { secret: string })[]): string {
  return secrets
    .toSorted((a, b) => b.start - a.start)
    .reduce((whole, { start, end, secret }) => whole.slice(0, start) + JSON.stringify(secret) + whole.slice(end), text)
}

const isSecretPlace = (path: Path): boolean => places.some((place) => place.test(path.join('.')))

/** Where a node stands, from the outermost on: pairs carry names, lists carry positions. */
function pathOf(key: unknown, ancestors: readonly (Document | Node | Pair)[]): Path {
  const path: (string | number)[] = []
  ancestors.forEach((ancestor, at) => {
    if (isPair(ancestor) && isScalar(ancestor.key)) path.push(String(ancestor.key.value))
    else if (isSeq(ancestor)) {
      const inner = ancestors[at + 1]
      path.push(inner ? ancestor.items.indexOf(inner) : Number(key))
    }
  })
  return path
}
