/**
 * An address that somebody else wrote, if a click on it can do no harm: http or https, and without credentials, which
 * would make another host look like one that is known.
 */
export function outsideUrl(text: string): string | undefined {
  const trimmed = text.trim()
  // The parser forgives control characters and backslashes, and would lead elsewhere than one reads.
  if (!/^https?:\/\/[^\s\p{Cc}\\]+$/iu.test(trimmed) || !URL.canParse(trimmed)) return undefined
  const url = new URL(trimmed)
  return url.username === '' && url.password === '' ? url.href : undefined
}
