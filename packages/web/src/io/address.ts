/** The address bar. */
export const currentUrl = (): string => location.pathname + location.search

export function writeUrl(url: string, how: 'push' | 'replace'): void {
  if (how === 'push') history.pushState(null, '', url)
  else history.replaceState(null, '', url)
}

/** Back and forward. @returns a function that ends it. */
export function onUrlChange(run: () => void): () => void {
  window.addEventListener('popstate', run)
  return () => window.removeEventListener('popstate', run)
}

export const reloadPage = (): void => location.reload()

/** What this page sends can be read on its way: no TLS, and not to this machine itself. */
export const travelsInTheOpen = (): boolean => !isSecureContext

export const currentOrigin = (): string => location.origin
