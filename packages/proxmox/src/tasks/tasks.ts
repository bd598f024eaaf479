export { followTask, type TaskCaller, type TaskResult, type WaitOptions } from './follow-task.ts'
export { TaskFailed } from './task-failed.ts'
export { readUpid, type Upid } from './upid.ts'
