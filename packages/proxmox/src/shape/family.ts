/** The key under which the schema lists a numbered property: `net0` is one of `net[n]`. */
export function family(name: string): string {
  return name.replace(/\d+$/, '[n]')
}

/** What a table has for a name, or for its family; nothing for what every object inherits, such as `constructor`. */
export function ownOrFamily<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return ownOf(table, name) ?? ownOf(table, family(name))
}

/** What a table itself has for a name. */
export function ownOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

/** Highest number of each family. The schema does not say; these are the limits in the sources of PVE 9.2. */
const highest: Readonly<Record<string, number>> = {
  'acmedomain[n]': 5,
  'dev[n]': 255,
  'hostpci[n]': 15,
  'ide[n]': 3,
  'ipconfig[n]': 31,
  'link[n]': 7,
  'mp[n]': 255,
  'net[n]': 31,
  'numa[n]': 7,
  'parallel[n]': 2,
  'sata[n]': 5,
  'scsi[n]': 30,
  'serial[n]': 3,
  'unused[n]': 255,
  'usb[n]': 13,
  'virtio[n]': 15,
  'virtiofs[n]': 9,
}

/** The highest number of a family's members, such as 31 for `net[n]`; none for a name that is no known family's. */
export function lastOfFamily(key: string): number | undefined {
  return ownOf(highest, key)
}

/** What is wrong with the number of a family's property, such as `net32`; nothing with names that are no family's. */
export function familyProblem(name: string): string | undefined {
  const key = family(name)
  const limit = lastOfFamily(key)
  if (limit === undefined || key === name) return undefined
  const stem = key.slice(0, -'[n]'.length)
  const digits = name.slice(stem.length)
  // `net007` is not `net7`.
  if (String(Number(digits)) === digits && Number(digits) <= limit) return undefined
  return `does not exist; there are ${stem}0 to ${stem}${limit}`
}
