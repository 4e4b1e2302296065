// The word for a transaction's kind, as exports write it, in any of the three languages.
import { foldWord } from '../../shared/normalize/fold.ts'
import type { TransactionKind } from '../../shared/tier/transaction.ts'

const words: Readonly<Record<TransactionKind, string>> = {
  order:
    'order;orders;sale;sales;sales order;purchase;buy;so;订单;销售;销售单;销售订单;订货;购买;消费;下单',
  invoice: 'invoice;invoices;bill;billing;sales invoice;inv;发票;开票;销售发票;开票单;账单',
  delivery:
    'delivery;deliveries;shipment;dispatch;delivery note;dn;发货;出库;送货;交货;发货单;出库单;销售出库',
  payment:
    'payment;payments;receipt;paid;pay;collection;pmt;回款;付款;收款;收款单;付款单;到账;还款',
  return:
    'return;returns;refund;refunds;credit note;credit memo;cn;rma;退货;退款;退单;销售退货;红字;冲红;红字发票',
  cost: 'cost;costs;service cost;cost to serve;service;expense;expenses;visit cost;费用;成本;服务成本;服务费用;服务费;服务',
}

const kinds = ['order', 'invoice', 'delivery', 'payment', 'return', 'cost'] as const
const byWord: ReadonlyMap<string, TransactionKind> = new Map(
  kinds.flatMap((kind) => words[kind].split(';').map((word) => [foldWord(word), kind] as const)),
)

/** Parts of longer words, the most telling first. */
const parts: readonly (readonly [RegExp, TransactionKind])[] = [
  [/退|冲红|红字|return|refund|credit/u, 'return'],
  [/回款|收款|付款|payment|receipt/u, 'payment'],
  [/发票|开票|invoice/u, 'invoice'],
  [/发货|出库|送货|deliver|ship/u, 'delivery'],
  [/费用|成本|cost|expense/u, 'cost'],
  [/订单|销售|订货|order|sale/u, 'order'],
]

/** null for a word that names none. */
export const kindOf = (text: string): TransactionKind | null => {
  const word = foldWord(text)
  return byWord.get(word) ?? parts.find(([pattern]) => pattern.test(word))?.[1] ?? null
}
