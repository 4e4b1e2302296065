// 清空後的活頁簿的文字（繁體）：做了什麼、留下什麼、使用者自己要處理什麼。
import type { blankEn } from './blank-en.ts'

export const blankZhHant: Readonly<Record<keyof typeof blankEn, string>> = {
  'status.emptied': '已清空：無權檢視',
  'status.kept': '您輸入，未儲存',

  'blank.busy': '您的權限已終止，正在從本活頁簿清除來自伺服器的內容…',
  'blank.busyAsked': '正在從本活頁簿清除來自伺服器的內容…',
  'blank.out': '您的權限已終止',
  'blank.outText':
    '您的帳號已被所屬組織停用。來自伺服器的內容已從本活頁簿清除；您自己的欄，以及您輸入但從未傳送的內容，都沒有動。',
  'blank.asked': '本活頁簿已清空',
  'blank.askedText':
    '來自伺服器的內容已清除。您自己的欄，以及輸入但從未傳送的內容，都沒有動。表的主人下次同步時，這些列會回來。',
  'blank.rows': '本次清空 {count} 列。',
  'blank.pivots': '本增益集建立的樞紐分析表已刪除（{names}）。',
  'blank.save': '請立即儲存並關閉活頁簿：在此之前，復原（Ctrl+Z）會讓儲存格恢復。',

  'kept.title': '保留：您輸入的內容（{count}）',
  'kept.hint':
    '別處沒有這些內容，需要的請先複製。改動過的列無法分辨哪些儲存格是您輸入的，因此整列保留。',
  'kept.row': '{sheet}，第 {row} 列',
  'kept.unnamed': '未命名',
  'kept.edited': '上次同步後改動過',
  'kept.unsent': '從未儲存到伺服器',
  'kept.unclear': '隱藏標記無法辨識',
  'kept.more': '另有 {count} 列。',
  'kept.go': '移至該列',
  'kept.clear': '改動過的列也清空',
  'kept.clearTitle': '改動過的列也清空？',
  'kept.clearAsk': '您在這些列中輸入的內容別處沒有，清空後無法找回。從未儲存的列仍會保留。',

  'unreached.title': '未能清空',
  'unreached.text': '{sheet}：{why}',
  'unreached.noSheet': '活頁簿',
  'unreached.protected': '工作表受保護。請取消保護後重試。',
  'unreached.table_lost': '表格已不存在（被轉換為一般範圍或被刪除）。請自行刪除剩餘內容。',
  'unreached.restless': '無法分辨各列，或隱藏欄已遺失。請自行刪除該工作表。',
  'unreached.cell_edit': '有儲存格正在編輯。請按 Enter 鍵後重試。',
  'unreached.unknown_report': '這是某張報表的複本，已無法得知哪些欄是報表內容。請刪除該工作表。',
  'unreached.moved_block': '此處放置的明細或名單後來被移動或改動。請自行刪除剩餘內容。',
  'unreached.excel': 'Excel 拒絕了操作。請重試，仍不行則自行刪除該工作表。',
  'unreached.again': '重試',

  'reach.title': '無法觸及，請您自行處理',
  'reach.copies': '以值複製到別處的儲存格、儲存格和圖表的圖片、定義的名稱：請刪除。',
  'reach.pivots':
    '您的樞紐分析表已重新整理（{names}），但 Excel 會在篩選清單中保留舊名稱：樞紐分析表分析 › 選項 › 資料 › 每個欄位要保留的項目數：無，然後重新整理。',
  'reach.pivotsFailed': '無法重新整理的樞紐分析表仍顯示原內容（{names}）：請刪除。',
  'reach.model': '資料模型和 Power Query：資料 › 全部重新整理，或刪除連線。',
  'reach.others': '其他活頁簿中引用本檔案的樞紐分析表、圖表和連結：請重新整理或刪除。',
  'reach.files':
    '本檔案的其他複本：郵件附件、聊天檔案、隨身碟、備份、自動回復檔，以及 OneDrive 或 SharePoint 的版本歷程。請刪除，並請收到複本的人刪除。',
  'reach.prints': '列印件、PDF 檔和螢幕擷圖：請銷毀。',

  'wipe.go': '清除本檔案中來自伺服器的內容',
  'wipe.title': '清除來自伺服器的內容？',
  'wipe.ask':
    '本檔案中所有已同步的列、本增益集的報表和樞紐分析表都會清空。輸入但從未傳送的內容和自己的欄會保留。伺服器上的資料不變。',
}
