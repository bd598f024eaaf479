const count = (amount: number, one: string, many: string): string => `${amount} ${amount === 1 ? one : many}`

/** `1 to 10`, `at least 1`, `at most 10`, with what is counted behind it. */
function bounds(from: number | undefined, to: number | undefined, unit = ''): string {
  const behind = unit && ` ${unit}`
  if (from !== undefined && to !== undefined) return `${from} to ${to}${behind}`
  if (from !== undefined) return `at least ${from}${behind}`
  return to === undefined ? '' : `at most ${to}${behind}`
}

const shapes = {
  or: ' or ',
  anything: 'anything',
  object: 'object',
  text: 'text',
  time: 'time (RFC 3339)',
  integer: 'whole number',
  number: 'number',
  flag: 'true or false',
  listOf: (type: string): string => `list of ${type}`,
  byName: (type: string): string => `${type}, by name`,
  range: (from?: number, to?: number): string => bounds(from, to),
  length: (from?: number, to?: number): string => bounds(from, to, 'characters'),
  items: (from?: number, to?: number): string => bounds(from, to, 'entries'),
  pattern: (pattern: string): string => `matches ${pattern}`,
}

const scopes: Readonly<Record<string, string>> = {
  open: 'open',
  read: 'read',
  write: 'write',
  notify: 'notify',
  register: 'register',
  owner: 'owner',
  invited: 'invited',
}

/** What a badge beside a call stands for. */
const scopeHints: Readonly<Record<string, string>> = {
  open: 'Everybody may call it.',
  read: 'Needs a login, or a token with the scope read or write.',
  write: 'Needs a login, or a token with the scope write.',
  notify: 'Needs a login, or a token with the scope notify.',
  register: 'Needs a login, or a token with the scope register.',
  owner: 'Needs a login, or a token with every scope.',
  invited: 'Needs a login, a token with the scope register, or an invitation: a registration token or setup code.',
}

export const docs = {
  title: 'API',
  failed: 'The description of the API could not be read',
  version: (version: string): string => `version ${version}`,
  filter: 'Filter the calls',
  filterHint: 'nodes, POST, owner …',
  found: (calls: number): string => count(calls, 'call', 'calls'),
  none: 'No call has all of these words',
  noneDetail: 'Fewer words find more. Path, method, summary, group and scope are searched.',
  reset: 'Show all calls',
  groups: 'Groups of calls',
  download: 'OpenAPI document',
  tokenHint: 'Make a token for it under',
  tokenLink: 'Settings, Security',
  scopes,
  scopeHints,
  deprecated: 'deprecated',
  limit: (limit: string): string => `At most ${limit} from one address.`,
  link: 'Link to this call',
  parameters: 'Parameters',
  parameterPlaces: { path: 'in the path', query: 'in the query', header: 'header', cookie: 'cookie' },
  body: 'Body',
  bodyOptional: 'Body (may be left out)',
  answer: (status: string): string => `Answer ${status}`,
  failures: 'When it fails',
  otherStatus: 'other',
  example: 'Example',
  exampleAnswer: 'Example answer',
  call: 'Call it',
  name: 'Name',
  type: 'Type',
  notes: 'Notes',
  required: 'required',
  optional: 'may be missing',
  status: 'Status',
  meaning: 'Meaning',
  whole: 'the whole body',
  shapes,
}
