// 報表與樞紐分析表，繁體中文。隨工具一起載入。
import type { reportsEn } from './reports-en.ts'

export const reportsZhHant: Readonly<Record<keyof typeof reportsEn, string>> = {
  'reports.working': '處理中…',
  'reports.rows': '已寫入 {count} 列…',
  'reports.cancelling': '完成目前部分後取消…',
  'reports.cancelled': '已取消。前面的列可能是新的，其餘仍是舊的：重新產生即可補全。',

  'reports.pivotTitle': '您的客戶樞紐分析表',
  'reports.pivotHint':
    '級別、負責人、地區；客戶數、銷售額、利潤。每次同步後自動重新整理，您可以隨意調整。',
  'reports.pivot': '產生樞紐分析表',
  'reports.cells': '同樣的表，用儲存格',
  'reports.pivotSheet': '客戶樞紐',
  'reports.pivotMade': '樞紐分析表在工作表「{sheet}」。',
  'reports.pivotLacks':
    '樞紐分析表在工作表「{sheet}」，其中沒有{missing}：您的表裡沒有這些欄。下面的全部客戶表裡有。',
  'reports.pivotTexts':
    '樞紐分析表在工作表「{sheet}」。您的表中有 {count} 個金額是文字，Excel 不會相加：用「同樣的表，用儲存格」則會計入。',
  'reports.cellsMade': '表在工作表「{sheet}」，以後的變化不會自動更新。',
  'reports.noPivots': '此版 Excel 不允許增益集產生樞紐分析表。同樣的表可以寫成儲存格。',
  'reports.noColumns': '您的表中沒有客戶名稱欄，或者級別、負責人、地區一欄也沒有。',
  'reports.pivotsOn': '樞紐分析表所在工作表：{sheets}',
  'reports.refresh': '立即重新整理',
  'reports.refreshed': '已重新整理 {count} 個',
  'reports.refreshFailed': '{count} 個無法重新整理：資料來源已不在，或沒有空位。',
  'reports.count': '客戶個數',
  'reports.sum.sales_12m': '銷售額合計',
  'reports.sum.profit_12m': '利潤合計',
  'reports.total': '總計',
  'reports.blank': '（空白）',

  'reports.sheetTitle': '全部客戶表',
  'reports.sheetHint':
    '您能看到的全部客戶，只供檢視：用來做您自己的樞紐分析表和圖表。再按一次即更新為今天的資料。',
  'reports.columns': '欄（{count}）',
  'reports.usual': '常用欄',
  'reports.more': '更多欄（{count}）',
  'reports.noneChosen': '請至少選擇一欄。',
  'reports.write': '產生或更新',
  'reports.writePivot': '產生並做樞紐分析表',
  'reports.pivotUnchosen': '樞紐分析表在工作表「{sheet}」，其中沒有{missing}：這些欄未選。',
  'reports.pivotNothing': '這些欄做不了樞紐分析表：請選客戶名稱，以及級別、負責人或地區。',
  'reports.sheet': '全部客戶',
  'reports.written': '{count} 列在工作表「{sheet}」。',
  'reports.occupied':
    '沒有寫入：工作表「{sheet}」的{headers}中有您自己的內容。請移到表格右側或其他工作表。',

  'reports.activityTitle': '業務每月活動',
  'reports.span': '時間',
  'reports.months': '最近 {count} 個月',
  'reports.activity': '放到工作表',
  'reports.activitySheet': '每月活動',
  'reports.month': '月份',
  'reports.rep': '業務',
  'reports.visits': '完成拜訪',
  'reports.customers': '輸入客戶',
  'reports.orders': '訂單',
}
