/** @returns the value of a cookie that scripts may read */
export function readCookie(name: string): string | undefined {
  const start = `${name}=`
  return document.cookie
    .split('; ')
    .find((part) => part.startsWith(start))
    ?.slice(start.length)
}
