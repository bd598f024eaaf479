import type { CallInput, CallOutput, ConfigChange, transferEndpoints } from '@pulse/contract'
import type { Asker } from '../../security/security.ts'
import type { Handlers } from '../handlers.ts'

type ImportInput = CallInput<'POST /api/config/import'>['body']
type FileInput = CallInput<'POST /api/config/file/plan'>['body']

/** Where configuration goes in and out as a whole. */
export interface TransferDesk {
  /** The export in base64. @throws {AppError} `export.refused`, `request.invalid` */
  exportBundle(passphrase: string, asker: Asker): Promise<string>
  /** The same with the API token that asks as passphrase. */
  exportByToken(asker: Asker): Promise<string>
  /** @throws {AppError} `export.refused`, `request.invalid` */
  importBundle(input: ImportInput, asker: Asker): Promise<{ changes: ConfigChange[]; warnings: string[] }>
  file(): CallOutput<'GET /api/config/file'>
  /** What is configured as a `pulse.yaml`, without secrets. */
  fileText(): string
  /** @throws {AppError} `config-file.invalid` */
  planFile(input: FileInput): ConfigChange[]
  applyFile(input: FileInput, asker: Asker): Promise<ConfigChange[]>
  releaseFile(asker: Asker): Promise<void>
}

const success = { status: 'success' } as const

export function transferHandlers(desk: TransferDesk): Pick<Handlers, keyof typeof transferEndpoints> {
  return {
    'POST /api/config/export': async ({ body }, request) => ({
      ...success,
      data: await desk.exportBundle(body.passphrase, request),
    }),
    'GET /api/export': async (_, request) => ({ ...success, data: await desk.exportByToken(request) }),
    'POST /api/config/import': async ({ body }, request) => {
      const message = body.dryRun ? 'Nothing was changed: this was a dry run' : 'Configuration imported successfully'
      return { ...success, message, ...(await desk.importBundle(body, request)) }
    },
    'GET /api/config/file': () => desk.file(),
    'GET /api/config/file/text': () => ({ text: desk.fileText() }),
    'POST /api/config/file/plan': ({ body }) => ({ changes: desk.planFile(body) }),
    'POST /api/config/file/apply': async ({ body }, request) => ({ changes: await desk.applyFile(body, request) }),
    'DELETE /api/config/file': async (_, request) => {
      await desk.releaseFile(request)
      return success
    },
  }
}
