import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { silentLog, systemClock } from '../src/platform/platform.ts'
import { type Disk, fileDisk, openSettings, readConnectionInput } from '../src/settings/settings.ts'

/**
 * Opens the settings in a directory, adds a connection and ends with code 0, unless it kills itself before the given
 * file operation (counted from 1). A write that is killed leaves half of its text, as a crash would.
 */
const { positionals } = parseArgs({ allowPositionals: true })
const [directory = '', name = '', dieAtText = '0'] = positionals
const dieAt = Number(dieAtText)
let operations = 0

function step(dying: () => void = () => {}): void {
  operations++
  if (operations !== dieAt) return
  dying()
  process.kill(process.pid, 'SIGKILL')
  // The signal takes effect at once; nothing may happen in between.
  for (;;);
}

const dyingDisk: Disk = {
  read: (path) => fileDisk.read(path),
  write(path, text) {
    step(() => writeFileSync(path, text.slice(0, text.length / 2)))
    return fileDisk.write(path, text)
  },
  sync(path) {
    step()
    return fileDisk.sync(path)
  },
  rename(from, to) {
    step()
    return fileDisk.rename(from, to)
  },
  remove(path) {
    step()
    return fileDisk.remove(path)
  },
  syncFolder(path) {
    step()
    return fileDisk.syncFolder(path)
  },
}

const settings = await openSettings({ directory, clock: systemClock, log: silentLog, disk: dyingDisk })
await settings.addConnection(
  readConnectionInput({
    type: 'pve',
    host: name,
    name,
    tokenName: 'mon@pve!pulse',
    tokenValue: `secret of ${name}`.replaceAll(' ', '-'),
  }),
)
await settings.close()
process.stdout.write(`${operations}\n`)
