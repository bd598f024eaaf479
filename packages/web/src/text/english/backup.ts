import type { ConfigChange } from '@pulse/contract'

const count =
  (one: string, many: string) =>
  (number: number): string =>
    `${number} ${number === 1 ? one : many}`

export const backup = {
  exportTitle: 'Export',
  exportDetail:
    'One encrypted file with the connections and their credentials, alert settings, receivers, settings of the server and notes on guests. Your password, sessions and API tokens are not in it.',
  passphrase: 'Passphrase',
  passphraseHint: 'At least 12 characters. Nobody can open the file without it: keep it where the file is not.',
  passphraseAgain: 'Passphrase once more',
  strengths: {
    short: 'too short',
    weak: 'easy to guess',
    fair: 'fair; a few more words make it good',
    strong: 'good',
  },
  strength: 'Strength',
  passphraseMissing: 'Enter the passphrase.',
  passphraseShort: 'Use at least 12 characters.',
  passphraseDiffers: 'This is not the same.',
  exportButton: 'Export',
  exporting: 'Encrypting …',
  exported: (name: string): string => `${name} was saved by your browser.`,

  importTitle: 'Import',
  importDetail:
    'A file that was exported here, or by the Pulse that this one succeeds. You see what it would change before anything does.',
  file: 'File',
  chooseFile: 'Choose a file',
  otherFile: 'Choose another file',
  dropFile: 'or drop it here',
  fileMissing: 'Choose a file.',
  fileEmpty: 'The file is empty.',
  fileLarge: 'The file is larger than any export of Pulse.',
  fileForeign: 'This is no export of Pulse.',
  fileYaml: 'This looks like a pulse.yaml. Those are applied with pulse config apply.',
  fileUnreadable: (why: string): string => `The file could not be read: ${why}`,
  importPassphrase: 'Passphrase of the file',
  look: 'Show what would change',
  looking: 'Decrypting …',
  slowHint: 'Opening the file takes a few seconds: that is what makes guessing the passphrase slow.',

  previewTitle: 'What would change',
  warnings: 'What cannot be taken over',
  actions: { add: 'added', change: 'changed', remove: 'removed', keep: 'stays' } satisfies Record<
    ConfigChange['action'],
    string
  >,
  columns: { action: 'Change', kind: 'What', name: 'Name', fields: 'Values' },
  counts: {
    add: count('added', 'added'),
    change: count('changed', 'changed'),
    remove: count('removed', 'removed'),
    keep: count('stays as it is', 'stay as they are'),
  } satisfies Record<ConfigChange['action'], (number: number) => string>,
  nothingChanges: 'Nothing would change.',
  noValue: 'not set',
  becomes: 'becomes',
  apply: 'Import',
  applying: 'Importing …',
  applyTitle: 'Import this configuration?',
  applyDetail: (summary: string): string =>
    `${summary} It takes effect at once, and there is no way back but another import: export the present configuration first if you may want it again.`,
  applyConfirm: 'Import now',
  keep: 'Keep the present one',
  doneTitle: 'Imported',
}
