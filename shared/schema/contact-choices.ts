// The lists that choice fields of contacts and visits offer; see choices.ts.
import { choice, openChoice } from './kinds/choice.ts'

/** Codes of GB/T 2261.1 and ISO/IEC 5218. */
export const sex = openChoice({
  '1': ['Male', '男', '男', 'M', '先生', '男性', 'Mr', 'Mr.'],
  '2': ['Female', '女', '女', 'F', '女士', '小姐', '女性', 'Ms', 'Mrs'],
  '9': ['Not stated', '未说明', '未說明', '保密'],
  '0': ['Not known', '未知性别', '未知性別'],
})
export const leapRule = openChoice({
  normal: ['Normal month', '平月', '平月', '过平月'],
  leap: ['Leap month only', '仅闰月', '僅閏月', '闰月'],
  both: ['Both', '都过', '都過', '平月和闰月'],
})
export const ageBand = openChoice({
  under_30: ['Under 30', '30岁以下', '30歲以下', '<30', '20多岁', '90后'],
  thirties: ['30 to 39', '30-39岁', '30-39歲', '30s', '30多岁', '80后'],
  forties: ['40 to 49', '40-49岁', '40-49歲', '40s', '40多岁', '70后'],
  fifties: ['50 to 59', '50-59岁', '50-59歲', '50s', '50多岁', '60后'],
  over_60: ['60 and over', '60岁以上', '60歲以上', '60+'],
})
/** Levels of GB/T 4658. */
export const education = openChoice({
  doctor: ['Doctor', '博士', '博士', '博士研究生', 'PhD'],
  master: ['Master', '硕士', '碩士', '研究生', '硕士研究生'],
  bachelor: ['Bachelor', '本科', '本科', '大学', '大学本科', '学士'],
  college: ['College', '大专', '大專', '专科', '大学专科'],
  secondary: ['Secondary', '高中', '高中', '中专', '职高', '技校', '中等专业学校'],
  basic: ['Basic', '初中及以下', '國中及以下', '初中', '小学'],
})
export const incomeBand = openChoice({
  low: ['Low', '低', '低'],
  middle: ['Middle', '中', '中'],
  high: ['High', '高', '高'],
})
export const bloodType = openChoice({
  A: ['A', 'A型', 'A型'],
  B: ['B', 'B型', 'B型'],
  AB: ['AB', 'AB型', 'AB型'],
  O: ['O', 'O型', 'O型'],
})
/** Whether somebody may be written to: a word that is not understood must never pass as a yes. */
export const consent = choice(
  {
    yes: ['Yes', '同意', '同意', '是', '允许'],
    no: ['No', '拒绝', '拒絕', '否', '不同意', '不允许'],
    unknown: ['Unknown', '未征询', '未徵詢', '未知', '不详'],
  },
  ['no'],
)

export const visitChannel = openChoice({
  visit: ['Visit', '上门拜访', '上門拜訪', '拜访', '上门', '面谈', '见面'],
  call: ['Call', '电话', '電話', '打电话', '通话', '去电', '来电', 'phone'],
  email: ['E-mail', '邮件', '郵件', '电子邮件', 'mail'],
  sms: ['SMS', '短信', '簡訊', '短讯', 'text'],
  wechat: ['WeChat / LINE', '微信/LINE', '微信/LINE', '微信', 'LINE', 'whatsapp'],
  letter: ['Letter', '信函', '信函', '书信', '写信'],
  meeting: ['Meeting', '会议', '會議', '开会', '来访', '视频会议'],
  gift: ['Gift', '送礼', '送禮', '礼品', '赠礼'],
  event: ['Event', '活动', '活動', '展会', '沙龙'],
  complaint: ['Complaint', '投诉', '投訴', '客诉'],
})
export const visitStatus = choice({
  planned: ['Planned', '计划', '計劃', '待拜访', '待办', '未完成', '已约', 'todo'],
  done: ['Done', '完成', '完成', '已完成', '已拜访', 'completed'],
  missed: ['Missed', '未赴约', '未赴約', '错过', '未见到'],
  cancelled: ['Cancelled', '取消', '取消', '已取消', 'canceled'],
})
export const halfDay = openChoice({
  am: ['Morning', '上午', '上午', 'AM'],
  pm: ['Afternoon', '下午', '下午', 'PM'],
  any: ['Any', '均可', '均可', '都行', '全天'],
})
export const visitPurpose = openChoice({
  intro: ['Introduction', '初次拜访', '初次拜訪', '介绍', '初访', 'intro'],
  quote: ['Quote', '报价', '報價', '询价'],
  order: ['Order', '订单', '訂單', '签单', '下单'],
  collect: ['Collect payment', '收款', '收款', '催款', '回款', 'collect'],
  service: ['Service', '服务', '服務', '售后', '回访'],
  complaint: ['Complaint', '处理投诉', '處理投訴', '投诉'],
  festival: ['Festival', '节日问候', '節日問候', '节日'],
  birthday: ['Birthday', '生日', '生日', '生日祝福'],
  other: ['Other', '其他', '其他', '其它'],
})
export const promiseState = openChoice({
  open: ['Open', '未到期', '未到期', '进行中', '待兑现'],
  kept: ['Kept', '已兑现', '已兌現', '是', '兑现', 'yes'],
  late: ['Late', '迟兑现', '遲兌現', '延迟'],
  broken: ['Broken', '未兑现', '未兌現', '否', '失信', 'no'],
})
