// A person at a customer. Private and sensitive fields are optional or off (design §10); off ones are offered
// only where a manager has written down what for.
import * as choices from './contact-choices.ts'
import { ageOf } from './kinds/age.ts'
import { birthday } from './kinds/birthday.ts'
import { day } from './kinds/day.ts'
import { email } from './kinds/email.ts'
import { familyNote } from './kinds/family-note.ts'
import { idNumber } from './kinds/id-number.ts'
import { integer } from './kinds/number.ts'
import { phone } from './kinds/phone.ts'
import { reference } from './kinds/reference.ts'
import { tags } from './kinds/tags.ts'
import { note, text } from './kinds/text.ts'
import { yesNo } from './kinds/yes-no.ts'
import { computed, optional, required, table } from './table.ts'
import type { Row } from './table.ts'

const who = {
  customer_id: required(reference('customer'), ['Customer', '客户', '客戶'], {
    show: 'shown',
    synonyms:
      'customer name;company;company name;account;client;客户名称;公司;公司名称;单位;单位名称;所属客户;所属公司;企业名称'.split(
        ';',
      ),
  }),
  name: required(text(60), ['Name', '姓名', '姓名'], {
    show: 'shown',
    privacy: 'P1',
    synonyms: (
      'contact;contact name;contact person;full name;person;联系人;联系人姓名;联络人;客户姓名;名字;' +
      '对接人;采购联系人;主要联系人;聯絡人;聯絡窗口;窗口'
    ).split(';'),
  }),
  salutation: optional(text(20), ['Salutation', '称呼', '稱呼'], {
    privacy: 'P1',
    synonyms: ['尊称'],
  }),
  sex: optional(choices.sex, ['Sex', '性别', '性別'], { privacy: 'P1', synonyms: ['gender'] }),
  title: optional(text(60), ['Job title', '职务', '職務'], {
    show: 'shown',
    privacy: 'P1',
    synonyms: [
      'title',
      'position',
      'job',
      '职位',
      '岗位',
      '头衔',
      '职称',
      '联系人职务',
      '联系人职位',
      '職稱',
    ],
  }),
  department: optional(text(60), ['Department', '部门', '部門'], {
    privacy: 'P1',
    synonyms: ['dept', '所属部门', '科室'],
  }),
  role: optional(tags(8), ['Role in the purchase', '采购角色', '採購角色'], {
    show: 'shown',
    privacy: 'B1',
    synonyms: ['role', '角色', '决策角色'],
  }),
  is_key: optional(yesNo, ['Key person', '关键人物', '關鍵人物'], {
    filled: 'both',
    privacy: 'B1',
    synonyms: ['关键人', '是否关键'],
  }),
  is_primary: optional(yesNo, ['Primary contact', '主要联系人', '主要聯繫人'], {
    synonyms: ['primary', '首要联系人', '是否主要联系人'],
  }),
}

const reach = {
  mobile: optional(phone, ['Mobile', '手机', '手機'], {
    show: 'shown',
    privacy: 'P2',
    synonyms: (
      'mobile phone;mobile number;cell;cellphone;cell phone;手机号;手机号码;移动电话;联系手机;' +
      '联系人手机;手机电话;行動電話;行动电话;联系人电话;本人电话'
    ).split(';'),
  }),
  office_phone: optional(phone, ['Office phone', '办公电话', '辦公電話'], {
    privacy: 'P1',
    synonyms: ['phone', 'tel', 'telephone', '电话', '座机', '固话', '联系电话', '公司电话'],
  }),
  home_phone: optional(phone, ['Home phone', '住宅电话', '住宅電話'], {
    privacy: 'P2',
    synonyms: ['家庭电话', '宅电'],
  }),
  email: optional(email, ['E-mail', '邮箱', '郵箱'], {
    show: 'shown',
    privacy: 'P1',
    synonyms:
      'email;mail;e-mail address;email address;电子邮件;电子邮箱;邮件;联系人邮箱;个人邮箱;電郵;信箱'.split(
        ';',
      ),
  }),
  wechat: optional(text(40), ['WeChat / LINE', '微信/LINE', '微信/LINE'], {
    show: 'shown',
    privacy: 'P2',
    synonyms: ['wechat', 'line', '微信', '微信号', '微信号码', 'line id', 'weixin'],
  }),
  home_address: optional(text(200), ['Home address', '家庭住址', '家庭住址'], {
    privacy: 'P2',
    synonyms: ['住址', '家庭地址'],
  }),
}

