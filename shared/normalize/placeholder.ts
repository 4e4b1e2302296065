// Values that many people type to fill a cell, or that a whole office shares: they never become keys.

const sharedMailboxes = new Set(
  (
    'info contact admin service services sales office mail email hr support test none no-reply noreply ' +
    'webmaster postmaster marketing example abc a aa aaa 123 123456'
  ).split(' '),
)
const testDomains = /@(?:example|test|abc|xxx|none|domain|company)\.(?:com|cn|net|org)$/u

/** A number of one digit over and over, or counting up: 13800000000, 13812345678, 4001111111. */
export const isPlaceholderNumber = (e164: string): boolean => {
  const tail = e164.slice(-7)
  return /^(\d)\1{6}$/u.test(tail) || /(?:01234567|12345678|87654321)$/u.test(e164)
}

export const isPlaceholderMail = (address: string): boolean => {
  const [user = '', domain = ''] = address.toLowerCase().split('@')
  return sharedMailboxes.has(user) || testDomains.test(`@${domain}`)
}
