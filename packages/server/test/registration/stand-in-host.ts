import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'

/** What a command prints, and whether it succeeds. */
export interface Said {
  ok: boolean
  text: string
}

export interface Ran {
  code: number | null
  out: string
  err: string
}

export interface RunOptions {
  shell?: readonly string[]
  /** `curl` unless given. */
  http?: 'curl' | 'wget'
  /** Small programs of busybox in place of those of the system. */
  busybox?: boolean
  uid?: number
  environment?: Record<string, string>
}

/** The shell commands that a setup script finds on its host, and nothing else; each call is answered by the test. */
export interface StandInHost {
  /** One list a call: the name of the command, then its arguments, in order. */
  readonly calls: string[][]
  /** Which calls fail, by number (from 1) and words. */
  fails: (at: number, argv: readonly string[]) => boolean
  /** Feeds the script to a shell, as `curl … | sh` does. */
  run(script: string, options?: RunOptions): Promise<Ran>
  close(): Promise<void>
}

const ownTools = ['cat', 'grep', 'head', 'mktemp', 'rm', 'sed', 'sh', 'tail', 'tr']

/** Hands its arguments to the test, and prints what that says. */
const stub = `#!/bin/sh
answer=$(printf '%s\\0' "\${0##*/}" "$@" |
  /usr/bin/curl -sS --unix-socket "$STAND_IN" --data-binary @- --write-out '\\n%{http_code}' http://host/) || exit 97
status=\${answer##*
}
text=\${answer%
*}
if [ "$status" != 200 ]; then
  printf '%s\\n' "$text" >&2
  exit 255
fi
`
const printing = `${stub}[ -z "$text" ] || printf '%s\\n' "$text"\n`
const passing = (program: string): string => `${stub}exec /usr/bin/${program} "$@"\n`

/** @param commands names of the commands of the product, such as `pveum`, and how the host answers them */
export async function startStandInHost(
  commands: readonly string[],
  answer: (argv: readonly string[]) => Promise<Said>,
  address = '192.0.2.10',
): Promise<StandInHost> {
  const folder = mkdtempSync(join(tmpdir(), 'pulse-host-'))
  const socket = join(folder, 'socket')
  const calls: string[][] = []
  const host: Pick<StandInHost, 'calls' | 'fails'> = { calls, fails: () => false }
  const server = createServer((request, response) => {
    void buffer(request).then(async (body) => {
      const argv = body.toString('utf8').split('\0').slice(0, -1)
      calls.push(argv)
      const isOurs = argv[0] === 'curl' || argv[0] === 'wget'
      const said = host.fails(calls.length, argv) ? { ok: false, text: 'made to fail' } : undefined
      const { ok, text } = said ?? (isOurs ? { ok: true, text: '' } : await answer(argv))
      response.writeHead(ok ? 200 : 500).end(text)
    })
  })
  await new Promise<void>((resolve) => server.listen(socket, resolve))

  const plain = join(folder, 'plain')
  const small = join(folder, 'busybox')
  for (const tools of [plain, small]) mkdirSync(tools)
  for (const name of ownTools) {
    symlinkSync(existsSync(`/usr/bin/${name}`) ? `/usr/bin/${name}` : `/bin/${name}`, join(plain, name))
    symlinkSync('/usr/bin/busybox', join(small, name))
  }
  const product = join(folder, 'product')
  mkdirSync(product)
  for (const name of commands) program(join(product, name), printing)
  program(join(product, 'id'), '#!/bin/sh\necho "$STAND_IN_UID"\n')
  program(
    join(product, 'hostname'),
    `#!/bin/sh\ncase $1 in -f) echo pve1.example.org ;; -i) echo 127.0.1.1 ${address} ;; -I) echo 10.9.9.9 ;; *) echo pve1 ;; esac\n`,
  )
  for (const name of ['curl', 'wget']) {
    mkdirSync(join(folder, name))
    program(join(folder, name, name), passing(name))
  }

  return Object.assign(host, {
    async run(script: string, options: RunOptions = {}): Promise<Ran> {
      const { shell = ['dash'], http = 'curl', busybox = false, uid = 0, environment = {} } = options
      const path = [product, join(folder, http), busybox ? small : plain].join(':')
      const [command = '', ...before] = shell
      const child = spawn(`/usr/bin/${command}`, before, {
        env: { PATH: path, STAND_IN: socket, STAND_IN_UID: String(uid), TMPDIR: folder, ...environment },
      })
      child.stdin.on('error', () => {})
      child.stdin.end(script)
      const closed = new Promise<number | null>((resolve) => child.once('close', resolve))
      const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed])
      return { code, out, err }
    },
    async close() {
      await closeServer(server)
      rmSync(folder, { recursive: true })
    },
  })
}

function program(path: string, content: string): void {
  writeFileSync(path, content)
  chmodSync(path, 0o755)
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
