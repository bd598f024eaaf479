import { describe, expect, it } from 'vitest'
import { StartError } from './platform/platform.ts'
import { readServerOptions } from './server-options.ts'

const read = (
  environment: Record<string, string>,
  given: { port?: string; dataDir?: string } = {},
  platform = 'linux',
) => readServerOptions(given, { environment, platform, homeDirectory: '/home/ada' })

describe('options of the server', () => {
  it.each<[string, Record<string, string>, { port?: string; dataDir?: string }, object]>([
    ['nothing said', {}, {}, { port: 7655, dataDir: '/home/ada/.local/share/pulse', logLevel: 'info' }],
    ['PORT', { PORT: '80' }, {}, { port: 80 }],
    ['FRONTEND_PORT before PORT', { PORT: '80', FRONTEND_PORT: '81' }, {}, { port: 81 }],
    ['an empty FRONTEND_PORT', { PORT: '80', FRONTEND_PORT: '' }, {}, { port: 80 }],
    ['the command line before both', { PORT: '80', FRONTEND_PORT: '81' }, { port: '0' }, { port: 0 }],
    ['PULSE_DATA_DIR', { PULSE_DATA_DIR: '/srv/p', XDG_DATA_HOME: '/x' }, {}, { dataDir: '/srv/p' }],
    ['the command line before it', { PULSE_DATA_DIR: '/srv/p' }, { dataDir: 'here' }, { dataDir: 'here' }],
    ['XDG_DATA_HOME', { XDG_DATA_HOME: '/x' }, {}, { dataDir: '/x/pulse' }],
    ['a relative XDG_DATA_HOME', { XDG_DATA_HOME: 'x' }, {}, { dataDir: '/home/ada/.local/share/pulse' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'WARN' }, {}, { logLevel: 'warn' }],
  ])('with %s', (_, environment, given, expected) => {
    expect(read(environment, given)).toMatchObject(expected)
  })

  it('keep data where each system keeps them', () => {
    expect(read({}, {}, 'darwin').dataDir).toBe('/home/ada/Library/Application Support/Pulse')
    expect(read({ LOCALAPPDATA: 'C:\\L' }, {}, 'win32').dataDir).toBe('C:\\L\\Pulse')
  })

  it.each<[Record<string, string>, { port?: string }, string]>([
    [{}, { port: 'abc' }, '--port must be a whole number from 0 to 65535, not "abc".'],
    [{}, { port: '' }, '--port must be a whole number from 0 to 65535, not "".'],
    [{}, { port: '-1' }, '--port must be a whole number from 0 to 65535, not "-1".'],
    [{ FRONTEND_PORT: '65536' }, {}, 'FRONTEND_PORT must be a whole number from 0 to 65535, not "65536".'],
    [{ PORT: '80.5' }, {}, 'PORT must be a whole number from 0 to 65535, not "80.5".'],
    [{ LOG_LEVEL: 'loud' }, {}, 'LOG_LEVEL must be one of debug, info, warn, error, not "loud".'],
  ])('%o %o are refused', (environment, given, message) => {
    expect(() => read(environment, given)).toThrow(new StartError(message))
  })

  it('want a place for data where there is no home', () => {
    expect(() => readServerOptions({}, { environment: {}, platform: 'linux', homeDirectory: undefined })).toThrow(
      new StartError('There is no home directory to keep data in: set PULSE_DATA_DIR to a directory.'),
    )
  })
})
