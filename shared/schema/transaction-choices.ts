// The lists that choice fields of transactions offer; see choices.ts. Both are closed: figures depend on them.
import { choice } from './kinds/choice.ts'

/** What a line of an ERP export is; the words are those of exports in Chinese, English and German. */
export const transactionKind = choice({
  order: [
    'Order',
    '订单',
    '訂單',
    ...'orders;sale;sales;sales order;purchase;so;销售;销售单;销售订单;订货;购买;下单;auftrag;bestellung;verkauf'.split(
      ';',
    ),
  ],
  delivery: [
    'Delivery',
    '发货',
    '發貨',
    ...'deliveries;shipment;dispatch;delivery note;dn;出库;送货;交货;发货单;出库单;销售出库;lieferung;lieferschein'.split(
      ';',
    ),
  ],
  invoice: [
    'Invoice',
    '发票',
    '發票',
    ...'invoices;bill;billing;sales invoice;inv;开票;销售发票;开票单;账单;应收单;rechnung;ausgangsrechnung'.split(
      ';',
    ),
  ],
  payment: [
    'Payment',
    '回款',
    '回款',
    ...'payments;receipt;paid;collection;pmt;付款;收款;收款单;付款单;到账;zahlung;zahlungseingang;zahlung eingang'.split(
      ';',
    ),
  ],
  return: [
    'Return',
    '退货',
    '退貨',
    ...'returns;refund;refunds;credit note;credit memo;cn;rma;退款;退单;销售退货;红字;冲红;红字发票;gutschrift;retoure;rückgabe'.split(
      ';',
    ),
  ],
  cost: [
    'Service cost',
    '服务成本',
    '服務成本',
    ...'cost;costs;cost to serve;service;expense;expenses;visit cost;费用;成本;服务费用;服务费;服务;kosten;servicekosten;aufwand'.split(
      ';',
    ),
  ],
})

/** Codes of ISO 4217, shown as such; `rate` says what one of them was worth on the day. */
export const currencyCode = choice({
  CNY: ['CNY', 'CNY', 'CNY', ...'rmb;¥;人民币;元;renminbi;yuan'.split(';')],
  TWD: ['TWD', 'TWD', 'TWD', ...'ntd;nt$;新台币;台币'.split(';')],
  HKD: ['HKD', 'HKD', 'HKD', ...'hk$;港币;港元'.split(';')],
  MOP: ['MOP', 'MOP', 'MOP', ...'mop$;澳门元;澳门币;葡币'.split(';')],
  USD: ['USD', 'USD', 'USD', ...'us$;美元;美金;us dollar;us-dollar;dollar'.split(';')],
  EUR: ['EUR', 'EUR', 'EUR', ...'€;欧元;euro'.split(';')],
  JPY: ['JPY', 'JPY', 'JPY', ...'日元;日圆;日币;yen;円'.split(';')],
  GBP: ['GBP', 'GBP', 'GBP', ...'£;英镑;pound;pfund'.split(';')],
  KRW: ['KRW', 'KRW', 'KRW', ...'₩;韩元;won'.split(';')],
  SGD: ['SGD', 'SGD', 'SGD', ...'s$;新加坡元;新币'.split(';')],
  AUD: ['AUD', 'AUD', 'AUD', '澳元', '澳币'],
  CAD: ['CAD', 'CAD', 'CAD', '加元', '加拿大元'],
  CHF: ['CHF', 'CHF', 'CHF', ...'瑞士法郎;franken;swiss franc'.split(';')],
  NZD: ['NZD', 'NZD', 'NZD', '新西兰元', '纽币'],
  THB: ['THB', 'THB', 'THB', '泰铢', 'baht'],
  VND: ['VND', 'VND', 'VND', '越南盾', 'dong'],
  MYR: ['MYR', 'MYR', 'MYR', '林吉特', '马币', 'ringgit'],
  IDR: ['IDR', 'IDR', 'IDR', '印尼盾', 'rupiah'],
  PHP: ['PHP', 'PHP', 'PHP', '菲律宾比索', 'peso'],
  INR: ['INR', 'INR', 'INR', '印度卢比', 'rupee'],
  RUB: ['RUB', 'RUB', 'RUB', '卢布', 'rubel', 'ruble'],
  AED: ['AED', 'AED', 'AED', '迪拉姆', 'dirham'],
  SAR: ['SAR', 'SAR', 'SAR', '沙特里亚尔', 'riyal'],
  BRL: ['BRL', 'BRL', 'BRL', '雷亚尔', 'real'],
  MXN: ['MXN', 'MXN', 'MXN', '墨西哥比索'],
  ZAR: ['ZAR', 'ZAR', 'ZAR', '兰特', 'rand'],
  SEK: ['SEK', 'SEK', 'SEK', '瑞典克朗'],
  NOK: ['NOK', 'NOK', 'NOK', '挪威克朗'],
  DKK: ['DKK', 'DKK', 'DKK', '丹麦克朗'],
  PLN: ['PLN', 'PLN', 'PLN', '兹罗提', 'zloty'],
  TRY: ['TRY', 'TRY', 'TRY', '土耳其里拉', 'lira'],
})
