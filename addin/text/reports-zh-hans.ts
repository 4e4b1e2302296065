// 报表与透视表，简体中文。随工具一起加载。
import type { reportsEn } from './reports-en.ts'

export const reportsZhHans: Readonly<Record<keyof typeof reportsEn, string>> = {
  'reports.working': '正在处理…',
  'reports.rows': '已写入 {count} 行…',
  'reports.cancelling': '完成当前部分后取消…',
  'reports.cancelled': '已取消。前面的行可能是新的，其余仍是旧的：重新生成即可补全。',

  'reports.pivotTitle': '您的客户透视表',
  'reports.pivotHint':
    '级别、负责人、地区；客户数、销售额、利润。每次同步后自动刷新，您可以随意调整。',
  'reports.pivot': '生成透视表',
  'reports.cells': '同样的表，用单元格',
  'reports.pivotSheet': '客户透视',
  'reports.pivotMade': '透视表在工作表“{sheet}”。',
  'reports.pivotLacks':
    '透视表在工作表“{sheet}”，其中没有{missing}：您的表里没有这些列。下面的全部客户表里有。',
  'reports.pivotTexts':
    '透视表在工作表“{sheet}”。您的表中有 {count} 个金额是文本，Excel 不会相加：用“同样的表，用单元格”则会计入。',
  'reports.cellsMade': '表在工作表“{sheet}”，以后的变化不会自动更新。',
  'reports.noPivots': '此版 Excel 不允许加载项生成透视表。同样的表可以写成单元格。',
  'reports.noColumns': '您的表中没有客户名称列，或者级别、负责人、地区一列也没有。',
  'reports.pivotsOn': '透视表所在工作表：{sheets}',
  'reports.refresh': '立即刷新',
  'reports.refreshed': '已刷新 {count} 个',
  'reports.refreshFailed': '{count} 个无法刷新：数据来源已不在，或没有空位。',
  'reports.count': '客户个数',
  'reports.sum.sales_12m': '销售额合计',
  'reports.sum.profit_12m': '利润合计',
  'reports.total': '总计',
  'reports.blank': '（空白）',

  'reports.sheetTitle': '全部客户表',
  'reports.sheetHint':
    '您能看到的全部客户，只供查看：用来做您自己的透视表和图表。再按一次即更新为今天的数据。',
  'reports.columns': '列（{count}）',
  'reports.usual': '常用列',
  'reports.more': '更多列（{count}）',
  'reports.noneChosen': '请至少选择一列。',
  'reports.write': '生成或更新',
  'reports.writePivot': '生成并做透视表',
  'reports.pivotUnchosen': '透视表在工作表“{sheet}”，其中没有{missing}：这些列未选。',
  'reports.pivotNothing': '这些列做不了透视表：请选客户名称，以及级别、负责人或地区。',
  'reports.sheet': '全部客户',
  'reports.written': '{count} 行在工作表“{sheet}”。',
  'reports.occupied':
    '没有写入：工作表“{sheet}”的{headers}中有您自己的内容。请移到表格右侧或其他工作表。',

  'reports.activityTitle': '销售每月活动',
  'reports.span': '时间',
  'reports.months': '最近 {count} 个月',
  'reports.activity': '放到工作表',
  'reports.activitySheet': '每月活动',
  'reports.month': '月份',
  'reports.rep': '销售',
  'reports.visits': '完成拜访',
  'reports.customers': '录入客户',
  'reports.orders': '订单',
}
