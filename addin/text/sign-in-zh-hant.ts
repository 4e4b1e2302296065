// 登入窗格的其他方式，繁體中文。
import type { SignInTexts } from './sign-in-en.ts'

export const signInZhHant: SignInTexts = {
  'ways.title': '還沒有金鑰？',
  'ways.join': '我有邀請碼',
  'ways.account': '使用 Microsoft 帳號',
  'ways.setUp': '建立組織',

  'join.hint':
    '邀請碼由主管發給您，例如 ABCDE-FGHJK-MNPQR-STVWX，只能使用一次；大小寫和連字號不影響。',
  'join.linkHint': '您的 Microsoft 帳號還不是這裡的成員。輸入主管發給您的邀請碼即可加入。',
  'join.code': '邀請碼',
  'join.empty': '請輸入邀請碼。',
  'join.go': '加入',
  'join.busy': '正在加入…',

  'key.welcome': '{name}，歡迎加入{org}',
  'key.keep':
    '這是您的個人金鑰，只顯示這一次，請存入密碼管理員。{day}之前，每次重新開啟窗格都要用它。',
  'key.label': '您的個人金鑰',
  'key.goOn': '已儲存，繼續',

  'setUp.hint':
    '這台伺服器還沒有組織。由部署伺服器的人在這裡建立，只能建立一次；建立者即首位管理員。',
  'setUp.secret': '設定密語',
  'setUp.secret.wrong': '請輸入 npm run deploy 顯示的密語。',
  'setUp.name': '組織名稱',
  'setUp.name.wrong': '請輸入名稱，一行，最多 60 個字。',
  'setUp.country': '地區',
  'setUp.currency': '貨幣',
  'setUp.currency.wrong': '請輸入三個字母，例如 TWD。',
  'setUp.timeZone': '時區',
  'setUp.timeZone.wrong': '請輸入時區，例如 Asia/Taipei。',
  'setUp.admin': '您的姓名',
  'setUp.admin.wrong': '請輸入姓名，一行，最多 60 個字。',
  'setUp.go': '建立',
  'setUp.busy': '正在建立…',
  'setUp.closed': '密語不對，或設定已關閉。請重新複製密語。',

  'country.CN': '中國大陸',
  'country.TW': '台灣',
  'country.HK': '香港',
  'country.MO': '澳門',

  'end.title.some': '您的金鑰 {days} 天後到期（{day}）',
  'end.title.one': '您的金鑰一天內到期（{day}）',
  'end.text': '現在換一把新金鑰，就不用再請人邀請。',
  'end.go': '更換金鑰',
  'end.busy': '正在更換…',
  'end.done': '這是您的新金鑰，{day}到期',
  'end.doneText': '只顯示這一次，請存入密碼管理員，取代舊金鑰。舊金鑰還能用一天。',
  'end.kept': '已儲存',
}
