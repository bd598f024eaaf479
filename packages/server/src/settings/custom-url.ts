/**
 * What is wrong with the address that a guest leads to, in words for a person; undefined for one that is empty or good. Never
 * one that runs something in the page, or that names a password.
 */
export function customUrlProblem(text: string): string | undefined {
  if (text === '') return undefined
  // The parser forgives control characters and backslashes; browsers do it differently.
  if (!/^https?:\/\/[^\s\p{Cc}\\]+$/iu.test(text) || !URL.canParse(text))
    return 'Custom URL must start with http:// or https://'
  const { username, password } = new URL(text)
  return username === '' && password === '' ? undefined : 'Custom URL must not contain a user or a password'
}
