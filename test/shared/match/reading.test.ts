// What is read of a row (SPEC.md, M1 to M19).
import { describe, expect, test } from 'vitest'

import { mapColumns, toMatchRow } from '../../../shared/match/columns.ts'
import { toMatchRecord, type MatchRow } from '../../../shared/match/record.ts'
import { levelOf, nameLevel } from './rows.ts'

const read = (row: MatchRow) => toMatchRecord(row)

describe('company names', () => {
  test.each([
    ['凱菲爾塑膠製品有限公司', '凯菲尔塑胶制品有限公司'],
    ['ＡＢＣ电子有限公司', 'abc电子有限公司'],
    ['蓝 泡 泡 照 明 有 限 公 司', '蓝泡泡照明有限公司'],
  ])('M1 %s and %s are one name', (a, b) => {
    expect(nameLevel(a, b)).toBe('same')
  })
  test('M2 a name is brand, trade, form, place and branch', () => {
    expect(read({ company: '深圳市华达机械设备有限公司广州分公司' }).organisation).toMatchObject({
      brand: '华达',
      trades: ['机械设备'],
      form: '有限公司',
      places: ['深圳'],
      branch: '广州',
    })
  })
  test.each([
    ['华达机械有限责任公司', '华达机械有限公司'],
    ['12. 华达机械有限公司-已成交', '华达机械有限公司'],
    ['华达机械有限公司-采购部', '华达机械有限公司'],
  ])('M2 %s is %s', (a, b) => {
    expect(nameLevel(a, b)).toBe('same')
    expect(levelOf('form', { company: a }, { company: b })).toBe('same')
  })
  test.each([
    ['青软软件（北京）有限公司', '北京市青软软件有限公司'],
    ['黔西南布依族苗族瀚铭化工有限公司', '瀚铭(黔西南)化工有限公司'],
    ['华达机械有限公司', '广东省深圳市华达机械有限公司'],
  ])('M3 %s and %s differ in the place only', (a, b) => {
    expect(nameLevel(a, b)).toBe('same')
  })
  test.each([
    ['昆山金石电子有限公司', '昆山', '金石'],
    ['江苏昆山金石电子', '昆山', '金石'],
    ['津市市华达电子有限公司', '津市', '华达'],
    ['永安市康达木业有限公司', '永安', '康达'],
    ['福建永安康达木业有限公司', '永安', '康达'],
    ['仙桃华达纺织有限公司', '仙桃', '华达'],
  ])('M3 %s lies in the county-level city %s, its brand is %s', (company, place, brand) => {
    expect(read({ company }).organisation).toMatchObject({ places: [place], brand })
  })
  test.each([
    ['永安保险有限公司', '永安'],
    ['福建永安保险有限公司', '永安'],
    ['同仁堂药业有限公司', '同仁堂'],
    ['大安康健科技有限公司', '大安康健'],
    ['合作市场管理有限公司', '合作市场'],
    ['深圳昆山电子有限公司', '昆山'],
    ['东方电气有限公司', '东方'],
  ])('M3 in %s the brand is %s, though a county-level city is called so', (company, brand) => {
    expect(read({ company }).organisation?.brand).toBe(brand)
  })
  test('M3 a city and a county-level city in it do not contradict, two county-level cities do', () => {
    const at = (place: string) => ({ company: `${place}华达机械有限公司` })
    expect(levelOf('city', at('昆山'), at('苏州'))).toBe('within')
    expect(levelOf('city', at('昆山'), at('江苏'))).toBe('within')
    expect(levelOf('city', at('昆山'), { ...at(''), city: '苏州市' })).toBe('within')
    expect(levelOf('city', { city: '昆山' }, { city: '苏州' })).toBe('same')
    expect(levelOf('city', at('昆山'), at('常熟'))).toBe('apart')
    expect(levelOf('city', at('昆山'), { company: 'Kunshan Huada Machinery' })).toBe('same')
    expect(levelOf('city', at('昆山'), { company: 'Huada Machinery (Kunshan) Co.' })).toBe('same')
    expect(read({ company: '鑫达模具厂 东莞' }).organisation).toMatchObject({
      core: '鑫达模具',
      places: ['东莞'],
    })
  })
  test('M3 Kunshan is a place before a brand, Kaili Electronics is a brand', () => {
    expect(read({ company: 'Kunshan Jinshi Electronics' }).organisation?.sound).toBe('jinshi')
    expect(read({ company: 'Kaili Electronics' }).organisation?.sound).toBe('kaili')
    expect(read({ company: 'Yiwu Electronics' }).organisation?.sound).toBe('yiwu')
  })
  test.each([
    ['全聚德烤鸭店王府井店', '王府井店'],
    ['国大药房第12门店', '12'],
    ['老百姓大药房二分店', '2'],
  ])('M2 %s is the shop %s', (company, branch) => {
    expect(read({ company }).organisation?.branch).toBe(branch)
  })
  test.each([
    ['佛山市乙连电子有限公司', 'Foshan Yilian Electronics Co.,Ltd'],
    ['海豚妈妈印刷有限公司', 'Haitunmama Yinshua Limited'],
    ['吉香居医疗器械有限公司', 'Jixiangju Medical Devices CO LTD'],
    ['恒信科技有限公司', 'Hengxin'],
  ])('M4 %s meets %s', (a, b) => {
    expect(nameLevel(a, b)).toBe('latin')
  })
  test.each([
    ['Acme Trading Ltd, Leeds Branch', 'leeds'],
    ['Huada Machinery Shanghai Office', 'shanghai'],
    ['Acme Co. Ltd Leeds Branch', 'leeds'],
    ['Dorothy Sutton Branch', ''],
  ])('M4 the branch of %s is "%s"', (typed, branch) => {
    expect(read({ company: typed }).organisation?.branch).toBe(branch)
  })
  test.each(['苏州', '宿州'])('M5 Suzhou can be %s and contradicts nothing', (city) => {
    const han = { company: `${city}市华达机械有限公司` }
    expect(levelOf('city', han, { company: 'Suzhou Huada Machinery Co Ltd' })).toBe('same')
    expect(
      levelOf('city', { company: '杭州华达机械有限公司' }, { company: 'Suzhou Huada Ltd' }),
    ).toBe(undefined)
  })
  test.each([
    ['Fuzhou', ['福州', '抚州']],
    ['Taizhou', ['台州', '泰州']],
  ])('M5 %s is a set', (word, places) => {
    const found = read({ company: `${word} Huada Machinery` }).organisation?.places ?? []
    expect(found.toSorted()).toEqual(places.toSorted())
  })
})

