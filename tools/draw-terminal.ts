import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startDocumentedHosts } from '../packages/cli/test/documented-host.ts'

const address = 'https://pve1.example.org:8006'
const typed = `pulse user create --host ${address} --username root@pam --fingerprint 7E:12:35:…`

/**
 * Runs a command of ours against a simulated host and draws what it prints, as `docs/images/user-create.svg`. Addresses
 * stand as those of the documents.
 */
export async function drawTerminal(root: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'pulse-picture-'))
  const hosts = await startDocumentedHosts()
  try {
    const { url, fingerprint } = hosts.pve
    const words = ['user', 'create', '--host', url, '--username', 'root@pam', '--fingerprint', fingerprint]
    const child = spawn(process.execPath, [join(root, 'packages/cli/bin/pulse.js'), ...words], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { PATH: process.env['PATH'] ?? '', HOME: folder, PVE_PASSWORD: hosts.rootPassword },
    })
    const said = await outputOf(child)
    const shown = said.replaceAll(url, address).replaceAll(new URL(url).hostname, 'pve1.example.org')
    writeFileSync(join(root, 'docs/images/user-create.svg'), draw([`$ ${typed}`, ...shown.trimEnd().split('\n')]))
  } finally {
    await hosts.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function outputOf(child: ChildProcess): Promise<string> {
  let said = ''
  child.stdout?.on('data', (chunk: Buffer) => void (said += String(chunk)))
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`the command ended with ${code}`)
  return said
}

/** Viewers make one blank of several. */
function unbroken(text: string): string {
  return text.replaceAll(' ', '\u00A0')
}

/** Lines of a terminal, in letters that every viewer has. */
function draw(lines: readonly string[]): string {
  const [letterPx, linePx, marginPx] = [8.43, 20, 20]
  const width = Math.ceil(Math.max(...lines.map((line) => line.length)) * letterPx + 2 * marginPx)
  const height = lines.length * linePx + 2 * marginPx
  const texts = lines.map((line, index) => {
    const y = marginPx + 14 + index * linePx
    return `<text x="${marginPx}" y="${y}" fill="${colourOf(line, index)}">${unbroken(escaped(line))}</text>`
  })
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(typed)}">`,
    `<rect width="${width}" height="${height}" rx="8" fill="#16181d"/>`,
    `<g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">`,
    ...texts,
    '</g>',
    '</svg>',
    '',
  ].join('\n')
}

function colourOf(line: string, index: number): string {
  if (index === 0) return '#ffffff'
  if (/^ {2}(made|saved)|^[\w.]+ +yes /.test(line)) return '#7ee2a8'
  if (/^[\w.]+ +no /.test(line)) return '#8b93a3'
  return '#d5dae3'
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
