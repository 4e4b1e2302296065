// A line of trade with a customer: order, delivery, invoice, payment, return or service cost, as an ERP exports them.
// Whatever enters a figure is read exactly or not at all: a day or an amount that cannot be read is an error.
import { exactDay } from './kinds/day.ts'
import { money } from './kinds/money.ts'
import { decimal } from './kinds/number.ts'
import { reference } from './kinds/reference.ts'
import { note, text } from './kinds/text.ts'
import { optional, required, table } from './table.ts'
import type { Row } from './table.ts'
import * as choices from './transaction-choices.ts'

const QUANTITY_MAX = 1_000_000_000
const RATE_MIN = 0.000_001
const RATE_MAX = 1_000_000

const words = (list: string): readonly string[] => list.split(';')

/** Whose, when and what. */
const paper = {
  customer_id: required(reference('customer'), ['Customer', '客户', '客戶'], {
    show: 'shown',
    synonyms: words(
      'customer name;client;client name;company;company name;account;account name;buyer;sold to;bill to;' +
        '客户名;客户名称;客户全称;客户简称;公司;公司名称;单位;单位名称;往来单位;往来单位名称;购货单位;购买方;购方名称;采购商;企业名称;' +
        'kunde;kundenname;firma;debitor;debitorname;auftraggeber',
    ),
  }),
  customer_code: optional(text(60), ['Customer no.', '客户编码', '客戶編碼'], {
    synonyms: words(
      'customer code;customer number;customer id;customer no;client id;client code;account number;account no;' +
        '客户编号;客户代码;客户号;客户id;往来单位编码;往来单位编号;单位编码;' +
        'kundennummer;kundennr;kunden-nr;kunden-nr.;kunden nr;debitorennummer;debitor-nr',
    ),
  }),
  date: required(exactDay, ['Date', '日期', '日期'], {
    show: 'shown',
    synonyms: words(
      'order date;invoice date;document date;posting date;transaction date;booking date;doc date;sales date;' +
        '单据日期;订单日期;开票日期;发票日期;业务日期;记账日期;交易日期;销售日期;下单日期;下单时间;交易时间;发生日期;制单日期;收款日期;发货日期;' +
        'datum;belegdatum;buchungsdatum;rechnungsdatum;auftragsdatum;bestelldatum',
    ),
  }),
  kind: optional(choices.transactionKind, ['Kind', '类型', '類型'], {
    show: 'shown',
    synonyms: words(
      'type;transaction type;document type;doc type;单据类型;交易类型;业务类型;单据类别;类别;订单类型;' +
        'art;typ;belegart;vorgang;vorgangsart',
    ),
  }),
  ref_no: optional(text(60), ['Ref. no.', '单号', '單號'], {
    show: 'shown',
    synonyms: words(
      'reference;reference no;ref no;ref;document no;document number;doc no;order no;order number;order id;invoice no;' +
        'invoice number;invoice id;number;voucher no;单据编号;单据号;单据号码;订单号;订单编号;订单号码;发票号;发票号码;销售单号;合同号;合同编号;凭证号;' +
        '流水号;交易号;编号;belegnummer;beleg-nr;beleg nr;belegnr;rechnungsnummer;rechnungsnr;rechnung nr;auftragsnummer;' +
        'auftragsnr;bestellnummer',
    ),
  }),
  product: optional(text(200), ['Product', '产品', '產品'], {
    show: 'shown',
    synonyms: words(
      'item;article;product name;item name;description;goods;sku;产品名称;商品;商品名称;品名;物料;物料名称;货品;货品名称;存货名称;规格型号;' +
        'artikel;artikelbezeichnung;bezeichnung;produkt;ware',
    ),
  }),
  qty: optional(decimal(-QUANTITY_MAX, QUANTITY_MAX), ['Quantity', '数量', '數量'], {
    show: 'shown',
    privacy: 'B1',
    synonyms: words(
      'qty;units;pieces;销售数量;订单数量;件数;发货数量;menge;anzahl;stück;stückzahl',
    ),
  }),
  unit: optional(text(20), ['Unit', '单位(计量)', '單位(計量)'], {
    synonyms: words('uom;unit of measure;计量单位;einheit;mengeneinheit'),
  }),
}

/** What it is worth. */
const worth = {
  amount: optional(money, ['Amount', '金额', '金額'], {
    show: 'shown',
    privacy: 'B1',
    synonyms: words(
      'total;sum;value;net amount;order amount;invoice amount;total amount;sales;sales amount;revenue;price total;' +
        '销售额;销售金额;订单金额;开票金额;发票金额;合同金额;成交金额;交易金额;总金额;总价;价税合计;含税金额;应收金额;回款金额;收款金额;本币金额;' +
        '订单总额;合计;betrag;nettobetrag;netto;summe;umsatz;rechnungsbetrag;gesamtbetrag;wert',
    ),
  }),
  currency: optional(choices.currencyCode, ['Currency', '币种', '幣種'], {
    synonyms: words('currency code;cur;curr;币别;货币;交易币种;结算币种;währung;wkz;währungscode'),
  }),
  rate: optional(decimal(RATE_MIN, RATE_MAX), ['Exchange rate', '汇率', '匯率'], {
    synonyms: words(
      'rate;fx rate;fx;exchange;当日汇率;记账汇率;结算汇率;kurs;wechselkurs;umrechnungskurs',
    ),
  }),
  margin: optional(money, ['Gross margin', '毛利', '毛利'], {
    show: 'shown',
    privacy: 'B1',
    synonyms: words(
      'margin;gross profit;profit;contribution;毛利额;毛利润;利润;销售毛利;利润额;' +
        'rohertrag;deckungsbeitrag;db;marge;gewinn;rohgewinn',
    ),
  }),
  // 成本 and "cost" alone are what the goods cost, which the margin has taken off already.
  cost: optional(money, ['Service cost', '服务成本', '服務成本'], {
    privacy: 'B1',
    synonyms: words(
      'cost to serve;service costs;service fee;服务费用;服务费;费用;费用金额;servicekosten;servicekosten netto',
    ),
  }),
  due_date: optional(exactDay, ['Due date', '到期日', '到期日'], {
    show: 'shown',
    privacy: 'B1',
    synonyms: words(
      'due;due on;payment due;due by;到期日期;应收日期;付款到期日;收款到期日;账期到期日;应付日期;约定付款日;' +
        'fälligkeit;fälligkeitsdatum;fällig am;zahlbar bis;fällig',
    ),
  }),
  paid_on: optional(exactDay, ['Paid on', '回款日', '回款日'], {
    privacy: 'B1',
    synonyms: words(
      'payment date;paid;date paid;回款日期;到账日期;付款日期;结清日期;bezahlt am;zahlungsdatum;zahldatum',
    ),
  }),
  note: optional(note(500), ['Notes', '备注', '備註'], {
    synonyms: words(
      'note;remark;remarks;comment;comments;memo;text;说明;摘要;备注说明;notiz;bemerkung;bemerkungen;anmerkung;kommentar',
    ),
  }),
}

export const transaction = table('transaction', ['Transactions', '交易', '交易'], {
  ...paper,
  ...worth,
})
export type TransactionRow = Row<typeof transaction>
