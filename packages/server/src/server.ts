export { type App, type AppOptions, createApp, type Modules } from './app.ts'
export { type AccessOptions, closedAccess } from './access-options.ts'
export { resetPassword, withTransfer } from './pipeline/pipeline.ts'
export { AppError, createJsonLog, type Log, type LogLevel, silentLog, StartError } from './platform/platform.ts'
export { type AuditVerdict, verifyAuditTrail } from './security/security.ts'
export {
  readDataDir,
  readServerOptions,
  type ServerOptions,
  type Surroundings,
  type TlsOptions,
} from './server-options.ts'
export {
  type ConfigFileText,
  loadConfigFile,
  readConnections,
  type Transfer,
  type Transferred,
} from './settings/settings.ts'
