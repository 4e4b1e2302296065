// The customer: an organisation or a person. Fields in the order in which a new sheet and the pane show them.
// Labels, rules and privacy classes follow the data dictionary; synonyms are headers met in real lists.
import * as choices from './choices.ts'
import { about, dealing, story } from './customer-business.ts'
import { day } from './kinds/day.ts'
import { email } from './kinds/email.ts'
import { decimal } from './kinds/number.ts'
import { phone } from './kinds/phone.ts'
import { receipt } from './kinds/receipt.ts'
import { reference } from './kinds/reference.ts'
import { tags } from './kinds/tags.ts'
import { text } from './kinds/text.ts'
import { url } from './kinds/url.ts'
import { computed, optional, required, table } from './table.ts'
import type { Row } from './table.ts'

const who = {
  kind: optional(choices.customerKind, ['Type', '客户类型', '客戶類型'], {
    show: 'shown',
    synonyms: ['customer type', '类型', '客户性质'],
  }),
  name: required(text(120), ['Customer name', '客户名称', '客戶名稱'], {
    survives: { by: 'full_name', aliases: 'short_name' },
    show: 'shown',
    privacy: 'P1',
    synonyms: (
      'company;company name;customer;client;client name;account;account name;organization;' +
      'organisation;organization name;organisation name;firm;business name;legal name;site name;' +
      'shop;shop name;store;store name;restaurant;dealer;vendor;supplier;buyer;' +
      '公司;公司名;公司名称;公司全称;企业;企业名称;企业全称;单位;单位名称;客户;客户名;客户全称;客户公司;' +
      '客户单位;门店;门店名称;店铺;店铺名称;经销商;采购商;供应商;买家;机构;机构名称;厂商;厂家;商户;商户名称;店名;公司抬头;发票抬头;抬头;名称;商号;行号'
    ).split(';'),
  }),
  short_name: optional(tags(10), ['Short name / alias', '简称/别名', '簡稱/別名'], {
    synonyms: ['short name', 'alias', '简称', '别名', '公司简称', '客户简称', '品牌', '曾用名'],
  }),
  code: optional(text(60), ['Customer no.', '客户编码', '客戶編碼'], {
    survives: { by: 'winner' },
    synonyms: (
      'customer code;customer number;customer id;customer no;client id;client code;account number;account no;' +
      '客户编号;客户代码;客户号;客户id;往来单位编码;kundennummer;kundennr;kunden-nr;kunden-nr.'
    ).split(';'),
  }),
  tier: computed(choices.tierLetter, ['Tier', '客户级别', '客戶級別'], {
    show: 'shown',
    privacy: 'B1',
    isOpen: true,
    synonyms: ['级别', '客户等级', '等级', 'customer tier', 'grade', 'rating'],
  }),
  tier_next: computed(choices.tierLetter, ['Tier next month', '下期级别', '下期級別'], {
    show: 'shown',
    privacy: 'B1',
    isOpen: true,
    synonyms: ['next tier'],
  }),
  tier_why: computed(receipt, ['Why this tier', '级别依据', '級別依據'], {
    show: 'shown',
    privacy: 'B1',
    isOpen: true,
  }),
  tier_since: computed(day, ['Tier since', '级别生效日', '級別生效日'], {
    privacy: 'B1',
    isOpen: true,
  }),
  tier_override: optional(choices.tierOverride, ['Tier override', '手工级别', '手工級別'], {
    privacy: 'B1',
    isOpen: true,
  }),
  override_reason: optional(text(200), ['Override reason', '手工理由', '手工理由'], {
    survives: { partOf: 'tier_override' },
    privacy: 'B1',
    isOpen: true,
  }),
  override_until: optional(day, ['Override until', '手工有效期', '手工有效期'], {
    survives: { partOf: 'tier_override' },
    privacy: 'B1',
    isOpen: true,
  }),
  strategic: optional(choices.strategic, ['Key account', '重点客户', '重點客戶'], {
    privacy: 'B1',
    isOpen: true,
    synonyms: ['strategic', '大客户', '是否重点'],
  }),
  status: optional(choices.customerStatus, ['Status', '客户状态', '客戶狀態'], {
    filled: 'both',
    show: 'shown',
    synonyms: ['customer status', '状态', '跟进状态', '成交状态', '客户阶段'],
  }),
  groups: optional(tags(10), ['Groups', '分组', '分組'], {
    synonyms: ['group', 'tags', 'tag', 'label', 'labels', '标签', '客户分组', '客户标签', '组别'],
  }),
  owner: optional(reference('user'), ['Owner', '负责人', '負責人'], {
    survives: { by: 'winner' },
    show: 'shown',
    synonyms: (
      'account owner;sales rep;rep;salesperson;sales;account manager;业务员;销售;销售员;销售人员;' +
      '客户经理;跟进人;所属业务员;归属人;归属;业务负责人;销售负责人;客户负责人;专员'
    ).split(';'),
  }),
  co_owner: optional(reference('user'), ['Second rep', '协同人', '協同人'], {
    survives: { by: 'winner' },
    synonyms: ['co-owner', '协办人', '第二业务员', '协作人'],
  }),
}

