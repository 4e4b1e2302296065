// 交易及由其算出的数字。
import type { Texts } from './en.ts'
import type { tradeEn } from './trade-en.ts'

export const tradeZhHans: Pick<Texts, keyof typeof tradeEn> = {
  'table.transaction': '交易',

  'flaw.rate.missing': '{field}未填：请写当天 1 {currency} 合多少 {own}',
  'flaw.kind.booked': '{field}：发票、回款和退货由财务或主管登记，您无权填写',
  'flaw.figure.computed': '{field}由交易算出，所填的值不采用：如有出入，请更正交易',
}
