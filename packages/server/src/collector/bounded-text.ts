/**
 * Text that somebody else chose (the owner of a guest, a backup client): kept to a length that a person reads, so that
 * nobody fills the picture with it.
 */
export function boundedText(text: string, most = 500): string {
  // Cutting must not tear a pair of UTF-16 units apart.
  return text.length <= most ? text : `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`
}
