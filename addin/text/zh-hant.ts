// 繁體中文。鍵與英文相同;{name} 是參數,{name|group} 是 "group.<值>" 的文字。
import type { Texts } from './en.ts'
import { paneZhHant } from './pane-zh-hant.ts'
import { mergeZhHant } from './merge-zh-hant.ts'
import { privacyZhHant } from './privacy-zh-hant.ts'
import { questionZhHant } from './question-zh-hant.ts'
import { toolZhHant } from './tool-zh-hant.ts'
import { tierZhHant } from './tier-zh-hant.ts'
import { tradeZhHant } from './trade-zh-hant.ts'

export const zhHant: Texts = {
  ...paneZhHant,
  ...mergeZhHant,
  ...questionZhHant,
  ...toolZhHant,
  ...tierZhHant,
  ...tradeZhHant,
  ...privacyZhHant,

  'flaw.required.empty': '{field}未填：請填寫',
  'flaw.text.long': '{field}有 {length} 個字：最多 {max} 個',
  'flaw.text.control': '{field}含有看不見的字元：請重新輸入',
  'flaw.digits.lost': '{field}的數字已被 Excel 捨去：請先把該欄設為「文字」格式，再重新輸入',
  'flaw.choice.unknown': '{field}：「{shown}」不在選項中。可選：{offered}',
  'flaw.tags.many': '{field}有 {count} 項：最多 {max} 項',
  'flaw.phone.form': '{field}看不出是電話號碼：請寫成 0912 345 678 或 02-2345 6789',
  'flaw.phone.length': '{field}有 {digits} 位數字，應為 {expected} 位：請核對',
  'flaw.phone.area': '{field}有 {digits} 位數字，缺區碼：請連區碼一起寫，例如 02-2345 6789',
  'flaw.email.form': '{field}不是郵箱地址：請寫成 name@company.com',
  'flaw.email.domain': '{field}疑似寫錯：是否應為 {suggestion}？',
  'flaw.url.form': '{field}不是網址：請寫成 www.company.com',
  'flaw.date.form': '{field}看不出是日期：請寫成 2026-03-05 或民國115年3月5日',
  'flaw.date.ambiguous': '{field}可能是 {first} 或 {second}：請先寫年份',
  'flaw.time.form': '{field}看不出是日期時間：請寫成 2026-03-05 14:30',
  'flaw.money.form': '{field}：「{shown}」不是金額。請寫數字，如 12500 或 1.25萬',
  'flaw.money.currency': '{field}的幣別是 {shown}：請換算為 {currency}',
  'flaw.number.form': '{field}：「{shown}」不是數字。請只寫數字',
  'flaw.number.whole': '{field}為 {shown}：請寫整數',
  'flaw.number.range': '{field}為 {shown}：應在 {min} 到 {max} 之間',
  'flaw.credit.length': '{field}有 {length} 位，應為 {expected} 位',
  'flaw.credit.letter': '{field}含有「{letter}」，信用代碼中沒有這個字元：請核對',
  'flaw.credit.check': '{field}檢查碼不符：有一位寫錯或兩位顛倒',
  'flaw.ref.unknown': '{field}：沒有找到「{label}」。請按客戶簿中的名稱填寫，或寫客戶編碼',
  'flaw.ref.ambiguous': '{field}：有 {count} 個「{label}」。請寫明是哪一個：{offered}',
  'flaw.formula.error': '{field}顯示 {shown}，公式出錯：請直接填寫值',
  'flaw.field.readonly': '{field}您無權修改：保留原值',

  'status.synced': '已同步',
  'status.pending': '待同步',
  'status.syncing': '同步中',
  'status.problem': '待更正：{problems}',
  'status.warning': '已同步，請核對：{problems}',
  'status.held': '副本都改過：哪一列是原來的？',
  'status.copy': '與上方某列重複',
  'status.cleared': '已清空：要刪除嗎？',
  'status.damaged': '無法識別：屬於其他檔案或使用者',
  'status.differs': '已關聯，請決定：{fields}與檔案不同',

  'outcome.applied': '已同步',
  'outcome.merged': '已同步，已與他人的修改合併',
  'outcome.done': '已同步',
  'outcome.adopted': '已同步，認出原有記錄',
  'outcome.known': '已有客戶：{known}',
  'outcome.changed_identity': '此列換成了另一客戶？請選擇新客戶或改名',
  'outcome.conflict': '雙方都改過：請選用我的或對方的',
  'outcome.invalid': '待更正：{problems}',
  'outcome.forbidden': '無權修改',
  'outcome.gone': '客戶簿中已沒有',
  'outcome.retry': '稍後重發',

  'gone.scope': '不再歸您檢視',
  'gone.archived': '已封存',
  'gone.merged': '已併入另一客戶',

  'known.credit': '信用代碼與{whom}相同',
  'known.name': '名稱和城市與{whom}相同',
  'known.mobile': '手機與{whom}相同',
  'known.phone': '電話與{whom}相同',
  'known.email': '郵箱與{whom}相同',
  'known.colleague': '同事的客戶',
  'known.here': '本表上方的「{label}」',
  'known.row': '本表上方的一列',

  'metric.profit_12m': '近12月利潤',
  'metric.sales_12m': '近12月銷售額',

  'receipt.none': 'N · 暫無業績資料',
  'receipt.few': '第 {rank} 名，共 {n} 名 · 滿 {least} 名後分級',
  'receipt.cut': '{m|metric}：居前 {p}%',
  'receipt.loss': '{m|metric}：為零或負數',
  'receipt.override': '手工設定：{reason} · 至 {until}',
  'receipt.rank': '{tier} · {metric|metric}：第 {rank} 名，共 {n} 名',

  'choice.other': '可從清單選擇，也可另寫；不在清單中的會標出',

  'list.separator': '；',
}
