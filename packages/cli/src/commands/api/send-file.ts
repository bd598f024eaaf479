import { upload } from '@pulse/proxmox'
import { CommandError } from '../../command-error.ts'
import type { Machine } from '../../io/machine.ts'
import { quoted } from '../../print/visible.ts'
import type { Target } from '../../proxmox/connect.ts'
import type { Parameters } from '../../proxmox/read-parameters.ts'

/** Sends a file to a storage, with a bar where a person sees it. The result is the task that puts it in its place. */
export async function sendFile(
  target: Target,
  file: string,
  parameters: Parameters,
  timeoutMs: number | undefined,
  { terminal, stopped }: Machine,
): Promise<string> {
  if (target.product !== 'pve') throw new CommandError('usage', '--file: a Backup Server takes no uploads.')
  const name = quoted(String(parameters['filename']))
  const content = String(parameters['content'])
  if (content !== 'iso' && content !== 'vztmpl' && content !== 'import')
    throw new CommandError('invalid', 'content must be one of iso, vztmpl, import.')
  try {
    return await upload(target.client, {
      node: String(parameters['node']),
      storage: String(parameters['storage']),
      content,
      file,
      filename: String(parameters['filename']),
      ...checksumOf(parameters),
      signal: stopped,
      ...(timeoutMs !== undefined && { totalMs: timeoutMs }),
      onProgress: (sentBytes, totalBytes) => terminal.progress(`${name} ${bar(sentBytes, totalBytes)}`),
    })
  } finally {
    terminal.progress('')
  }
}

const algorithms = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const

function checksumOf({ checksum, 'checksum-algorithm': algorithm }: Parameters): {
  checksum?: string
  'checksum-algorithm'?: (typeof algorithms)[number]
} {
  const known = algorithms.find((one) => one === algorithm)
  return typeof checksum === 'string' && known ? { checksum, 'checksum-algorithm': known } : {}
}

const width = 30

/** `[#########           ]  45 %  12.3 of 27.0 MB` */
function bar(sentBytes: number, totalBytes: number): string {
  const ratio = totalBytes === 0 ? 1 : sentBytes / totalBytes
  const filled = '#'.repeat(Math.floor(ratio * width)).padEnd(width)
  const mega = (bytes: number): string => (bytes / 1_000_000).toFixed(1)
  return `[${filled}] ${String(Math.floor(ratio * 100)).padStart(3)} %  ${mega(sentBytes)} of ${mega(totalBytes)} MB`
}
