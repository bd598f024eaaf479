/** What this browser remembers. Storage may be switched off or full; then nothing is remembered and nothing breaks. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`pulse.${key}`)
  } catch {
    return null
  }
}

export function remember(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(`pulse.${key}`)
    else localStorage.setItem(`pulse.${key}`, value)
  } catch {
    // See above.
  }
}
