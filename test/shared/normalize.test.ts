// Names, places and keys made comparable, with the pitfalls that real lists have.
import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { scriptsTableSource } from '../../scripts/generate-scripts-table.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { companyBranch, companyCore, normalizedCompany } from '../../shared/normalize/company.ts'
import { foldScript, foldWord } from '../../shared/normalize/fold.ts'
import { keyAgrees, namesOf, strongKeys } from '../../shared/normalize/keys.ts'
import { normalizedPerson, personsAgree } from '../../shared/normalize/person.ts'
import { cityIn } from '../../shared/normalize/regions.ts'

describe('script, width and case', () => {
  test('Traditional meets Simplified', () => {
    expect(foldScript('臺灣凱菲爾塑膠製品ＡＢ')).toBe('台湾凯菲尔塑胶制品ab')
    expect(foldWord(' Cell-Phone (No.) ')).toBe('cellphoneno')
  })
  test('the generated table is what opencc-js says today', () => {
    const quoted = (text: string) => [...text.matchAll(/'([^']*)'/gu)].map((m) => m[1])
    const kept = readFileSync(projectFile('shared/normalize/simplified.generated.ts'), 'utf8')
    expect(quoted(kept)).toEqual(quoted(scriptsTableSource()))
  })
})

describe('two spellings of one company are equal', () => {
  test.each([
    ['上海市诗悦餐饮管理有限公司', '上海诗悦餐饮管理有限责任公司'],
    ['凱菲爾塑膠製品有限公司', '凯菲尔塑胶制品有限公司'],
    ['蓝 泡 泡 照 明 有 限 公 司', '蓝泡泡照明有限公司'],
    ['青软软件（北京）有限公司', '北京市青软软件有限公司'],
    ['广东省深圳市华达机械有限公司', '深圳华达机械有限公司'],
    ['华达机械有限公司第五分公司', '华达机械有限公司第5分公司'],
    ['12. 华达机械有限公司-已成交', '华达机械有限公司'],
    ['Huada Machinery Co., Ltd.', 'HUADA MACHINERY COMPANY LIMITED'],
  ])('%s', (a, b) => {
    expect(normalizedCompany(a)).toBe(normalizedCompany(b))
  })
})

describe('different companies stay different', () => {
  test.each([
    ['华达机械有限公司', '华达机械股份有限公司'],
    ['华达机械有限公司', '华达机械有限公司广州分公司'],
    ['华达机械有限公司广州分公司', '华达机械有限公司深圳分公司'],
    ['苏州华达有限公司', '宿州华达有限公司'],
    ['福州华达有限公司', '抚州华达有限公司'],
    ['华达商贸有限公司', '华达集团'],
    ['华达1号店', '华达2号店'],
  ])('%s and %s', (a, b) => {
    expect(normalizedCompany(a)).not.toBe(normalizedCompany(b))
  })
  test('the core is brand and trade, the branch is named', () => {
    expect(companyCore('深圳市华达机械有限公司广州分公司')).toBe('华达机械')
    expect(companyBranch('深圳市华达机械有限公司广州分公司')).toBe('广州')
    expect(companyBranch('华达佛山第五分公司')).toBe('佛山5')
    expect(companyCore('阿里巴巴（中国）有限公司')).toBe('阿里巴巴')
  })
})

test.each([
  ['广东省深圳市福田区深南大道1号', '深圳'],
  ['中国江苏省苏州市昆山市工业路19号', '苏州'],
  ['上海虹口区黄河路503号', '上海'],
  ['成都都江堰市深南大道461号', '成都'],
  ['新疆维吾尔自治区阿勒泰地区富蕴县', '阿勒泰'],
  ['湖北省恩施土家族苗族自治州恩施市', '恩施'],
  ['吉林省吉林市永吉县', '吉林'],
  ['臺北市信義區', '台北'],
  ['香港九龍', '香港'],
  ['中山路61号', null],
  ['即墨区民生路529号', null],
])('%s lies in %s', (address, city) => {
  expect(cityIn(foldScript(address))).toBe(city)
})

