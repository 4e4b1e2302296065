// A visit, call or letter, planned or done: a planned row is the follow-up, there is no task table.
import * as choices from './contact-choices.ts'
import { dateTime } from './kinds/date-time.ts'
import { day } from './kinds/day.ts'
import { money } from './kinds/money.ts'
import { decimal, integer } from './kinds/number.ts'
import { reference } from './kinds/reference.ts'
import { note, text } from './kinds/text.ts'
import { yesNo } from './kinds/yes-no.ts'
import { computed, optional, required, table } from './table.ts'
import type { Row } from './table.ts'

export const visit = table('visit', ['Visits', '拜访', '拜訪'], {
  customer_id: required(reference('customer'), ['Customer', '客户', '客戶'], {
    show: 'shown',
    synonyms:
      'customer name;company;company name;account;client;客户名称;公司;公司名称;单位;单位名称;拜访客户;企业名称'.split(
        ';',
      ),
  }),
  contact_id: optional(reference('contact'), ['Contact', '联系人', '聯繫人'], {
    show: 'shown',
    privacy: 'P1',
    synonyms: ['contact name', 'contact person', '联系人姓名', '拜访对象', '受访人', '聯絡人'],
  }),
  channel: optional(choices.visitChannel, ['Channel', '方式', '方式'], {
    show: 'shown',
    synonyms: ['type', '拜访方式', '联系方式', '跟进方式', '沟通方式', '类型'],
  }),
  status: optional(choices.visitStatus, ['Status', '状态', '狀態'], {
    filled: 'both',
    show: 'shown',
    synonyms: ['拜访状态', '完成情况', '是否完成'],
  }),
  at: optional(dateTime, ['When', '时间', '時間'], {
    show: 'shown',
    synonyms:
      'date;time;visit date;date and time;拜访时间;拜访日期;日期;跟进时间;跟进日期;联系时间;联系日期;沟通时间'.split(
        ';',
      ),
  }),
  half_day: optional(choices.halfDay, ['Half day', '上午/下午', '上午/下午'], {
    filled: 'both',
    synonyms: ['am/pm', '时段'],
  }),
  minutes: optional(integer(0, 1440), ['Minutes', '时长(分钟)', '時長(分鐘)'], {
    synonyms: ['duration', '时长', '拜访时长'],
  }),
  rep: optional(reference('user'), ['Rep', '业务员', '業務員'], {
    show: 'shown',
    synonyms: [
      'sales rep',
      'salesperson',
      'sales',
      'owner',
      '销售',
      '拜访人',
      '跟进人',
      '负责人',
      '销售员',
    ],
  }),
  second_rep: optional(reference('user'), ['Second rep', '同行人', '同行人'], {
    synonyms: ['陪同人', '随行'],
  }),
  purpose: optional(choices.visitPurpose, ['Purpose', '目的', '目的'], {
    synonyms: ['拜访目的', '事由'],
  }),
  purpose_note: optional(note(300), ['Purpose in words', '目的说明', '目的說明']),
  talked_about: optional(note(4000), ['What was said', '谈话内容', '談話內容'], {
    show: 'shown',
    privacy: 'P1',
    synonyms:
      'notes;content;details;talked about;内容;拜访内容;沟通内容;跟进内容;跟进记录;拜访记录;沟通记录;洽谈内容'.split(
        ';',
      ),
  }),
  result: optional(note(1000), ['Result', '结果', '結果'], {
    show: 'shown',
    privacy: 'B1',
    synonyms: ['outcome', '拜访结果', '沟通结果', '跟进结果'],
  }),
  promised: optional(note(300), ['What we promised', '承诺事项', '承諾事項'], {
    privacy: 'B1',
    synonyms: ['承诺', 'promise'],
  }),
  promised_by: optional(day, ['Promise due', '承诺期限', '承諾期限'], { privacy: 'B1' }),
  promise_kept: optional(choices.promiseState, ['Kept?', '是否兑现', '是否兌現'], {
    filled: 'both',
    privacy: 'B1',
  }),
  next_on: optional(day, ['Next appointment', '下次预约', '下次預約'], {
    show: 'shown',
    synonyms: [
      'next visit',
      'next date',
      '下次拜访',
      '下次拜访时间',
      '下次联系',
      '下次跟进',
      '下次跟进时间',
    ],
  }),
  next_what: optional(text(200), ['Next step', '下次事项', '下次事項'], {
    show: 'shown',
    synonyms: ['next action', '下一步', '下步计划', '后续计划', '下一步计划', '待办'],
  }),
  place: optional(text(120), ['Place', '地点', '地點'], {
    privacy: 'P1',
    synonyms: ['location', '拜访地点'],
  }),
  satisfaction: optional(integer(1, 5), ['Satisfaction', '满意度', '滿意度'], { privacy: 'B1' }),
  new_need: optional(note(500), ['New need heard', '新需求', '新需求'], {
    privacy: 'B1',
    synonyms: ['需求', '客户需求'],
  }),
  cost: optional(money, ['Visit cost / gift value', '费用/礼品金额', '費用/禮品金額'], {
    privacy: 'B1',
    synonyms: ['cost', 'expense', '费用', '拜访费用', '礼品金额'],
  }),
  card_filled_after_h: computed(decimal(-100_000, 1_000_000), [
    'Hours until logged',
    '补录时长(小时)',
    '補錄時長(小時)',
  ]),
  card_viewed_before: computed(yesNo, ['Card reviewed before', '访前看卡', '訪前看卡']),
  route_seq: computed(integer(1, 1000), ['Route order', '拜访顺序', '拜訪順序']),
})
export type Visit = Row<typeof visit>
