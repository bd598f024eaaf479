import { flag, object, partial, text, words } from '../shape/shape.ts'
import { count, counter, seconds } from './measures.ts'

/** A row of a list of tasks. */
export const task = object({
  upid: text,
  ...partial({
    node: text,
    pid: count,
    pstart: counter,
    starttime: seconds,
    // A running task has neither end nor status.
    endtime: seconds,
    type: text,
    id: text,
    user: text,
    tokenid: text,
    status: text,
    saved: flag,
  }),
})

/** How a task stands. */
export const taskStatus = object({
  status: words('running', 'stopped'),
  ...partial({
    upid: text,
    exitstatus: text,
    node: text,
    pid: count,
    pstart: counter,
    starttime: seconds,
    type: text,
    id: text,
    user: text,
    tokenid: text,
  }),
})

/** A line of a task's log. */
export const logLine = object({ n: count, t: text })
