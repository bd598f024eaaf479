export { createGate, type Gate } from './gate.ts'
export { createWebServer, type WebServer } from './io/web-server.ts'
export { type ConnectionDesk, connectionHandlers } from './routes/connections.ts'
export { coreHandlers } from './routes/core.ts'
