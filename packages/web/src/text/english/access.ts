const login = {
  title: 'Log in',
  username: 'User name',
  password: 'Password',
  submit: 'Log in',
  busy: 'Logging in …',
  left: {
    ended: 'Your session ended. Log in again, and you are back where you were.',
    'logged-out': 'You are logged out.',
  },
  wrong: 'User name or password is wrong.',
  locked: 'Too many failed logins from this address.',
  throttled: 'Too many tries in a short time.',
  remaining: (count: number): string =>
    count === 1
      ? 'One more try, then this address has to wait 15 minutes.'
      : `${count} more tries, then this address has to wait 15 minutes.`,
  lockedUntil: (clock: string): string => `You can try again at ${clock}`,
  remains: (countdown: string): string => `(in ${countdown})`,
  noCookie: 'The password is right, but this browser kept no cookie. Allow cookies for this page.',
  forgotten: 'Forgotten the password?',
  forgottenDetail: 'Run this on the machine that Pulse runs on, as the user that Pulse runs as. It asks for a new one.',
}

const setup = {
  title: 'Set up this server',
  detail: 'Nobody owns it yet. Whoever enters its code becomes the owner.',
  code: 'Setup code',
  codeHint: 'Pulse printed it when it started.',
  whereIsIt: 'Where do I find it?',
  codeFile: 'It also stands in the file `setup-code` of the data directory:',
  codeCommand: 'cat "${PULSE_DATA_DIR:-$HOME/.local/share/pulse}/setup-code"',
  codeRestart: 'It is good for one setup; each start makes a new one.',
  codeMissing: 'Enter the code of this server.',
  codeWrong: 'This is not the code of this server.',
  username: 'User name',
  usernameMissing: 'Enter a user name.',
  password: 'Password',
  submit: 'Become the owner',
  busy: 'Setting up …',
  after: 'Tokens for scripts can be made afterwards, under Settings.',
}

const rules = {
  missing: 'Enter a password.',
  fewest: (count: number): string => `${count} characters or more`,
  most: (count: number): string => `${count} bytes or fewer`,
  tooShort: (count: number): string => `Use at least ${count} characters.`,
  tooLong: (count: number): string => `Use at most ${count} bytes; letters beyond a to z take two or more.`,
}

const menu = {
  label: (name: string): string => `Account: ${name}`,
  loggedInAs: (name: string): string => `Logged in as ${name}`,
  security: 'Password and tokens',
  docs: 'API documentation',
  logOut: 'Log out',
  notLoggedOut: (why: string): string => `You are still logged in: ${why}`,
}

/** Everything about being let in. */
export const access = {
  product: 'Pulse',
  asking: 'Asking the server who you are …',
  unreachable: 'It sent this page, but no answer since. Trying again every few seconds.',
  failed: (why: string): string => `It did not work: ${why}`,
  warningLabel: 'Protection of this server',
  noLogin: 'Anyone who can reach this page can change everything, as this server runs without a login.',
  noLoginAction: 'Start it without PULSE_ALLOW_UNAUTHENTICATED to set one up.',
  openWay: 'Your password travels unencrypted: whoever is on the way can read it.',
  openWayAction: 'Start Pulse with --tls, or put it behind a proxy that speaks HTTPS.',
  login,
  setup,
  rules,
  menu,
}
