// The words of fields and privacy; loaded with what speaks them.
import { fieldsEn } from '../../text/fields-en.ts'
import { fieldsZhHans } from '../../text/fields-zh-hans.ts'
import { fieldsZhHant } from '../../text/fields-zh-hant.ts'
import { sayFrom } from '../../text/say.ts'

export const sayFields = sayFrom({
  en: fieldsEn,
  'zh-Hans': fieldsZhHans,
  'zh-Hant': fieldsZhHant,
})