const reach = {
  phone: optional(phone, ['Main phone', '电话', '電話'], {
    show: 'shown',
    privacy: 'P1',
    synonyms: (
      'phone;tel;telephone;phone number;telephone number;landline;office phone;company phone;' +
      '电话号码;座机;座机号;固话;固定电话;公司电话;办公电话;联系电话;单位电话;总机;企业电话;固定電話;市話;' +
      '联系方式;热线;客服电话'
    ).split(';'),
  }),
  email: optional(email, ['E-mail', '邮箱', '郵箱'], {
    privacy: 'P1',
    synonyms: (
      'email;mail;e-mail address;email address;company email;电子邮件;电子邮箱;邮件;公司邮箱;企业邮箱;' +
      '邮件地址;邮箱地址;電郵;信箱;電子信箱;联系邮箱'
    ).split(';'),
  }),
  fax: optional(phone, ['Fax', '传真', '傳真'], { synonyms: ['fax number', '传真号码', '传真号'] }),
  website: optional(url, ['Website', '网址', '網址'], {
    synonyms: [
      'web',
      'web site',
      'homepage',
      'url',
      'site',
      '网站',
      '公司网址',
      '官网',
      '主页',
      '公司网站',
    ],
  }),
  region_code: optional(text(40), ['Province/region', '省/地区', '省/地區'], {
    survives: { near: 'address' },
    filled: 'both',
    synonyms: [
      'province',
      'region',
      'state',
      '省',
      '省份',
      '地区',
      '区域',
      '所在省',
      '所属省份',
      '所属地区',
    ],
  }),
  city: optional(text(60), ['City', '城市', '城市'], {
    survives: { near: 'address' },
    show: 'shown',
    synonyms: ['town', '市', '所在城市', '所在市', '所属城市', '地市', '縣市', '城市名称'],
  }),
  address: optional(text(200), ['Address', '地址', '地址'], {
    show: 'shown',
    privacy: 'P2',
    synonyms: (
      'street;street address;company address;addr;mailing address;location;公司地址;单位地址;企业地址;' +
      '详细地址;联系地址;通讯地址;办公地址;注册地址;收货地址;经营地址;客户地址;所在地'
    ).split(';'),
  }),
  postcode: optional(text(12), ['Postcode', '邮编', '郵編'], {
    survives: { near: 'address' },
    synonyms: ['zip', 'zip code', 'postal code', '邮政编码', '郵遞區號'],
  }),
  lat: optional(decimal(-90, 90), ['Latitude', '纬度', '緯度'], {
    survives: { near: 'address' },
    filled: 'both',
    privacy: 'P2',
  }),
  lng: optional(decimal(-180, 180), ['Longitude', '经度', '經度'], {
    survives: { partOf: 'lat' },
    filled: 'both',
    privacy: 'P2',
    synonyms: ['lon'],
  }),
  zone: optional(text(30), ['Route zone', '片区', '片區'], {
    survives: { near: 'address' },
    synonyms: ['zone', '路线', '线路'],
  }),
}

export const customer = table('customer', ['Customers', '客户', '客戶'], {
  ...who,
  ...reach,
  ...about,
  ...dealing,
  ...story,
})
export type Customer = Row<typeof customer>
