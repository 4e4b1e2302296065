// The ways into the pane beside a key, in English.

export const signInEn = {
  'ways.title': 'No key yet?',
  'ways.join': 'I have an invitation code',
  'ways.account': 'Use my Microsoft account',
  'ways.setUp': 'Found your organisation',

  'join.hint':
    'Your manager gives you a code such as ABCDE-FGHJK-MNPQR-STVWX. It works once; small letters and missing dashes do no harm.',
  'join.linkHint':
    'Your Microsoft account is not a member here yet. Enter the invitation code that your manager gave you, and it will be.',
  'join.code': 'Invitation code',
  'join.empty': 'Enter the code.',
  'join.go': 'Join',
  'join.busy': 'Joining…',

  'key.welcome': 'Welcome, {name}. You belong to {org} now.',
  'key.keep':
    'This is your personal key. It is shown this once: put it into your password manager. You need it whenever you open the pane anew, until {day}.',
  'key.label': 'Your personal key',
  'key.goOn': 'I have kept it: go on',

  'setUp.hint':
    'This server has no organisation yet. Whoever deployed it founds it here, once, and becomes its first administrator.',
  'setUp.secret': 'Set-up secret',
  'setUp.secret.wrong': 'Enter the secret that npm run deploy showed.',
  'setUp.name': 'Name of the organisation',
  'setUp.name.wrong': 'Enter a name of at most 60 characters, in one line.',
  'setUp.country': 'Place',
  'setUp.currency': 'Currency',
  'setUp.currency.wrong': 'Enter three letters, such as CNY.',
  'setUp.timeZone': 'Time zone',
  'setUp.timeZone.wrong': 'Enter a time zone such as Asia/Shanghai.',
  'setUp.admin': 'Your name',
  'setUp.admin.wrong': 'Enter your name, at most 60 characters, in one line.',
  'setUp.go': 'Found it',
  'setUp.busy': 'Founding…',
  'setUp.closed': 'This is not the set-up secret, or set-up is closed. Copy the secret again.',

  'country.CN': 'Mainland China',
  'country.TW': 'Taiwan',
  'country.HK': 'Hong Kong',
  'country.MO': 'Macao',

  'end.title.some': 'Your key ends in {days} days, on {day}',
  'end.title.one': 'Your key ends in one day, on {day}',
  'end.text': 'Turn it in for a new one, and nobody has to invite you again.',
  'end.go': 'Get a new key',
  'end.busy': 'Getting a new key…',
  'end.done': 'Here is your new key, until {day}',
  'end.doneText':
    'It is shown this once: put it into your password manager in place of the old one, which works for one day more.',
  'end.kept': 'I have kept it',
} as const

export type SignInTexts = Readonly<Record<keyof typeof signInEn, string>>
