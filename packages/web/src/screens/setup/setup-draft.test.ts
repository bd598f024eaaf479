import { CallError } from '@pulse/contract'
import { expect, test } from 'vitest'
import { checkSetup, setupProblems } from './setup-draft.ts'

test('every field is needed', () => {
  expect(checkSetup({ setupCode: ' ', username: '', password: '' })).toEqual({
    setupCode: 'Enter the code of this server.',
    username: 'Enter a user name.',
    password: 'Enter a password.',
  })
  expect(checkSetup({ setupCode: 'X', username: 'admin', password: 'long enough' })).toEqual({})
})

test('errors of the server stand beside their field', () => {
  const wrongCode = new CallError(401, { error: 'Setup code is wrong', code: 'setup.wrong-code' })
  expect(setupProblems(wrongCode)).toEqual({ setupCode: 'This is not the code of this server.' })
  const common = new CallError(400, { error: 'Too common', code: 'request.invalid', field: 'password' })
  expect(setupProblems(common)).toEqual({ password: 'Too common' })
  expect(setupProblems(new CallError(400, { error: 'No', code: 'request.invalid', field: 'apiToken' }))).toBeNull()
  expect(setupProblems(new CallError(0, { error: 'No answer' }))).toBeNull()
})
