export { type AnswerKind, answerKind } from './answer-kind.ts'
export { answerPbs } from './pbs/pbs.ts'
export { answerPve } from './pve/pve.ts'
export type { Answer, ApiRequest, Upload } from './answer.ts'
