export { type App, type AppOptions, createApp, type Modules } from './app.ts'
export { createJsonLog, type Log, type LogLevel, silentLog, StartError } from './platform/platform.ts'
export { readServerOptions, type ServerOptions, type Surroundings } from './server-options.ts'
export { readConnections } from './settings/settings.ts'
