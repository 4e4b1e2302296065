// The words of an emptied workbook; loaded with what speaks them.
import { blankEn } from '../../text/blank-en.ts'
import { blankZhHans } from '../../text/blank-zh-hans.ts'
import { blankZhHant } from '../../text/blank-zh-hant.ts'
import { sayFrom } from '../../text/say.ts'

export const sayBlank = sayFrom({ en: blankEn, 'zh-Hans': blankZhHans, 'zh-Hant': blankZhHant })
