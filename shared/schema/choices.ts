// The lists that choice fields offer: [English, Simplified, Traditional, other words …] by stored code.
// Codes are stable: rename a label freely, a code never.
import { choice, openChoice } from './kinds/choice.ts'

export const customerKind = choice({
  org: [
    'Organisation',
    '企业',
    '企業',
    '公司',
    '单位',
    '机构',
    '组织',
    'company',
    'organization',
    'B2B',
  ],
  person: ['Person', '个人', '個人', '自然人', 'individual', 'B2C'],
})
export const tierLetter = choice({
  A: ['A', 'A', 'A', 'A级', 'A类'],
  B: ['B', 'B', 'B', 'B级', 'B类'],
  C: ['C', 'C', 'C', 'C级', 'C类'],
  N: ['N', 'N', 'N', '新', 'new'],
  X: ['X', 'X', 'X', '放弃', 'let go'],
})
export const tierOverride = choice({
  A: ['A', 'A', 'A', 'A级', 'A类'],
  B: ['B', 'B', 'B', 'B级', 'B类'],
  C: ['C', 'C', 'C', 'C级', 'C类'],
  X: ['X', 'X', 'X', '放弃', 'let go'],
})
export const strategic = choice({
  no: ['No', '否', '否', '非重点', '不是'],
  current: ['Current', '现有重点', '現有重點', '现有', '是', 'yes', '重点'],
  future: ['Future', '未来重点', '未來重點', '未来'],
  potential: ['Potential', '潜在重点', '潛在重點', '潜在'],
})
export const customerStatus = choice(
  {
    prospect: [
      'Prospect',
      '潜在',
      '潛在',
      '潜在客户',
      '意向',
      '意向客户',
      '线索',
      'lead',
      '未成交',
    ],
    active: [
      'Active',
      '活跃',
      '活躍',
      '现有',
      '成交',
      '已成交',
      '合作中',
      '正式',
      'customer',
      '老客户',
    ],
    dormant: ['Dormant', '休眠', '休眠', '沉睡', '不活跃', 'inactive'],
    lost: ['Lost', '流失', '流失', '已流失', '丢失'],
    do_not_contact: ['Do not contact', '勿扰', '勿擾', '禁止联系', '拒绝联系'],
  },
  ['do_not_contact'],
)
export const source = openChoice({
  referral: ['Referral', '转介绍', '轉介紹', '介绍', '老客户介绍', '朋友介绍', '推荐'],
  cold_visit: ['Cold visit', '陌生拜访', '陌生拜訪', '陌拜', '扫街', '上门'],
  exhibition: ['Exhibition', '展会', '展會', '展览', 'trade show', 'fair'],
  web: ['Web', '网络', '網路', '网站', '官网', '互联网', '线上', 'internet', 'online'],
  advert: ['Advertisement', '广告', '廣告', 'advert', 'ad'],
  phone_import: ['Phone list', '电话名单', '電話名單', '电话营销', '电销', '名单', 'phone-import'],
  partner: ['Partner', '合作伙伴', '合作夥伴', '渠道', '代理'],
  other: ['Other', '其他', '其他', '其它'],
})
export const ownership = openChoice({
  state: ['State-owned', '国有', '國有', '国企', '央企', '国有企业'],
  collective: ['Collective', '集体', '集體', '集体企业'],
  private: ['Private', '民营', '民營', '私营', '民企', '私企', '民营企业'],
  foreign: ['Foreign', '外资', '外資', '外企', '外商独资'],
  joint_venture: ['Joint venture', '合资', '合資', '中外合资', 'JV'],
  self_employed: ['Self-employed', '个体户', '個體戶', '个体', '个体工商户'],
  public_body: ['Public body', '事业单位', '事業單位', '机关', '政府', '事业机关'],
})
export const sizeBand = openChoice({
  micro: ['Micro', '微型', '微型', '微'],
  small: ['Small', '小型', '小型', '小'],
  medium: ['Medium', '中型', '中型', '中'],
  large: ['Large', '大型', '大型', '大'],
})
export const creditGrade = choice({
  AAA: ['AAA', 'AAA', 'AAA'],
  AA: ['AA', 'AA', 'AA'],
  A: ['A', 'A', 'A'],
  BBB: ['BBB', 'BBB', 'BBB'],
  BB: ['BB', 'BB', 'BB'],
  B: ['B', 'B', 'B'],
  C: ['C', 'C', 'C'],
  D: ['D', 'D', 'D'],
})
export const paymentTerms = openChoice({
  prepaid: ['Prepaid', '预付', '預付', '款到发货', '先款后货', '预付款'],
  cod: ['Cash on delivery', '货到付款', '貨到付款', 'COD', '现结'],
  net: ['Net days', '账期', '帳期', 'net', '赊销', '月内付款'],
  month_end: ['Month end', '月结', '月結', 'EOM', 'month-end'],
})
export const paymentMethod = openChoice({
  transfer: ['Bank transfer', '转账', '轉帳', '银行转账', '电汇', '对公', 'T/T', 'TT', 'transfer'],
  cheque: ['Cheque', '支票', '支票', 'check'],
  cash: ['Cash', '现金', '現金'],
  wechat: ['WeChat Pay', '微信', '微信', '微信支付', 'wechat'],
  alipay: ['Alipay', '支付宝', '支付寶'],
  draft: ['Bank draft', '承兑汇票', '承兌匯票', '承兑', '汇票', 'draft'],
})
export const churnFlag = choice({
  none: ['None', '无', '無'],
  watch: ['Watch', '关注', '關注'],
  high: ['High', '高', '高'],
})
export const lostReason = openChoice({
  price: ['Price', '价格', '價格', '价格高', '太贵'],
  service: ['Service', '服务', '服務'],
  quality: ['Quality', '质量', '品質', '质量问题'],
  competitor: ['Competitor', '竞争对手', '競爭對手', '竞品', '同行'],
  closed: ['Closed down', '停业', '停業', '倒闭', '关闭', 'closed'],
  person_left: ['Person left', '人员离职', '人員離職', '离职', '换人'],
  process: ['Process', '流程', '流程'],
  other: ['Other', '其他', '其他', '其它'],
})
export const visitState = choice({
  overdue: ['Overdue', '逾期', '逾期'],
  due: ['Due', '到期', '到期'],
  ok: ['OK', '正常', '正常'],
  paused: ['Paused', '暂停', '暫停'],
})
export const visibility = choice({
  owner: ['Owner only', '仅负责人', '僅負責人', 'owner', '私有', '自己'],
  team: ['Team', '团队', '團隊', '部门', '本组'],
  company: ['Company', '全公司', '全公司', 'company', '公开', '所有人'],
})
