// One-time codes that people read out and type: 20 digits of Crockford's base 32 in four groups. The first six find
// the invitation, the other fourteen (70 random bits) prove it; stored is a hash of all.
import { keyHash } from './key.ts'

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 20
const ID_LENGTH = 6
const GROUP = 5
const ours = new RegExp(`^[${digits}]{${LENGTH}}$`, 'u')

export interface Code {
  readonly id: string
  readonly hash: string
}

const toCode = async (plain: string): Promise<Code> => ({
  id: plain.slice(0, ID_LENGTH),
  hash: await keyHash(plain),
})

/** `text` is shown once: ABCDE-FGHJK-MNPQR-STVWX */
export const newCode = async (): Promise<Code & { readonly text: string }> => {
  const bytes = crypto.getRandomValues(new Uint8Array(LENGTH))
  const plain = [...bytes].map((byte) => digits.charAt(byte % digits.length)).join('')
  const groups = plain.match(new RegExp(`.{${GROUP}}`, 'gu')) ?? []
  return { ...(await toCode(plain)), text: groups.join('-') }
}

/** However it was typed: small letters, O for 0, I or L for 1, dashes and spaces anywhere. null: none of ours. */
export const readCode = async (typed: string): Promise<Code | null> => {
  const plain = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-‐–—]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/gu, '1')
  return ours.test(plain) ? await toCode(plain) : null
}
