// 清空后的工作簿的文字（简体）：做了什么、留下什么、用户自己要处理什么。
import type { blankEn } from './blank-en.ts'

export const blankZhHans: Readonly<Record<keyof typeof blankEn, string>> = {
  'status.emptied': '已清空：无权查看',
  'status.kept': '您录入，未保存',

  'blank.busy': '您的权限已终止，正在从本工作簿中清除来自服务器的内容…',
  'blank.busyAsked': '正在从本工作簿中清除来自服务器的内容…',
  'blank.out': '您的权限已终止',
  'blank.outText':
    '您的账号已被所在组织停用。来自服务器的内容已从本工作簿中清除；您自己的列，以及您录入但从未发送的内容，都没有动。',
  'blank.asked': '本工作簿已清空',
  'blank.askedText':
    '来自服务器的内容已清除。您自己的列，以及录入但从未发送的内容，都没有动。表的主人下次同步时，这些行会回来。',
  'blank.rows': '本次清空 {count} 行。',
  'blank.pivots': '本加载项创建的数据透视表已删除（{names}）。',
  'blank.save': '请立即保存并关闭工作簿：在此之前，撤销（Ctrl+Z）会让单元格恢复。',

  'kept.title': '保留：您录入的内容（{count}）',
  'kept.hint':
    '别处没有这些内容，需要的请先复制。改动过的行无法分辨哪些单元格是您录入的，因此整行保留。',
  'kept.row': '{sheet}，第 {row} 行',
  'kept.unnamed': '未命名',
  'kept.edited': '上次同步后改动过',
  'kept.unsent': '从未保存到服务器',
  'kept.unclear': '隐藏标记无法识别',
  'kept.more': '另有 {count} 行。',
  'kept.go': '转到该行',
  'kept.clear': '改动过的行也清空',
  'kept.clearTitle': '改动过的行也清空？',
  'kept.clearAsk': '您在这些行中录入的内容别处没有，清空后无法找回。从未保存的行仍会保留。',

  'unreached.title': '未能清空',
  'unreached.text': '{sheet}：{why}',
  'unreached.noSheet': '工作簿',
  'unreached.protected': '工作表受保护。请取消保护后重试。',
  'unreached.table_lost': '表格已不存在（被转换为普通区域或被删除）。请自行删除剩余内容。',
  'unreached.restless': '无法分辨各行，或隐藏列已丢失。请自行删除该工作表。',
  'unreached.cell_edit': '有单元格正在编辑。请按回车键后重试。',
  'unreached.unknown_report': '这是某张报表的副本，已无法得知哪些列是报表内容。请删除该工作表。',
  'unreached.moved_block': '此处放置的明细或名单后来被移动或改动。请自行删除剩余内容。',
  'unreached.excel': 'Excel 拒绝了操作。请重试，仍不行则自行删除该工作表。',
  'unreached.again': '重试',

  'reach.title': '无法触及，请您自行处理',
  'reach.copies': '以数值形式复制到别处的单元格、单元格和图表的图片、定义的名称：请删除。',
  'reach.pivots':
    '您的数据透视表已刷新（{names}），但 Excel 会在筛选列表中保留旧名称：数据透视表分析 › 选项 › 数据 › 每个字段保留的项数：无，然后刷新。',
  'reach.pivotsFailed': '无法刷新的数据透视表仍显示原内容（{names}）：请删除。',
  'reach.model': '数据模型和 Power Query：数据 › 全部刷新，或删除连接。',
  'reach.others': '其他工作簿中引用本文件的数据透视表、图表和链接：请刷新或删除。',
  'reach.files':
    '本文件的其他副本：邮件附件、聊天文件、U 盘、备份、自动恢复文件，以及 OneDrive 或 SharePoint 的历史版本。请删除，并请收到副本的人删除。',
  'reach.prints': '打印件、PDF 文件和截图：请销毁。',

  'wipe.go': '清除本文件中来自服务器的内容',
  'wipe.title': '清除来自服务器的内容？',
  'wipe.ask':
    '本文件中所有已同步的行、本加载项的报表和数据透视表都会清空。录入但从未发送的内容和自己的列会保留。服务器上的数据不变。',
}