describe('persons', () => {
  test.each([
    ['宋磊思经理', '宋', '磊思'],
    ['欧阳经理', '欧阳', ''],
    ['歐陽娜', '欧阳', '娜'],
    ['周文（采购）', '周', '文'],
    ['王芳销售经理', '王', '芳'],
  ])('M6 %s is %s %s', (typed, surname, given) => {
    expect(read({ person: typed }).person).toMatchObject({ surname, given })
  })
  test.each(['小彭', '阿彭', '彭老板', 'Mr Peng', 'Ms. Peng'])(
    'M7 %s says the surname only',
    (typed) => {
      const { person } = read({ person: typed })
      expect(person?.surnameSound).toBe('peng')
      expect(person?.given).toBe('')
    },
  )
  test('M8 Latin names in either order, with initials, short forms and slips', () => {
    const given = (a: string, b: string) =>
      levelOf('given', { given: a, surname: 'Smith' }, { given: b, surname: 'Smith' })
    expect(given('Robert', 'Bob')).toBe('nickname')
    expect(given('Robert', 'R')).toBe('initial')
    expect(given('Robert', 'Robret')).toBe('close')
    expect(given('Hugo', 'Hogu')).toBe('similar')
    expect(given('Robert', 'Mary')).toBe('different')
    expect(levelOf('given', { person: 'Alan Robert' }, { person: 'Robert Alan' })).toBe('swapped')
  })
  test.each([
    ['陈大文', 'Chan Tai Man'],
    ['黄大文', 'Tai Man Wong'],
    ['謝大文', 'Tse Tai-man'],
    ['王伟', 'Wang Wei'],
  ])('M9 %s meets %s', (han, latin) => {
    expect(levelOf('surname', { person: han }, { person: latin })).toBe('sound')
  })
})

