// 不收集、不显示，或涉及个人而有误的内容。
import type { Texts } from './en.ts'
import type { privacyEn } from './privacy-en.ts'

export const privacyZhHans: Pick<Texts, keyof typeof privacyEn> = {
  'flaw.field.off': '{field}在本单位不收集：此列内容不会发送。主管写明用途后可以启用该字段',
  'flaw.field.hidden': '{field}不对您的角色开放：此列所填内容不采用',
  'flaw.id.form': '{field}不像证件号码：应为 18 位身份证号（末位可为 X），或护照、通行证号码',
  'flaw.id.check': '{field}的校验位不对：请再核对 18 位号码',
  'flaw.child.age': '{field}属于未满 {years} 岁的儿童：儿童信息不予登记。请留空，或不登记此人',
  'flaw.child.told':
    '{field}提到未满 {years} 岁的儿童（“{shown}”）：请去掉年龄和出生年份。内容不会丢失，修改前一直留在您的表里',
}
