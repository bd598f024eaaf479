/** Saves what there is when it begins; whoever asks while it is at it gets the one after. */
export function createSaver(write: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const run = (): Promise<void> => {
    const done = write().finally(() => {
      if (running === done) running = undefined
    })
    running = done
    return done
  }
  return () => {
    if (!running) return run()
    next ??= running.then(() => {
      next = undefined
      return run()
    })
    return next
  }
}
