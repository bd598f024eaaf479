// Runs before the first paint, so that the page never flashes in the wrong theme. Kept in step with src/io/theme.ts.
;(() => {
  let kept = null
  try {
    kept = localStorage.getItem('pulse.theme')
  } catch {
    // Storage is switched off: the system's theme it is.
  }
  const dark = kept === 'dark' || (kept !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
})()
