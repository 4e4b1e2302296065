// The words by which `npm run tier` knows a column: what each role is called in lists, exactly, loosely, and with the
// unit that a header names (万元).
import { sheetFields } from '../../shared/schema/tables.ts'
import { headerWord } from '../../shared/sheet/header-words.ts'

export const roles = [
  'id',
  'name',
  'profit_12m',
  'margin_12m',
  'sales_12m',
  'orders_12m',
  'first_order_on',
  'date',
  'kind',
  'cost',
  'ref_no',
  'currency',
  'rate',
] as const
export type Role = (typeof roles)[number]
export const isRole = (text: string): text is Role => roles.some((role) => role === text)

/** Other names of a role for --map. */
export const mapNames: Readonly<Record<string, Role>> = {
  customer: 'name',
  customer_id: 'id',
  amount: 'sales_12m',
  sales: 'sales_12m',
  profit: 'profit_12m',
  margin: 'margin_12m',
  orders: 'orders_12m',
}

const wordsOf = (field: string): readonly string[] => {
  const known = sheetFields('customer')[field]
  return known ? [field, ...Object.values(known.label), ...known.synonyms] : [field]
}
const list = (text: string): readonly string[] => text.split(';')

const marginWords = list(
  'margin_12m;gross margin;gross profit;毛利;毛利润;毛利额;毛利潤;margin;gm;近12月毛利;近12个月毛利;年毛利;毛利合计;' +
    'gross margin last 12 months;margin 12m',
)
const isMarginWord = new Set(marginWords.map(headerWord))

/** Words by role, the plainest first. */
const words: Readonly<Record<Role, readonly string[]>> = {
  id: list(
    'customer id;customer_id;customerid;customer no;customer number;customer code;client id;client no;client code;' +
      'account id;account no;account number;cust id;custno;cust no;cust code;member id;user id;userid;客户编号;' +
      '客户编码;客户代码;客户id;客户号;客户代号;客户码;会员号;会员编号;会员id;客商编码;往来单位编码;客户识别码;' +
      'rec_id;id;编号;代码;编码;code;no;no.',
  ),
  name: [
    ...wordsOf('name'),
    ...list(
      '客商;客商名称;往来单位;往来单位名称;购货单位;购买方;购货方;会员;会员名;member;user;姓名;cust;cust name;purchaser',
    ),
  ],
  profit_12m: [
    ...wordsOf('profit_12m').filter((word) => !isMarginWord.has(headerWord(word))),
    ...list(
      '利润总额;税后利润;净利润额;总利润;年度利润;纯利;纯利润;盈利;净收益;贡献;贡献利润;近一年净利润;近12个月利润;' +
        '近12个月净利润;近12月净利润;年净利润;total profit;net income;contribution;contribution margin;earnings;' +
        'net profit last 12 months;profit last 12 months;annual net profit;customer profit;12m profit;盈余',
    ),
  ],
  margin_12m: marginWords,
  sales_12m: [
    ...wordsOf('sales_12m'),
    ...list(
      'sales amount;net sales;total sales;sales value;近12个月销售额;年度销售额;总销售额;累计销售额;销售总额;交易额;' +
        '成交额;交易金额;消费金额;消费总额;订单金额;合同金额;开票金额;发票金额;实付金额;含税金额;价税合计;合计金额;总金额;' +
        'order amount;order total;invoice amount;line total;net amount;gmv;spend;total spend;purchase amount;' +
        'monetary;amount;金额;本币金额;发生额;sum;total;合计;总计;总价;value;数额;款额',
    ),
  ],
  orders_12m: list(
    'orders_12m;orders;order count;number of orders;no of orders;订单数;订单数量;订单量;订单次数;下单次数;购买次数;' +
      '交易次数;采购次数;成交次数;消费次数;transaction_count;transactions;frequency;近12月订单数;笔数;订单笔数',
  ),
  first_order_on: list(
    'first_order_on;first order;first order date;first order on;first purchase;first purchase date;首单日期;首单时间;' +
      '首次下单;首次下单日期;首次购买日期;首次交易日期;首次成交日期;起始交易时间;起始交易日期;customer since',
  ),
  date: list(
    'date;order date;orderdate;order_date;transaction date;txn date;invoice date;invoicedate;purchase date;sale date;' +
      'sales date;document date;posting date;trade date;日期;交易日期;订单日期;下单日期;成交日期;销售日期;购买日期;' +
      '业务日期;单据日期;开票日期;发票日期;记账日期;制单日期;过账日期;消费日期;发货日期;付款日期;下单时间;交易时间;' +
      '成交时间;订单时间;购买时间;order time;datetime;timestamp;时间;day;日;payment date;收款日期',
  ),
  kind: list(
    'kind;transaction type;transaction kind;doc type;document type;entry type;交易类型;单据类型;业务类型;记录类型;' +
      '单据类别;交易类别;类型;类别;type;性质;业务类别',
  ),
  cost: list(
    'cost;costs;cost to serve;service cost;servicing cost;服务成本;服务费用;成本;费用;成本金额;成本额;expense;expenses;' +
      '销售成本;cogs;service expense;客户成本;维护成本',
  ),
  ref_no: list(
    'ref_no;ref no;ref;reference;order id;order no;order number;orderid;invoice no;invoice number;invoiceno;单号;订单号;' +
      '订单编号;订单id;单据编号;单据号;发票号;发票号码;合同号;合同编号;流水号;document no;doc no;transaction id',
  ),
  currency: list('currency;currency code;币种;币别;货币;货币代码;ccy;cur;幣別;交易币种;原币'),
  rate: list('rate;exchange rate;fx rate;fx;汇率;折算汇率;折算率;兑换率'),
}