const person = {
  birthday: optional(birthday, ['Birthday', '生日', '生日'], {
    show: 'shown',
    privacy: 'P2',
    synonyms: ['date of birth', 'dob', '出生日期', '出生年月'],
  }),
  birthday_leap_rule: optional(choices.leapRule, ['Leap-month rule', '闰月规则', '閏月規則']),
  next_birthday: computed(day, ['Next birthday', '下次生日', '下次生日'], {
    show: 'shown',
    privacy: 'P2',
    isOpen: true,
  }),
  age_band: optional(ageOf(choices.ageBand), ['Age band', '年龄段', '年齡段'], {
    filled: 'both',
    privacy: 'P1',
    synonyms: ['年龄'],
  }),
  native_place: optional(text(40), ['Native place', '籍贯', '籍貫'], { privacy: 'P2' }),
  ethnicity: optional(text(20), ['Ethnicity', '民族', '民族'], { show: 'off', privacy: 'P3' }),
  education: optional(choices.education, ['Education', '学历', '學歷'], {
    privacy: 'P2',
    synonyms: ['文化程度'],
  }),
  school: optional(text(60), ['School', '毕业院校', '畢業院校'], {
    privacy: 'P2',
    synonyms: ['毕业学校', '学校'],
  }),
  career: optional(note(500), ['Career', '经历', '經歷'], {
    privacy: 'P2',
    synonyms: ['工作经历'],
  }),
  personality: optional(text(200), ['Personality', '性格', '性格'], { privacy: 'P2' }),
  interests: optional(tags(10), ['Interests / hobbies', '兴趣爱好', '興趣愛好'], {
    privacy: 'P2',
    synonyms: ['interests', 'hobbies', '爱好', '兴趣'],
  }),
  preferences: optional(note(300), ['Preferences', '偏好', '偏好'], {
    show: 'shown',
    privacy: 'P2',
    synonyms: ['喜好'],
  }),
  speech: optional(text(60), ['Speech pace / language', '语速语调/语言', '語速語調/語言'], {
    privacy: 'P1',
    synonyms: ['language', '语言'],
  }),
  best_time: optional(text(200), ['Good time to call', '适宜通话时间', '適宜通話時間'], {
    show: 'shown',
    privacy: 'P1',
    synonyms: ['best time', '联系时间', '方便时间'],
  }),
  family_note: optional(familyNote, ['Family', '家庭情况', '家庭情況'], {
    show: 'off',
    privacy: 'P3',
  }),
  income_band: optional(choices.incomeBand, ['Income band', '收入水平', '收入水平'], {
    show: 'off',
    privacy: 'P3',
  }),
  blood_type: optional(choices.bloodType, ['Blood type', '血型', '血型'], {
    show: 'off',
    privacy: 'P3',
  }),
  id_no: optional(idNumber, ['Identity number', '证件号码', '證件號碼'], {
    show: 'off',
    privacy: 'P3',
    synonyms: ['id number', '身份证', '身份证号', '身份证号码'],
  }),
}

const relation = {
  friendliness: optional(integer(1, 5), ['Friendliness', '友好程度', '友好程度'], {
    privacy: 'B1',
  }),
  influence: optional(integer(1, 5), ['Influence', '决策影响力', '決策影響力'], { privacy: 'B1' }),
  reports_to: optional(reference('contact'), ['Reports to', '上级', '上級'], {
    privacy: 'P1',
    synonyms: ['直属上级'],
  }),
  goals: optional(text(200), ['Personal goals', '个人目标/志向', '個人目標/志向'], {
    privacy: 'P2',
  }),
  consent_email: optional(choices.consent, ['E-mail consent', '邮件许可', '郵件許可']),
  consent_email_on: optional(day, ['E-mail consent on', '邮件许可日期', '郵件許可日期'], {
    survives: { partOf: 'consent_email' },
  }),
  consent_sms: optional(choices.consent, ['SMS/WeChat consent', '短信许可', '簡訊許可']),
  consent_sms_on: optional(day, ['SMS/WeChat consent on', '短信许可日期', '簡訊許可日期'], {
    survives: { partOf: 'consent_sms' },
  }),
  do_not_contact: optional(yesNo, ['Do not contact', '勿扰', '勿擾'], { synonyms: ['免打扰'] }),
  left_on: optional(day, ['Left the customer on', '离职日期', '離職日期'], { privacy: 'P1' }),
  note: optional(note(2000), ['Notes', '备注', '備註'], {
    show: 'shown',
    privacy: 'P1',
    synonyms: ['note', 'remark', 'remarks', 'comment', 'comments', 'memo', '说明', '备注说明'],
  }),
}

export const contact = table('contact', ['Contacts', '联系人', '聯繫人'], {
  ...who,
  ...reach,
  ...person,
  ...relation,
})
export type Contact = Row<typeof contact>
