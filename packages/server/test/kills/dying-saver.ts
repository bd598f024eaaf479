import { writeFileSync } from 'node:fs'
import { silentLog, systemClock } from '../../src/platform/platform.ts'
import { type Disk, fileDisk, openSettings, readConnectionInput } from '../../src/settings/settings.ts'

/** To be run on its own, with directory, name and the number of the operation to die at. */
export const saverFile = import.meta.filename

if (import.meta.main) {
  const [directory = '', name = '', dieAt = '0'] = process.argv.slice(2)
  await save(directory, name, Number(dieAt))
}

/**
 * Opens the settings in a directory, adds a connection and ends with code 0, unless it kills itself before the given
 * file operation (counted from 1). A write that is killed leaves half of its text, as a crash would.
 */
async function save(directory: string, name: string, dieAt: number): Promise<void> {
  let operations = 0
  const step = (dying: () => void = () => {}): void => {
    operations++
    if (operations !== dieAt) return
    dying()
    process.kill(process.pid, 'SIGKILL')
    // The signal takes effect at once; nothing may happen in between.
    for (;;);
  }
  const disk = dyingDisk(step)
  const settings = await openSettings({ directory, clock: systemClock, log: silentLog, disk })
  const credentials = { tokenName: 'mon@pve!pulse', tokenValue: `secret-of-${name}` }
  await settings.addConnection(readConnectionInput({ type: 'pve', host: name, name, ...credentials }))
  await settings.close()
  process.stdout.write(`${operations}\n`)
}

function dyingDisk(step: (dying?: () => void) => void): Disk {
  return {
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
}