describe('persons', () => {
  test.each([
    ['宋磊思经理', '宋磊思', true],
    ['彭老板', '彭建民', true],
    ['小彭', '彭建民', true],
    ['欧阳经理', '欧阳娜', true],
    ['歐陽娜', '欧阳娜', true],
    ['Mr. Wang Wei', 'Wei Wang', true],
    ['Wang Wei', '王伟', true],
    ['彭建民', '彭建国', false],
    ['彭老板', '王建民', false],
    ['欧阳娜', '欧娜', false],
  ])('%s and %s', (a, b, agree) => {
    expect(personsAgree(normalizedPerson(a), normalizedPerson(b))).toBe(agree)
  })
})

describe('the strong keys of a customer', () => {
  const keysOf = (values: Parameters<typeof strongKeys>[0]) =>
    strongKeys(values).map(({ key }) => key)
  test('are his valid codes, name and city, numbers and addresses', () => {
    expect(
      keysOf({
        kind: 'org',
        name: '深圳市华达机械有限公司',
        credit_code: '91330100799655058B',
        phone: '+862842718095;ext=26',
        'contact.mobile': '+8613912345671; +862842718095',
        email: 'Wang@huada.com',
      }),
    ).toEqual([
      'credit:91330100799655058B',
      'name:深圳华达机械有限公司|深圳',
      'mobile:+8613912345671',
      'phone:+862842718095',
      'email:wang@huada.com',
    ])
  })
  test('are never what is invalid, a placeholder or a person’s name', () => {
    expect(
      keysOf({
        kind: 'person',
        name: '王伟',
        credit_code: '91330100799655058C',
        phone: '135 156392815',
        'contact.mobile': '+8613800000000',
        email: 'info@huada.com',
      }),
    ).toEqual([])
  })
  test('name the city of the field, else of the address, else of the name', () => {
    const name = (values: object) => keysOf({ kind: 'org', name: '华达机械有限公司', ...values })
    expect(name({ city: '深圳市', address: '广州市天河区' })).toEqual([
      'name:华达机械有限公司|深圳',
    ])
    expect(name({ address: '广州市天河区' })).toEqual(['name:华达机械有限公司|广州'])
    expect(name({})).toEqual(['name:华达机械有限公司|'])
  })
})

describe('a shared phone makes one customer only where the names agree', () => {
  const agrees = (a: object, b: object) => keyAgrees('mobile', namesOf({ ...a }), namesOf({ ...b }))
  test.each([
    [{ name: '深圳华达机械有限公司' }, { name: '华达机械' }, true],
    [{ name: '深圳华达机械有限公司' }, { name: '华达' }, true],
    [{ name: '深圳华达机械有限公司' }, { name: '恒源贸易有限公司' }, false],
    [{ name: '华达商贸有限公司' }, { name: '华达集团' }, false],
    [{ name: '华达有限公司广州分公司' }, { name: '华达有限公司' }, false],
    [{ name: '华达机械' }, { name: 'Huada Machinery', 'contact.name': '王伟' }, true],
    [
      { name: '华达机械', 'contact.name': '王伟' },
      { name: 'Huada', 'contact.name': '李四' },
      false,
    ],
    [{ kind: 'person', name: '王伟' }, { kind: 'person', name: '王经理' }, true],
    [{ kind: 'person', name: '王伟' }, { kind: 'person', name: '李伟' }, false],
    [{ kind: 'person', name: '王伟' }, { name: '华达机械', 'contact.name': '王伟' }, true],
    [{ kind: 'person', name: '王伟' }, { name: '华达机械' }, true],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(agrees(a, b)).toBe(expected)
  })
  test('an equal credit code needs no name', () => {
    expect(keyAgrees('credit', namesOf({ name: '华达' }), namesOf({ name: '恒源' }))).toBe(true)
  })
})
