export { decodeResult } from './decode-result.ts'
export { encodeCall, type EncodedCall } from './encode.ts'
export { readAnswer } from './read-answer.ts'
export { within } from './within.ts'
