/** Calls `run` when the page is looked at again or the network is back. @returns a function that ends it. */
export function onWake(run: () => void): () => void {
  const visible = (): void => {
    if (document.visibilityState === 'visible') run()
  }
  document.addEventListener('visibilitychange', visible)
  window.addEventListener('online', run)
  window.addEventListener('pageshow', visible)
  return () => {
    document.removeEventListener('visibilitychange', visible)
    window.removeEventListener('online', run)
    window.removeEventListener('pageshow', visible)
  }
}
