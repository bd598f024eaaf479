/** The key under which the schema lists a numbered property: `net0` is one of `net[n]`. */
export function family(name: string): string {
  return name.replace(/\d+$/, '[n]')
}
