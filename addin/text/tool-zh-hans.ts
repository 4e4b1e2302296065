// Names of the pane's tools, in Simplified Chinese; the words of each tool come with it.
import type { toolEn } from './tool-en.ts'
export const toolZhHans: Readonly<Record<keyof typeof toolEn, string>> = {
  'tool.ahead': '同步前先查',
  'tool.review': '查重',
  'tool.merges': '合并记录',
  'tool.answers': '查重答复',
  'tool.board': '级别与利润',
  'tool.reports': '报表与透视表',
  'tool.people': '成员与密钥',
  'tool.trace': '审计与隐私',
  'tool.fields': '字段与隐私',
  'tool.all': '工具',
  'tool.loading': '正在打开…',
  'tool.failed': '这一部分没有加载成功。请检查网络后重新打开。',
}