/** Too short to say whose number it is: in a list of transactions it is the line's own. */
export const looseIds = new Set(
  ['rec_id', 'id', '编号', '代码', '编码', 'code', 'no'].map(headerWord),
)

/** A bare date can be anything's; another word for it is a transaction's. */
export const bareDates = new Set(list('date;日期;时间;day;日;datetime;timestamp').map(headerWord))
export const bareAmounts = new Set(list('amount;金额;本币金额;amt;发生额;数额').map(headerWord))

const strengths: ReadonlyMap<string, readonly (readonly [Role, number])[]> = (() => {
  const found = new Map<string, (readonly [Role, number])[]>()
  for (const role of roles)
    for (const [i, text] of words[role].entries()) {
      const word = headerWord(text)
      const known = found.get(word) ?? []
      if (word !== '' && !known.some(([r]) => r === role)) found.set(word, [...known, [role, i]])
    }
  return found
})()

const unitOf: Readonly<Record<string, number>> = {
  元: 1,
  千元: 1e3,
  万元: 1e4,
  万: 1e4,
  百万元: 1e6,
  亿元: 1e8,
}
const unitMark = /[(（【[]?\s*(?:单位\s*[:：]?\s*)?(百万元|千元|万元|亿元|元|万)\s*[)）】\]]?\s*$/u

/** A header without its unit, and how many of the currency the unit is. */
export const withoutUnit = (header: string): { readonly text: string; readonly factor: number } => {
  const text = header
    .replaceAll('萬', '万')
    .replaceAll('億', '亿')
    .replaceAll('單位', '单位')
    .trim()
  const unit = unitMark.exec(text)
  const rest = unit ? text.slice(0, unit.index).replace(/[\s/_:：,，-]+$/u, '') : text
  return unit?.[1] === undefined || rest === ''
    ? { text, factor: 1 }
    : { text: rest, factor: unitOf[unit[1]] ?? 1 }
}

const plainHeader = (header: string): string =>
  header.replaceAll(
    /[([（【]\s*(?:cny|rmb|usd|twd|hkd|eur|ntd?\$|hk\$|us\$|[¥￥$€])\s*[)\]）】]/giu,
    '',
  )

/** Words for the time that a figure stands for: all of them mean the list's own. */
const period =
  /近?(?:12|十二)个?月|(?:近|过去|最近|上|去|本|全|每)?一?年度?|\d{4}年?|累计|合计|总|last12months?|12months?|12m|ltm|ttm|trailing|annual|yearly|total|peryear|lastyear/gu
const noFigure = /率|percent|ratio|rate|grade|级|level/u
/** What a longer header speaks of, where no word is it exactly. */
const parts: readonly (readonly [RegExp, Role])[] = [
  [/毛利|gross(?:profit|margin)/u, 'margin_12m'],
  [/利润|净利|profit|netincome/u, 'profit_12m'],
  [/销售额|营业额|营收|成交额|金额|revenue|turnover|salesamount|amount|amt$|^sales/u, 'sales_12m'],
]
/** Days of something else than a sale. */
const otherDays = /birth|生日|due|到期|founded|成立|ship|contact|联系/u
const LOOSE = 1_000

/** The roles that a header can mean by its time or its parts, weaker than any word. */
const looselyMeant = (header: string): readonly (readonly [Role, number])[] => {
  const word = headerWord(header)
  const bare = strengths.get(word.replaceAll(period, ''))
  if (bare) return bare.map(([role, strength]) => [role, strength + LOOSE] as const)
  if (noFigure.test(word)) return []
  const role = parts.find(([pattern]) => pattern.test(word))?.[1]
  if (/(?:date|日期)$/u.test(word) && !otherDays.test(word)) return [['date', 2 * LOOSE]]
  return role === undefined ? [] : [[role, 2 * LOOSE]]
}

/** The roles that a header can mean, the smaller number the plainer, and the unit of its column. */
export const roleClaims = (
  header: string,
): { readonly factor: number; readonly found: readonly (readonly [Role, number])[] } => {
  const whole = plainHeader(header)
  const asWritten = strengths.get(headerWord(whole))
  if (asWritten) return { factor: 1, found: asWritten }
  const { text, factor } = withoutUnit(whole)
  return { factor, found: strengths.get(headerWord(text)) ?? looselyMeant(text) }
}
