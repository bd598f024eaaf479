/** Work with the same key is done one after the other, in order; work with different keys does not wait. */
export interface OneAtATime {
  /** Undefined, and not done, if too much with this key waits already. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> | undefined
}

export function oneAtATime(mostWaiting: number): OneAtATime {
  const lines = new Map<string, { length: number; last: Promise<unknown> }>()
  return {
    run(key, work) {
      const line = lines.get(key) ?? { length: 0, last: Promise.resolve() }
      if (line.length > mostWaiting) return undefined
      const done = line.last.then(work).finally(() => {
        line.length--
        if (line.length === 0) lines.delete(key)
      })
      line.length++
      line.last = done.catch(() => {})
      lines.set(key, line)
      return done
    },
  }
}
