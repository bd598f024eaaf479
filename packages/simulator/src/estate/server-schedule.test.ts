import { expect, test } from 'vitest'
import { rhythmOf } from './server-schedule.ts'

test.each([
  ['hourly', 60, 0],
  ['daily', 1440, 0],
  ['02:30', 1440, 150],
  ['mon..fri 21:00', 1440, 1260],
  ['*:0/15', 15, 0],
  ['something else', 1440, 0],
  ['', 0, 0],
  [undefined, 0, 0],
])('%s', (event, everyMinutes, minute) => {
  expect(rhythmOf(event)).toEqual({ everyMinutes, minute })
})
