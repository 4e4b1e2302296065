// The words of people, keys and the ways in; loaded with what speaks them.
import { peopleEn } from '../../text/people-en.ts'
import { peopleZhHans } from '../../text/people-zh-hans.ts'
import { peopleZhHant } from '../../text/people-zh-hant.ts'
import { sayFrom } from '../../text/say.ts'
import { signInEn } from '../../text/sign-in-en.ts'
import { signInZhHans } from '../../text/sign-in-zh-hans.ts'
import { signInZhHant } from '../../text/sign-in-zh-hant.ts'

export const saySignIn = sayFrom({ en: signInEn, 'zh-Hans': signInZhHans, 'zh-Hant': signInZhHant })
export const sayPeople = sayFrom({ en: peopleEn, 'zh-Hans': peopleZhHans, 'zh-Hant': peopleZhHant })
