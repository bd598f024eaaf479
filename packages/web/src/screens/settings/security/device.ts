import { messages } from '../../../text/messages.ts'

/** In this order: each browser also names those that it wants to be taken for. */
const browsers: readonly (readonly [name: string, mark: RegExp])[] = [
  ['Edge', /\bEdgA?\//],
  ['Opera', /\bOPR\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|Chromium|CriOS|HeadlessChrome)\//],
  ['Safari', /\bVersion\/[\d.]+ .*Safari\//],
]
const systems: readonly (readonly [name: string, mark: RegExp])[] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\bMac OS X\b/],
  ['Linux', /\bLinux\b/],
]
const longest = 60

/** What a `User-Agent` stands for, in words: `Firefox on Linux`, `curl/8.5.0`. Only a hint, as anybody can send any. */
export function deviceName(userAgent: string): string {
  const words = messages.security.sessions
  const find = (list: typeof browsers): string | undefined => list.find(([, mark]) => mark.test(userAgent))?.[0]
  const browser = find(browsers)
  const system = find(systems)
  if (browser) return system ? words.browserOn(browser, system) : browser
  const program = userAgent.trim().split(' ')[0] ?? ''
  return program === '' ? words.unknownDevice : program.slice(0, longest)
}
