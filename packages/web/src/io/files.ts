/** Saves a text as a file, under the name that the browser may still change. */
export function saveTextFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken what it needs by then; sooner, some save an empty file.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

export const readTextFile = (file: File): Promise<string> => file.text()
