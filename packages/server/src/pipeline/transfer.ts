import type { TransferDesk } from '../http/http.ts'
import { AppError, privateNetworks } from '../platform/platform.ts'
import type { Asker, Security } from '../security/security.ts'
import type { Settings, Transfer } from '../settings/settings.ts'
import { noting } from './noting.ts'

export interface TransferDeskModules {
  settings: Pick<Settings, 'document'>
  transfer: Transfer
  security: Pick<Security, 'audit'>
  /** Without a login, export and import are open to public networks, too. */
  allowUnprotectedExport: boolean
}

/** Settings behind the calls that export, import and apply configuration. Who did it is noted in the audit trail. */
export function transferDesk(modules: TransferDeskModules): TransferDesk {
  const { settings, transfer, security, allowUnprotectedExport } = modules

  const note = noting(security)

  /** Secrets go out, or come in: where nobody has to log in, at least not to all the world. */
  const refusePublic = (what: 'Export' | 'Import', asker: Asker): void => {
    const { principal, caller } = asker
    if (principal.kind !== 'anybody' || allowUnprotectedExport || privateNetworks.has(caller.address)) return
    note(`config_${what.toLowerCase()}`, asker, 'Refused: no login, and not from a private network', false)
    throw new AppError('export.refused', `${what} requires authentication on public networks`)
  }

  const exported = async (passphrase: string, asker: Asker): Promise<string> => {
    const data = await transfer.exportBundle(passphrase)
    note('config_export', asker, 'Configuration exported')
    return data
  }

  return {
    async exportBundle(passphrase, asker) {
      refusePublic('Export', asker)
      return exported(passphrase, asker)
    },
    async exportByToken(asker) {
      refusePublic('Export', asker)
      const [token] = asker.presented.tokens
      if (token === undefined)
        throw new AppError('request.invalid', 'Send the API token in X-API-Token: it is the passphrase of the export', {
          field: 'token',
        })
      return exported(token, asker)
    },
    async importBundle({ data, passphrase, dryRun = false }, asker) {
      refusePublic('Import', asker)
      const done = await transfer.importBundle({ data, passphrase, dryRun })
      if (!dryRun) note('config_import', asker, `Configuration imported: ${done.changes.length} changes`)
      return done
    },
    file() {
      const { file } = settings.document()
      return {
        file: file && { name: file.name, appliedAt: new Date(file.appliedAt).toISOString() },
        connections: [...(file?.connections ?? [])],
        settings: [...(file?.settings ?? [])],
        sections: [...(file?.sections ?? [])],
      }
    },
    fileText: () => transfer.fileText(),
    planFile: ({ text, name = defaultName }) => transfer.planFile({ text, name }),
    async applyFile({ text, name = defaultName }, asker) {
      const changes = await transfer.applyFile({ text, name })
      note('config_file_applied', asker, `${name}: ${changes.length} changes`)
      return changes
    },
    async releaseFile(asker) {
      await transfer.releaseFile()
      note('config_file_released', asker, 'pulse.yaml owns nothing any more')
    },
  }
}

const defaultName = 'pulse.yaml'
