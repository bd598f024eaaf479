import { after } from '../../io/timers.ts'

export interface Toast {
  id: number
  text: string
}

const shownMs = 6_000
let lastId = 0

/** Short notices of what was done. Errors are not told here: they stand next to what failed. */
export const toasts = $state<Toast[]>([])

export function tell(text: string): void {
  const id = ++lastId
  toasts.push({ id, text })
  after(shownMs, () => {
    const index = toasts.findIndex((toast) => toast.id === id)
    if (index >= 0) toasts.splice(index, 1)
  })
}
