// 交易及由其算出的數字。
import type { Texts } from './en.ts'
import type { tradeEn } from './trade-en.ts'

export const tradeZhHant: Pick<Texts, keyof typeof tradeEn> = {
  'table.transaction': '交易',

  'flaw.rate.missing': '{field}未填：請寫當天 1 {currency} 合多少 {own}',
  'flaw.kind.booked': '{field}：發票、回款和退貨由財務或主管登記，您無權填寫',
  'flaw.figure.computed': '{field}由交易算出，所填的值不採用：如有出入，請更正交易',
}
