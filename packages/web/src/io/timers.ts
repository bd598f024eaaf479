export const now = (): number => Date.now()

/** Evenly distributed, 0 to 1. */
export const chance = (): number => Math.random()

/** @returns a function that calls it off. */
export function after(ms: number, run: () => void): () => void {
  const id = setTimeout(run, ms)
  return () => clearTimeout(id)
}

/** @returns a function that ends it. */
export function every(ms: number, run: () => void): () => void {
  const id = setInterval(run, ms)
  return () => clearInterval(id)
}
