// What a business customer is, buys, pays and says: the optional part of the customer's card (customer.ts).
import * as choices from './choices.ts'
import { creditCode } from './kinds/credit-code.ts'
import { day } from './kinds/day.ts'
import { money } from './kinds/money.ts'
import { integer, percent } from './kinds/number.ts'
import { receipt } from './kinds/receipt.ts'
import { reference } from './kinds/reference.ts'
import { tags } from './kinds/tags.ts'
import { taxNo } from './kinds/tax-no.ts'
import { note, text } from './kinds/text.ts'
import { computed, optional } from './table.ts'

/** What he is and does. */
export const about = {
  industry: optional(text(60), ['Industry', '行业', '行業'], {
    show: 'shown',
    synonyms: ['sector', 'trade', '所属行业', '行业类别', '行业分类', '客户行业', '產業', '產業別'],
  }),
  source: optional(choices.source, ['Source', '客户来源', '客戶來源'], {
    synonyms: ['lead source', '来源', '线索来源', '渠道', '来源渠道', '获客渠道'],
  }),
  referred_by: optional(reference('customer'), ['Referred by', '介绍人', '介紹人'], {
    synonyms: ['referrer', '推荐人', '转介绍人'],
  }),
  credit_code: optional(
    creditCode,
    ['Unified social credit code', '统一社会信用代码', '統一社會信用代碼'],
    {
      synonyms: (
        'credit code;uscc;social credit code;unified credit code;社会信用代码;统一信用代码;信用代码;' +
        '统一代码;营业执照号;营业执照号码;营业执照;纳税人识别号;税务登记号;工商注册号;组织机构代码'
      ).split(';'),
    },
  ),
  tax_no: optional(taxNo, ['Tax/business no. (TW/HK)', '统一编号/税号', '統一編號/稅號'], {
    synonyms: [
      'tax no',
      'tax number',
      'tax id',
      'vat',
      'vat no',
      'business no',
      '税号',
      '统一编号',
      '統編',
      '统编',
      '商业登记号',
    ],
  }),
  ownership: optional(choices.ownership, ['Ownership type', '企业性质', '企業性質'], {
    synonyms: ['ownership', '公司性质', '单位性质', '企业类型', '公司类型', '性质'],
  }),
  founded: optional(text(20), ['Founded', '成立时间', '成立時間'], {
    synonyms: ['founded on', 'established', '成立日期', '注册时间', '注册日期', '成立年份'],
  }),
  legal_rep: optional(text(60), ['Legal representative', '法定代表人', '法定代表人'], {
    privacy: 'P1',
    synonyms: ['legal rep', '法人', '法人代表', '法人姓名', '企业法人'],
  }),
  reg_capital: optional(money, ['Registered capital', '注册资本', '註冊資本'], {
    synonyms: ['capital', '注册资金', '資本額', '资本额'],
  }),
  employees: optional(integer(0, 10_000_000), ['Employees', '员工人数', '員工人數'], {
    synonyms: [
      'headcount',
      'staff',
      'number of employees',
      '人数',
      '员工数',
      '职工人数',
      '公司人数',
    ],
  }),
  size_band: optional(choices.sizeBand, ['Size', '规模', '規模'], {
    filled: 'both',
    synonyms: ['company size', '企业规模', '公司规模', '客户规模'],
  }),
  business_scope: optional(
    note(500),
    ['Business scope / products', '经营范围/主营', '經營範圍/主營'],
    {
      synonyms: [
        'business scope',
        'products',
        '经营范围',
        '主营',
        '主营业务',
        '主营产品',
        '产品',
        '业务范围',
      ],
    },
  ),
  sales_area: optional(text(200), ['Sales/service area', '销售(服务)区域', '銷售(服務)區域'], {
    synonyms: ['sales area', '销售区域', '服务区域'],
  }),
}

