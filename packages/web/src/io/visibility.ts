/** Calls `run` when the page is looked at again or the network is back. @returns a function that ends it. */
export function onWake(run: () => void): () => void {
  const visible = (): void => {
    if (document.visibilityState === 'visible') run()
  }
  // Back from where the browser keeps pages that were left; the first showing of a page is no waking.
  const restored = (event: PageTransitionEvent): void => {
    if (event.persisted) visible()
  }
  document.addEventListener('visibilitychange', visible)
  window.addEventListener('online', run)
  window.addEventListener('pageshow', restored)
  return () => {
    document.removeEventListener('visibilitychange', visible)
    window.removeEventListener('online', run)
    window.removeEventListener('pageshow', restored)
  }
}