describe('reach', () => {
  test.each([
    ['+86 139 1234 5671', ['13912345671'], []],
    ['013912345671', ['13912345671'], []],
    ['86-571-74428666转123', [], ['57174428666']],
    ['0757 7202 3237ext.894', [], ['75772023237']],
    ['59758282#437', [], ['59758282']],
    ['13685120349、0592-48192213', ['13685120349'], ['59248192213']],
  ])('M10 %s', (typed, mobiles, lines) => {
    expect(read({ phones: [typed] })).toMatchObject({ mobiles, lines })
  })
  test('M10 a line meets itself without its area code', () => {
    expect(levelOf('line', { phones: ['0571-74428666'] }, { phones: ['74428666转2'] })).toBe('same')
  })
  test.each([
    ['+886-2-5799-2635', '(02)5799-2635'],
    ['+852 2812 9370', '28129370'],
    ['00852-2812 9370', '2812-9370'],
  ])('M11 %s is %s', (a, b) => {
    expect(levelOf('line', { phones: [a] }, { phones: [b] })).toBe('same')
    expect(read({ phones: [a] }).mobiles).toEqual([])
  })
  test.each(['无', '-', '未知', 'N/A', '暂无', '没有', 'unknown', '/'])(
    'M12 %s is empty',
    (typed) => {
      expect(read({ company: typed, person: typed, phones: [typed], emails: [typed] })).toEqual(
        read({}),
      )
    },
  )
  test.each(['个人', '個體戶', 'Self-employed', '有限公司'])('M12 %s is no company', (typed) => {
    expect(read({ company: typed }).organisation).toBe(null)
  })
  test('M12 numbers and mailboxes that fill a cell are empty', () => {
    expect(read({ phones: ['13800000000', '12345678', '00000000'], postcode: '000000' })).toEqual(
      read({}),
    )
    expect(read({ emails: ['info@huada.com', 'test@test.com'] }).mails).toEqual([])
  })
  test.each([
    ['1426541600@qq.con', '1426541600', 'qq.com'],
    ['mailto:Wang@HUADA.com', 'wang', 'huada.com'],
    ['2992902179@vip.qq.com', '2992902179', 'qq.com'],
  ])('M13 %s', (typed, user, domain) => {
    expect(read({ emails: [typed] }).mails).toEqual([{ user, domain }])
  })
  test('M13 a role mailbox says the domain of the firm, a provider none', () => {
    expect(read({ emails: ['info@huada.com'] }).domains).toEqual(['huada.com'])
    expect(read({ emails: ['wang@163.com'] }).domains).toEqual([])
  })
  test.each([
    ['http://www.huada.com.cn/index.html', ['huada.com.cn']],
    ['HUADA.COM', ['huada.com']],
    ['https://shop.1688.com/huada', []],
    ['Yes', []],
  ])('M14 %s', (typed, domains) => {
    expect(read({ websites: [typed] }).domains).toEqual(domains)
  })
  test('M15 look-alikes in a credit code are digits, and the check character decides', () => {
    expect(read({ creditCode: '9133O1OO799655O58B' }).code).toEqual({
      code: '91330100799655058B',
      isValid: true,
    })
    expect(read({ creditCode: '91330100799655058C' }).code?.isValid).toBe(false)
  })
  test.each(['1990-05-12', '12/05/1990', '19900512', '1990年5月12日', '1990/5/12', '12.05.1990'])(
    'M16 %s is one day',
    (typed) => {
      expect(read({ born: typed }).born).toBe('19900512')
    },
  )
  test('M16 day and month swapped, or a slip, are near', () => {
    expect(levelOf('born', { born: '1990-05-12' }, { born: '1990-12-05' })).toBe('close')
    expect(levelOf('born', { born: '1990-05-12' }, { born: '1990-05-21' })).toBe('close')
  })
  const address = (a: string, b: string) => levelOf('address', { address: [a] }, { address: [b] })
  test('M17 Chinese addresses by road, number and room', () => {
    const full = '浙江省宁波市奉化区文化路332号创业中心6楼603室'
    expect(address(full, '宁波奉化区文化路332#创业中心603')).toBe('room')
    expect(address(full, '文化路332号创业中心六楼')).toBe('room')
    expect(address(full, '宁波市奉化区文化路332号')).toBe('door')
    expect(address(full, '宁波市奉化区文化路512号')).toBe('otherNumber')
    expect(address(full, '宁波市奉化区人民路332号')).toBe('number')
  })
  test('M17 Western addresses in short forms, with ranges', () => {
    expect(address('435 S. La Cienega Boulevard', '435 south la cienega blvd')).toBe('door')
    expect(address('516-18 E. 43rd St', '518 East 43rd Street')).toBe('door')
    expect(address('12 Main Street, Suite 5', '12 Main St #6')).toBe('otherRoom')
    expect(address('12 Main Street', '98 Oak Road')).toBe('different')
  })
  test('M18 a company in the column of the person is the company', () => {
    const { organisation, person } = read({ company: '王伟', person: '华达机械有限公司' })
    expect(organisation?.brand).toBe('华达')
    expect(person?.surname).toBe('王')
  })
})

