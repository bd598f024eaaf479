export interface Saver {
  /** Saves what there is when it begins; whoever asks while it is at it gets the one after. */
  save(): Promise<void>
  /** Resolves once no save is under way. */
  settled(): Promise<void>
}

export function createSaver(write: () => Promise<void>): Saver {
  let running: Promise<void> | undefined
  let next: Promise<void> | undefined
  const run = (): Promise<void> => {
    const done = write().finally(() => {
      if (running === done) running = undefined
    })
    running = done
    return done
  }
  return {
    save() {
      if (!running) return run()
      next ??= running.then(() => {
        next = undefined
        return run()
      })
      return next
    },
    settled: () => next ?? running ?? Promise.resolve(),
  }
}
