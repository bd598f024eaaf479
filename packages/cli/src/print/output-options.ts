/** The option of all commands that show data. */
export const outputOptions = {
  output: {
    value: 'form',
    summary: 'table, json or yaml; else a table on a terminal, JSON elsewhere',
    choices: ['table', 'json', 'yaml'],
    short: 'o',
  },
} as const
