/** What guessers try first: whole passwords that no other rule below covers. */
const common = new Set(
  `11223344 112233445566 123qweasd 1234qwer 12qwaszx 147258369 159357456 1q2w3e4r 1q2w3e4r5t 1q2w3e4r5t6y 1qaz2wsx
  1qaz2wsx3edc 1qazxsw2 789456123 741852963 963852741 a1b2c3d4 aa123456 abcd1234 abc12345 asdf1234 asdfasdf asdfghjk
  asdfghjkl azertyuiop changeme correcthorsebatterystaple dontknow drowssap iloveyou ihateyou ihavenopass internet
  jordan23 metallica mypassword nopassword passpass passw0rd p@ssw0rd p4ssw0rd pa55word pa$$word qazwsxedc qazwsx12
  q1w2e3r4 q1w2e3r4t5 qwer1234 qwert123 qwertyui qwertyuiop qwertz123 qwertzuiop rootroot secret12 sunshine superman
  testtest trustno1 whatever zaq12wsx zaq1zaq1 zaq1xsw2 zxcvbnm1 zxcvbnm123 zxcvbnm, your-secure-password yourpassword
  your-password adminadmin useruser letmein1 letmein! pass1234 pass@123 test1234 user1234 root1234 temp1234 baseball
  football basketball princess michelle jennifer computer corvette maverick starwars samantha danielle midnight
  mercedes steelers mountain victoria 1234abcd q12345678 x12345678 chocolate butterfly elizabeth liverpool alexander
  christian blink182 babygirl lovelove spiderman cocacola pokemon123 dragon123 monkey123 master123 shadow123
  hello123 hello1234 love1234 money123 summer123 winter123 autumn123 spring123 freedom1 killer123 batman123`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

/** Words that are no better for a few digits and signs around them. */
const stems = new Set(
  `abc abcd access admin administrator backup changeit changeme cluster default demo docker dragon geheim guest hello
  homelab hunter iloveyou king letmein linux login master monitor monitoring monkey mypass mypassword nas nimda node pass
  passphrase passwd password passwort pbs proxmox proxmoxve pulse pulseadmin pve pveadmin qwer qwert qwerty qwertz root
  secret server shadow summer sunshine superuser support sysadmin system temp test tester user vmware welcome winter
  your-secure-token zxcvbn zxcvbnm`
    .split(/\s+/)
    .filter((word) => word !== ''),
)

const rows = [
  '0123456789',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
]

/** Would it be among the first thousands of guesses, the name of its owner and of this product included? */
export function isCommonPassword(password: string, username: string): boolean {
  const lower = password.toLowerCase()
  const stem = stemOf(lower)
  return (
    common.has(lower) ||
    stems.has(stem) ||
    stems.has(stemOf(unmasked(lower))) ||
    isRepeated(lower) ||
    isRun(lower) ||
    (username !== '' && stem === username.toLowerCase())
  )
}

/** More around a word make it no longer one of the first guesses. */
const mostAround = 8

/** Without the digits and signs around it. */
function stemOf(text: string): string {
  const stem = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  return text.length - stem.length > mostAround ? text : stem
}

/** Letters that digits and signs stand for. */
function unmasked(text: string): string {
  const letters: Readonly<Record<string, string>> = {
    '0': 'o',
    '1': 'i',
    '3': 'e',
    '4': 'a',
    '5': 's',
    '@': 'a',
    $: 's',
  }
  // The end is where people add digits for their own sake.
  const end = /[\d!?.*#]*$/.exec(text)?.index ?? text.length
  return `${text.slice(0, end).replace(/[01345@$]/g, (sign) => letters[sign] ?? sign)}${text.slice(end)}`
}

/** One, two, three or four characters again and again. */
const isRepeated = (text: string): boolean => /^(.{1,4}?)\1+$/u.test(text)

/** Neighbours on the keyboard or in the alphabet, in either direction, from end to end. */
function isRun(text: string): boolean {
  const within = (row: string): boolean => `${row}${row}`.includes(text)
  const reversed = Array.from(text).toReversed().join('')
  return rows.some((row) => within(row) || `${row}${row}`.includes(reversed))
}
