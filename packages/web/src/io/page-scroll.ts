/** Calls `run` at most once a frame while the page scrolls or changes its size. @returns a function that ends it. */
export function onPageScroll(run: () => void): () => void {
  let frame = 0
  const soon = (): void => {
    frame ||= requestAnimationFrame(() => {
      frame = 0
      run()
    })
  }
  window.addEventListener('scroll', soon, { passive: true })
  window.addEventListener('resize', soon)
  return () => {
    cancelAnimationFrame(frame)
    window.removeEventListener('scroll', soon)
    window.removeEventListener('resize', soon)
  }
}

export const scrollPageTo = (topPx: number): void => window.scrollTo({ top: topPx, behavior: 'instant' })
