// 简体中文。键与英文相同;{name} 是参数,{name|group} 是 "group.<值>" 的文字。
import type { Texts } from './en.ts'
import { paneZhHans } from './pane-zh-hans.ts'
import { mergeZhHans } from './merge-zh-hans.ts'
import { privacyZhHans } from './privacy-zh-hans.ts'
import { questionZhHans } from './question-zh-hans.ts'
import { toolZhHans } from './tool-zh-hans.ts'
import { tierZhHans } from './tier-zh-hans.ts'
import { tradeZhHans } from './trade-zh-hans.ts'

export const zhHans: Texts = {
  ...paneZhHans,
  ...mergeZhHans,
  ...questionZhHans,
  ...toolZhHans,
  ...tierZhHans,
  ...tradeZhHans,
  ...privacyZhHans,

  'flaw.required.empty': '{field}未填：请填写',
  'flaw.text.long': '{field}有 {length} 个字：最多 {max} 个',
  'flaw.text.control': '{field}含有看不见的字符：请重新输入',
  'flaw.digits.lost': '{field}的数字已被 Excel 舍去：请先把该列设为“文本”格式，再重新输入',
  'flaw.choice.unknown': '{field}：“{shown}”不在选项中。可选：{offered}',
  'flaw.tags.many': '{field}有 {count} 项：最多 {max} 项',
  'flaw.phone.form': '{field}看不出是电话号码：请写成 139 1234 5678 或 010-8765 4321',
  'flaw.phone.length': '{field}有 {digits} 位数字，应为 {expected} 位：请核对',
  'flaw.phone.area': '{field}有 {digits} 位数字，缺区号：请连区号一起写，例如 028-4271 8095',
  'flaw.email.form': '{field}不是邮箱地址：请写成 name@company.com',
  'flaw.email.domain': '{field}疑似写错：是否应为 {suggestion}？',
  'flaw.url.form': '{field}不是网址：请写成 www.company.com',
  'flaw.date.form': '{field}看不出是日期：请写成 2026-03-05',
  'flaw.date.ambiguous': '{field}可能是 {first} 或 {second}：请先写年份',
  'flaw.time.form': '{field}看不出是日期时间：请写成 2026-03-05 14:30',
  'flaw.money.form': '{field}：“{shown}”不是金额。请写数字，如 12500 或 1.25万',
  'flaw.money.currency': '{field}的币种是 {shown}：请换算为 {currency}',
  'flaw.number.form': '{field}：“{shown}”不是数字。请只写数字',
  'flaw.number.whole': '{field}为 {shown}：请写整数',
  'flaw.number.range': '{field}为 {shown}：应在 {min} 到 {max} 之间',
  'flaw.credit.length': '{field}有 {length} 位，应为 {expected} 位',
  'flaw.credit.letter': '{field}含有“{letter}”，信用代码中没有这个字符：请核对',
  'flaw.credit.check': '{field}校验位不符：有一位写错或两位颠倒',
  'flaw.ref.unknown': '{field}：没有找到“{label}”。请按客户簿中的名称填写，或写客户编码',
  'flaw.ref.ambiguous': '{field}：有 {count} 个“{label}”。请写明是哪一个：{offered}',
  'flaw.formula.error': '{field}显示 {shown}，公式出错：请直接填写值',
  'flaw.field.readonly': '{field}您无权修改：保留原值',

  'status.synced': '已同步',
  'status.pending': '待同步',
  'status.syncing': '同步中',
  'status.problem': '待更正：{problems}',
  'status.warning': '已同步，请核对：{problems}',
  'status.held': '副本都改过：哪一行是原来的？',
  'status.copy': '与上方某行重复',
  'status.cleared': '已清空：要删除吗？',
  'status.damaged': '无法识别：属于其他文件或用户',
  'status.differs': '已关联，请决定：{fields}与档案不同',

  'outcome.applied': '已同步',
  'outcome.merged': '已同步，已与他人的修改合并',
  'outcome.done': '已同步',
  'outcome.adopted': '已同步，认出原有记录',
  'outcome.known': '已有客户：{known}',
  'outcome.changed_identity': '此行换成了另一客户？请选择新客户或改名',
  'outcome.conflict': '双方都改过：请选用我的或对方的',
  'outcome.invalid': '待更正：{problems}',
  'outcome.forbidden': '无权修改',
  'outcome.gone': '客户簿中已没有',
  'outcome.retry': '稍后重发',

  'gone.scope': '不再归您查看',
  'gone.archived': '已归档',
  'gone.merged': '已并入另一客户',

  'known.credit': '信用代码与{whom}相同',
  'known.name': '名称和城市与{whom}相同',
  'known.mobile': '手机与{whom}相同',
  'known.phone': '电话与{whom}相同',
  'known.email': '邮箱与{whom}相同',
  'known.colleague': '同事的客户',
  'known.here': '本表上方的“{label}”',
  'known.row': '本表上方的一行',

  'metric.profit_12m': '近12月利润',
  'metric.sales_12m': '近12月销售额',

  'receipt.none': 'N · 暂无业绩数据',
  'receipt.few': '第 {rank} 名，共 {n} 名 · 满 {least} 名后分级',
  'receipt.cut': '{m|metric}：居前 {p}%',
  'receipt.loss': '{m|metric}：为零或负数',
  'receipt.override': '手工设定：{reason} · 至 {until}',
  'receipt.rank': '{tier} · {metric|metric}：第 {rank} 名，共 {n} 名',

  'choice.other': '可从列表选择，也可另写；不在列表中的会标出',

  'list.separator': '；',
}