/** What he buys, pays and earns us. */
export const dealing = {
  process: optional(note(1000), ['Buying process', '采购流程', '採購流程'], { privacy: 'B1' }),
  purchase_cycle_days: optional(
    integer(1, 1000),
    ['Purchase cycle (days)', '采购周期(天)', '採購週期(天)'],
    { filled: 'both', privacy: 'B1', synonyms: ['purchase cycle', '采购周期'] },
  ),
  annual_demand: optional(
    money,
    ['Annual demand (category)', '年需求量/采购总额', '年需求量/採購總額'],
    { privacy: 'B1', synonyms: ['annual demand', '年需求量', '采购总额', '年采购额', '年采购量'] },
  ),
  our_share: computed(percent, ['Our share of wallet', '我方份额', '我方份額'], {
    privacy: 'B1',
    isOpen: true,
  }),
  potential: optional(integer(1, 5), ['Potential', '发展潜力', '發展潛力'], {
    privacy: 'B1',
    synonyms: ['潜力'],
  }),
  relationship: optional(
    integer(1, 5),
    ['Relationship closeness', '关系紧密程度', '關係緊密程度'],
    { privacy: 'B1', synonyms: ['relationship', '关系', '客情关系', '关系程度'] },
  ),
  fit: optional(tags(9), ['Best/worst signals', '最佳/最差特征', '最佳/最差特徵'], {
    privacy: 'B1',
  }),
  credit_grade: optional(choices.creditGrade, ['Credit grade', '信用等级', '信用等級'], {
    privacy: 'B1',
    synonyms: ['credit rating', '信用级别'],
  }),
  credit_limit: optional(money, ['Credit limit', '信用额度', '信用額度'], {
    filled: 'both',
    privacy: 'B1',
    synonyms: ['授信额度', '赊销额度'],
  }),
  payment_terms: optional(choices.paymentTerms, ['Payment terms', '付款条件', '付款條件'], {
    privacy: 'B1',
    synonyms: ['terms', '结算方式', '付款周期', '账期类型'],
  }),
  payment_days: optional(integer(0, 365), ['Payment days', '账期(天)', '帳期(天)'], {
    survives: { near: 'payment_terms' },
    privacy: 'B1',
    synonyms: ['账期', '账期天数', 'net days', '付款天数'],
  }),
  payment_method: optional(choices.paymentMethod, ['Payment method', '付款方式', '付款方式'], {
    privacy: 'B1',
    synonyms: ['支付方式'],
  }),
  receivable: computed(money, ['Receivable now', '应收余额', '應收餘額'], { privacy: 'B1' }),
  overdue: computed(money, ['Overdue amount', '逾期金额', '逾期金額'], { privacy: 'B1' }),
  collect_rank: computed(integer(1, 10_000_000), ['Collection order', '收款顺序', '收款順序'], {
    privacy: 'B1',
    isOpen: true,
  }),
  sales_12m: optional(money, ['Sales, last 12 months', '近12月销售额', '近12月銷售額'], {
    filled: 'both',
    privacy: 'B1',
    synonyms: (
      'sales 12m;sales;revenue;annual sales;turnover;销售额;年销售额;销售金额;营业额;年营业额;业绩;' +
      '销售收入;成交金额;近一年销售额;年交易额;12月销售额'
    ).split(';'),
  }),
  profit_12m: optional(money, ['Net profit, last 12 months', '近12月利润', '近12月利潤'], {
    filled: 'both',
    privacy: 'B1',
    synonyms: (
      'profit 12m;profit;net profit;annual profit;margin;利润;净利润;年利润;毛利;利润额;近一年利润;' +
      '12月利润;净利;利潤;毛利润'
    ).split(';'),
  }),
  orders_12m: computed(
    integer(0, 10_000_000),
    ['Orders, last 12 months', '近12月订单数', '近12月訂單數'],
    {
      privacy: 'B1',
    },
  ),
  first_order_on: computed(day, ['First order', '首次下单', '首次下單'], {
    privacy: 'B1',
    isOpen: true,
  }),
  last_order_on: computed(day, ['Last order', '最近下单', '最近下單'], {
    privacy: 'B1',
    isOpen: true,
  }),
  rfm: computed(text(3), ['RFM', 'RFM', 'RFM'], {
    privacy: 'B1',
    isOpen: true,
    synonyms: ['rfm score', 'rfm评分', 'rfm得分', 'rfm分值'],
  }),
  p_active: computed(percent, ['Chance still active', '活跃概率', '活躍機率'], {
    privacy: 'B1',
    isOpen: true,
  }),
  churn_flag: computed(choices.churnFlag, ['Churn risk', '流失预警', '流失預警'], {
    privacy: 'B1',
    isOpen: true,
  }),
  rhythm: computed(receipt, ['Order rhythm', '下单节奏', '下單節奏'], {
    privacy: 'B1',
    isOpen: true,
    synonyms: ['rhythm', 'buying rhythm', '购买节奏', '采购节奏', '订货节奏', '购买规律'],
  }),
}