describe('columns', () => {
  const roles = (header: string, ...rows: readonly (readonly string[])[]) =>
    mapColumns(header.split(','), rows)
  test('M19 headers in three languages and other words', () => {
    expect(roles('公司,联系人,手机,tel,信箱,網址,地址,统一社会信用代码,cluster')).toEqual([
      'company',
      'person',
      'phones',
      'phones',
      'emails',
      'websites',
      'address',
      'creditCode',
      null,
    ])
    expect(
      roles(
        'given_name, surname, street_number, address_1, address_2, suburb, postcode, state, date_of_birth, soc_sec_id',
      ),
    ).toEqual([
      'given',
      'surname',
      'houseNumber',
      'address',
      'address',
      'city',
      'postcode',
      'region',
      'born',
      'identity',
    ])
  })
  test('M19 a name is a firm’s or a person’s by its content', () => {
    expect(roles('name,city', ['Acme Trading Ltd', 'Leeds'])[0]).toBe('company')
    expect(roles('name,phone', ['Wang Wei', '1'], ['Li Na', '2'])[0]).toBe('person')
    expect(roles('name,dob', ['JOHN SMITH', '1990-01-02'])[0]).toBe('person')
  })
  test('M19 a header that no dictionary holds is read by its parts', () => {
    expect(roles('展商名称,Tel No.,E-mail address,Town/City,传真,备注,負責業務')).toEqual([
      'company',
      'phones',
      'emails',
      'city',
      null,
      null,
      null,
    ])
    expect(roles('会社名,担当者,電話番号,住所')).toEqual(['company', 'person', 'phones', 'address'])
    expect(roles('Title,Booth,Amount')).toEqual(['company', null, null])
  })
  test('M19 a column without such a header is read by its cells', () => {
    const cells = [
      ['甲公司', 'a@b.cn', '13912345671', 'www.b.cn', '3'],
      ['乙公司', 'c@d.cn', '+86 139 1234 5672', 'www.d.cn', '4'],
      ['丙公司', '', '0512-65231234', 'https://e.cn', '5'],
      ['丁公司', 'f@g.cn', '13912345674', '', '6'],
    ]
    const found = roles('公司,x1,x2,x3,x4', ...cells)
    expect(found).toEqual(['company', 'emails', 'phones', 'websites', null])
  })
  test('M19 several columns fill one part', () => {
    expect(toMatchRow(['1', '2', ''], ['phones', 'phones', 'emails'])).toEqual({
      phones: ['1', '2'],
    })
  })
})
