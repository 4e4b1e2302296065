// Names of the pane's tools, in Traditional Chinese; the words of each tool come with it.
import type { toolEn } from './tool-en.ts'
export const toolZhHant: Readonly<Record<keyof typeof toolEn, string>> = {
  'tool.ahead': '同步前先查',
  'tool.review': '查重',
  'tool.merges': '合併記錄',
  'tool.answers': '查重答覆',
  'tool.board': '級別與利潤',
  'tool.reports': '報表與樞紐分析表',
  'tool.people': '成員與金鑰',
  'tool.trace': '稽核與隱私',
  'tool.fields': '欄位與隱私',
  'tool.all': '工具',
  'tool.loading': '正在開啟…',
  'tool.failed': '這一部分沒有載入成功。請檢查網路後重新開啟。',
}
