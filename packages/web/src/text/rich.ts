/** A sentence with names in it that are set in bold. Names come from outside and stay text all the way. */
export type RichText = readonly (string | { strong: string })[]

/**
 * @example rich`Node ${node.name} is offline` // ['Node ', { strong: 'pve3' }, ' is offline']
 */
export function rich(parts: TemplateStringsArray, ...names: readonly string[]): RichText {
  return parts.flatMap((part, i) => {
    const name = names[i]
    return [...(part ? [part] : []), ...(name === undefined ? [] : [{ strong: name }])]
  })
}

export function plainText(text: RichText): string {
  return text.map((part) => (typeof part === 'string' ? part : part.strong)).join('')
}
