// 不收集、不顯示，或涉及個人而有誤的內容。
import type { Texts } from './en.ts'
import type { privacyEn } from './privacy-en.ts'

export const privacyZhHant: Pick<Texts, keyof typeof privacyEn> = {
  'flaw.field.off': '{field}在本單位不收集：此欄內容不會傳送。主管寫明用途後可以啟用該欄位',
  'flaw.field.hidden': '{field}不對您的角色開放：此欄所填內容不採用',
  'flaw.id.form': '{field}不像證件號碼：應為 18 位身分證號（末位可為 X），或護照、通行證號碼',
  'flaw.id.check': '{field}的檢查碼不對：請再核對 18 位號碼',
  'flaw.child.age': '{field}屬於未滿 {years} 歲的兒童：兒童資料不予登記。請留空，或不登記此人',
  'flaw.child.told':
    '{field}提到未滿 {years} 歲的兒童（「{shown}」）：請去掉年齡和出生年份。內容不會遺失，修改前一直留在您的表裡',
}
