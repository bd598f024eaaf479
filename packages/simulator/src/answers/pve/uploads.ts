import { hash } from '../../estate/chance.ts'
import { countBytes, isFileBased, readStorage, type Storage, type StoredFile } from '../../estate/storage.ts'
import type { LogLine } from '../../estate/task-book.ts'
import { ApiFailure } from '../answer.ts'
import { textOf } from '../parameters.ts'
import { type PveCall, type PveHandlers, requireQuorum } from './call.ts'
import { usableStorage } from './drives.ts'
import { refuseIfHung } from './storage.ts'
import { badParameter, binaryText, copyMs, progressLines, startTask } from './work.ts'
import { pathOf } from './volumes.ts'

type Content = 'iso' | 'vztmpl' | 'import'

const endings: Readonly<Record<Content, RegExp>> = {
  iso: /[^/]+\.(?:iso|img)$/i,
  vztmpl: /[^/]+\.tar\.(?:gz|xz|zst|bz2)$/,
  import: /^[\w.+=-]+\.(?:ova|ovf|qcow2|raw|vmdk)$/,
}

function isContent(text: string): text is Content {
  return text === 'iso' || text === 'vztmpl' || text === 'import'
}

/** The name as the server writes it: no folders, and only plain letters. */
function plainName(call: PveCall): string {
  const given = textOf(call.parameters, 'filename') ?? ''
  const last = given.split('/').at(-1) ?? ''
  return last.replaceAll(/[^-a-zA-Z0-9_.]/g, '_')
}

interface Place {
  readonly storage: Storage
  readonly content: Content
  readonly name: string
}

function placeOf(call: PveCall, refusals: { type(storage: Storage): string; content(content: string): string }): Place {
  const storage = usableStorage(call, textOf(call.parameters, 'storage') ?? '')
  refuseIfHung(call, storage)
  const content = textOf(call.parameters, 'content') ?? ''
  if (!isFileBased(storage)) throw new ApiFailure(500, refusals.type(storage))
  if (!isContent(content)) throw badParameter('content', `upload content type '${content}' not allowed`)
  const name = plainName(call)
  if (!endings[content].test(name)) {
    const text = content === 'import' ? 'invalid filename or wrong extension' : 'wrong file extension'
    throw badParameter('filename', text)
  }
  if (!storage.content.includes(content)) throw new ApiFailure(500, refusals.content(content))
  if (storage.state === 'offline') throw new ApiFailure(500, `storage '${storage.storage}' is not online`)
  return { storage, content, name }
}

/** Puts a file onto the storage, over one of the same name. */
function put(call: PveCall, place: Place, sizeBytes: number): void {
  const { storage, content, name } = place
  const now = call.estate.clock.now()
  const isSame = (file: StoredFile): boolean =>
    file.content === content && file.name === name && (file.node ?? call.node.name) === call.node.name
  const replaced = storage.files.filter(isSame).reduce((sum, file) => sum + file.sizeBytes, 0)
  const where = storage.shared ? {} : { node: call.node.name }
  const file: StoredFile = { name, content, sizeBytes, changedAt: now, ...where }
  storage.files = [...storage.files.filter((one) => !isSame(one)), file]
  countBytes(storage, call.node.name, sizeBytes - replaced, now)
}

function spaceProblem(call: PveCall, { storage }: Place, sizeBytes: number): string | undefined {
  const { availableBytes } = readStorage(storage, call.node.name, call.now)
  return availableBytes >= sizeBytes ? undefined : 'import failed: cp: error writing: No space left on device'
}

function upload(call: PveCall): string {
  requireQuorum(call)
  const place = placeOf(call, {
    type: (storage) => `can't upload to storage type '${storage.type}'`,
    content: (content) => `storage '${textOf(call.parameters, 'storage')}' does not support '${content}' content`,
  })
  const file = call.upload?.file
  if (file === undefined || file === null) throw new ApiFailure(500, 'missing temporary file name')
  const tmp = textOf(call.parameters, 'tmpfilename') ?? ''
  const wanted = textOf(call.parameters, 'checksum')
  const isWrong = wanted !== undefined && file.digest?.toLowerCase() !== wanted.toLowerCase()
  const mismatch = isWrong ? `checksum mismatch: got '${file.digest}' != expect '${wanted}'` : undefined
  const problem = mismatch ?? spaceProblem(call, place, file.sizeBytes)
  const target = pathOf(place.storage, place.content, `${place.storage.storage}:${place.content}/${place.name}`)
  const durationMs = problem === undefined ? copyMs(file.sizeBytes) : 500
  const start: LogLine[] = [[0, `starting file import from: ${tmp}`]]
  if (wanted !== undefined) start.push([300, `calculating checksum...${isWrong ? '' : 'OK, checksum verified'}`])
  const rest: LogLine[] = [
    [400, `target node: ${call.node.name}`],
    [400, `target file: ${target}`],
    [400, `file size is: ${file.sizeBytes}`],
    [400, `command: cp -- ${tmp} ${target}`],
    [durationMs, 'finished file import successfully'],
  ]
  return startTask(call, '', {
    type: 'imgcopy',
    durationMs,
    ...(problem !== undefined && { outcome: problem }),
    log: () => (mismatch === undefined ? [...start, ...rest.slice(0, problem === undefined ? 5 : 4)] : start),
    effect: () => put(call, place, file.sizeBytes),
  })
}

/** A download that is only played: nothing leaves the machine. Every address has the same file again. */
function sizeAt(url: string): number {
  return (1 + (hash(0, url) % 800)) * 2 ** 20
}

function download(call: PveCall): string {
  requireQuorum(call)
  const place = placeOf(call, {
    type: (storage) => `can't upload to storage type '${storage.type}', not a file based storage!`,
    content: (content) =>
      `storage '${textOf(call.parameters, 'storage')}' is not configured for content-type '${content}'`,
  })
  const url = textOf(call.parameters, 'url') ?? ''
  const sizeBytes = sizeAt(url)
  const target = pathOf(place.storage, place.content, `${place.storage.storage}:${place.content}/${place.name}`)
  const isMissing = !URL.canParse(url) || new URL(url).hostname.endsWith('.invalid')
  const problem = isMissing ? 'download failed: 404 Not Found' : spaceProblem(call, place, sizeBytes)
  const durationMs = problem === undefined ? 1000 + copyMs(sizeBytes * 4) : 1000
  return startTask(call, '', {
    type: 'download',
    durationMs,
    ...(problem !== undefined && { outcome: problem }),
    log: () => downloadLog(url, target, problem === undefined ? sizeBytes : null, durationMs),
    effect: () => put(call, place, sizeBytes),
  })
}

/** A null size is that of a file that does not come. */
function downloadLog(url: string, target: string, sizeBytes: number | null, durationMs: number): LogLine[] {
  const start: LogLine = [0, `downloading ${url} to ${target}`]
  if (sizeBytes === null) return [start]
  const whole = binaryText(sizeBytes)
  const lines = progressLines(500, durationMs - 200, 10, (ratio, ms) => {
    const seconds = Math.round(ms / 1000)
    return `${binaryText(sizeBytes * ratio)} of ${whole} (${(100 * ratio).toFixed(2)}%) in ${seconds}s`
  })
  return [start, ...lines, [durationMs, `download of '${url}' to '${target}' finished`]]
}

export const uploadHandlers: PveHandlers = {
  'POST /nodes/{node}/storage/{storage}/upload': upload,
  'POST /nodes/{node}/storage/{storage}/download-url': download,
}