/** What happened and what he wants. */
export const story = {
  lost_on: optional(day, ['Lost on', '流失日期', '流失日期'], { privacy: 'B1' }),
  lost_reason: optional(choices.lostReason, ['Lost reason', '流失原因', '流失原因'], {
    survives: { near: 'lost_on' },
    privacy: 'B1',
  }),
  lost_reason_note: optional(note(500), ['Lost reason in words', '流失原因说明', '流失原因說明'], {
    survives: { near: 'lost_on' },
    privacy: 'B1',
  }),
  lost_to: optional(text(120), ['Lost to', '流向竞品', '流向競品'], {
    survives: { near: 'lost_on' },
    privacy: 'B1',
  }),
  satisfaction: optional(integer(1, 5), ['Satisfaction', '满意度', '滿意度'], {
    filled: 'both',
    privacy: 'B1',
  }),
  stock_note: optional(note(200), ["Customer's stock", '库存情况', '庫存情況'], { privacy: 'B1' }),
  needs: optional(note(1000), ['Needs / wishes', '需求与期望', '需求與期望'], {
    privacy: 'B1',
    synonyms: ['needs', '需求', '客户需求', '采购需求', '意向产品'],
  }),
  strategy_note: optional(note(1000), ['Plans / strategy', '战略与新品规划', '戰略與新品規劃'], {
    privacy: 'B1',
  }),
  last_contact_on: computed(day, ['Last contact', '上次联系', '上次聯繫'], {
    show: 'shown',
    synonyms: ['last contact date', '最后联系', '最近联系', '最后跟进', '最近跟进时间', '上次拜访'],
  }),
  next_contact_on: optional(day, ['Next contact due', '下次联系', '下次聯繫'], {
    filled: 'both',
    show: 'shown',
    synonyms: [
      'next contact',
      '下次跟进',
      '下次跟进时间',
      '下次联系时间',
      '下次联系日期',
      '下次拜访',
    ],
  }),
  visit_state: computed(choices.visitState, ['Due state', '拜访状态', '拜訪狀態']),
  completeness: computed(percent, ['Card completeness %', '完整度', '完整度']),
  verified_on: optional(day, ['Last verified', '最近核实', '最近核實'], {
    survives: { by: 'latest' },
    filled: 'both',
  }),
  stale: computed(text(500), ['Stale fields', '过期项', '過期項']),
  visibility: optional(choices.visibility, ['Visibility', '可见范围', '可見範圍'], {
    survives: { partOf: 'owner' },
  }),
  note: optional(note(2000), ['Notes', '备注', '備註'], {
    show: 'shown',
    privacy: 'P1',
    synonyms:
      'note;remark;remarks;comment;comments;memo;说明;备注说明;备注信息;其他;其它;补充;附注;客户备注;跟进记录'.split(
        ';',
      ),
  }),
}
