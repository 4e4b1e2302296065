// Kinds of rows that no labelled set has (SPEC.md, M27): what a person says of each pair at a glance.
import { describe, expect, test } from 'vitest'

import type { Outcome } from '../../../shared/match/judge.ts'
import type { MatchRow } from '../../../shared/match/record.ts'
import { judgeRows } from './rows.ts'

const firm = (company: string, more: MatchRow = {}): MatchRow => ({ company, ...more })
const person = (name: string, more: MatchRow = {}): MatchRow => ({ person: name, ...more })
const textOf = (row: MatchRow): string => Object.values(row).flat().join(' ')

type Pair = readonly [outcome: Outcome, a: MatchRow, b: MatchRow]
const kinds: Readonly<Record<string, readonly Pair[]>> = {
  'legal forms and short names': [
    ['same', firm('中国建设银行股份有限公司深圳市分行'), firm('建设银行深圳分行')],
    [
      'same',
      firm('华为技术有限公司', { city: '深圳' }),
      firm('华为技术有限责任公司', { city: '深圳' }),
    ],
    ['same', firm('上海市锦江航运(集团)有限公司'), firm('上海锦江航运集团有限公司')],
    [
      'same',
      firm('广州白云山医药集团股份有限公司'),
      firm('白云山医药集团股份公司', { city: '广州' }),
    ],
    [
      'same',
      firm('浙江吉利控股集团有限公司'),
      firm('浙江吉利控股集团', { phones: ['0571-87766217'] }),
    ],
    ['same', firm('义乌市双童日用品有限公司'), firm('双童日用品（义乌）有限公司')],
    [
      'same',
      firm('昆山金石电子有限公司'),
      firm('苏州金石电子有限公司', { phones: ['13962512345'] }),
    ],
    ['different', firm('昆山金石电子有限公司'), firm('昆山锦绣电子有限公司')],
    [
      'different',
      firm('昆山金石电子有限公司', { phones: ['0512-57301122'] }),
      firm('昆山锦绣纺织有限公司', { phones: ['0512-57308899'] }),
    ],
  ],
  'shops and branches': [
    [
      'related',
      firm('国药控股国大药房有限公司第12门店', { city: '上海' }),
      firm('国药控股国大药房有限公司第15门店', { city: '上海' }),
    ],
    ['related', firm('海底捞火锅（中山路店）'), firm('海底捞火锅（解放路店）')],
    ['related', firm('如家酒店北京西站店'), firm('如家酒店北京国贸店')],
    ['related', firm('老百姓大药房一分店'), firm('老百姓大药房二分店')],
    ['related', firm('全聚德烤鸭店王府井店'), firm('全聚德烤鸭店前门店')],
  ],
  'hospitals and schools': [
    ['different', firm('深圳市第一人民医院'), firm('深圳市第二人民医院')],
    ['same', firm('深圳市第二人民医院'), firm('深圳第2人民医院')],
    ['different', firm('杭州市第十四中学'), firm('杭州市第四中学')],
    ['different', firm('昆山市第一中学'), firm('昆山市第二中学')],
    ['different', firm('南京市实验小学'), firm('苏州市实验小学')],
    ['different', firm('武汉市中医医院'), firm('武汉市中心医院')],
  ],
  'government offices': [
    ['different', firm('深圳市南山区税务局'), firm('深圳市福田区税务局')],
    ['different', firm('昆山市人民政府'), firm('常熟市人民政府')],
    ['different', firm('昆山市公安局'), firm('昆山市教育局')],
  ],
  persons: [
    [
      'same',
      person('王建国经理', { phones: ['13912345670'] }),
      person('王建国', { phones: ['13912345670'] }),
    ],
    [
      'same',
      person('王总', { phones: ['13912345670'] }),
      person('王建国', { phones: ['13912345670'] }),
    ],
    [
      'same',
      person('Dr. John Smith', { emails: ['john.smith@acme.com'] }),
      person('John Smith', { emails: ['john.smith@acme.com'] }),
    ],
    [
      'same',
      person('陈志明', { emails: ['cm.chan@hk.com'], phones: ['+852 9123 4567'] }),
      person('Chan Chi Ming', { emails: ['cm.chan@hk.com'], phones: ['91234567'] }),
    ],
    [
      'same',
      { given: 'Mary', surname: 'Jones', emails: ['mary@jones.org'], born: '1980-03-04' },
      { given: 'Mary', surname: 'Smith', emails: ['mary@jones.org'], born: '1980-03-04' },
    ],
    [
      'same',
      person('陳美玲', { born: '1985-01-02', phones: ['0912-345-678'] }),
      person('林陳美玲', { born: '1985-01-02', phones: ['0912345678'] }),
    ],
    [
      'related',
      person('张伟', {
        address: ['上海市长宁区延安西路1200号3号楼502室'],
        phones: ['021-62801234'],
      }),
      person('李娜', {
        address: ['上海市长宁区延安西路1200号3号楼502室'],
        phones: ['021-62801234'],
      }),
    ],
    [
      'related',
      {
        given: 'John',
        surname: 'Miller',
        address: ['12 Oak Street'],
        city: 'Springfield',
        phones: ['217-555-8842'],
      },
      {
        given: 'Anna',
        surname: 'Miller',
        address: ['12 Oak St'],
        city: 'Springfield',
        phones: ['217-555-8842'],
      },
    ],
    ['different', person('张伟', { city: '上海' }), person('张伟', { city: '北京' })],
    [
      'different',
      person('张伟', { phones: ['13912345670'] }),
      person('李强', { phones: ['13912345671'] }),
    ],
    [
      'related',
      person('王建国', { phones: ['13912345670'] }),
      person('王小红', { phones: ['13912345670'] }),
    ],
  ],
  'Japanese and Korean firms': [
    ['same', firm('松下电器（中国）有限公司'), firm('松下电器中国有限公司')],
    ['different', firm('三星电子（苏州）半导体有限公司'), firm('三星电子（天津）有限公司')],
    ['different', firm('丰田汽车（中国）投资有限公司'), firm('本田汽车（中国）投资有限公司')],
    ['same', firm('LG化学（南京）信息电子材料有限公司'), firm('南京LG化学信息电子材料有限公司')],
    ['same', firm('株式会社日立制作所'), firm('日立制作所')],
    ['same', firm('현대자동차 주식회사'), firm('현대자동차(주)')],
    [
      'same',
      firm('Toyota Motor Corporation Kabushiki Kaisha', { phones: ['03-3817-7111'] }),
      firm('Toyota Motor Corp', { phones: ['03-3817-7111'] }),
    ],
  ],
  'English names': [
    [
      'same',
      firm('Smith & Sons Plumbing Ltd t/a Rapid Drains', { phones: ['020 7946 0958'] }),
      firm('Smith and Sons Plumbing Limited', { phones: ['02079460958'] }),
    ],
    [
      'same',
      firm('Global Foods Inc. dba Taco Town', { phones: ['312-555-0188'] }),
      firm('Taco Town', { phones: ['(312) 555-0188'] }),
    ],
    ['same', firm('The Coffee Bean & Tea Leaf'), firm('Coffee Bean and Tea Leaf, The')],
    [
      'different',
      firm('First National Bank of Omaha', { city: 'Omaha' }),
      firm('First National Bank of Texas', { city: 'Killeen' }),
    ],
    [
      'different',
      firm('Marriott Hotel Boston', { city: 'Boston' }),
      firm('Marriott Hotel Chicago', { city: 'Chicago' }),
    ],
    [
      'different',
      firm("McDonald's #1234", { city: 'Austin', phones: ['512-555-0101'] }),
      firm("McDonald's #5678", { city: 'Austin', phones: ['512-555-0202'] }),
    ],
    [
      'same',
      firm('IBM Corp', { websites: ['ibm.com'] }),
      firm('International Business Machines Corporation', { websites: ['www.ibm.com'] }),
    ],
  ],
  'Hong Kong and Taiwan': [
    [
      'same',
      firm('台灣積體電路製造股份有限公司', { phones: ['03-5636688'] }),
      firm('台積電', { phones: ['035636688'] }),
    ],
    ['same', firm('統一超商股份有限公司'), firm('统一超商股份有限公司')],
    [
      'same',
      firm('和記黃埔有限公司', { city: '香港' }),
      firm('和记黄埔有限公司', { city: '香港' }),
    ],
    ['different', firm('大昌行集團有限公司'), firm('大昌建築有限公司')],
    [
      'same',
      firm('陳記茶餐廳', { address: ['香港九龍彌敦道123號'], phones: ['2345 6789'] }),
      firm('陈记茶餐厅', { address: ['九龙弥敦道123号'], phones: ['+852 23456789'] }),
    ],
  ],
  'relatives and neighbours': [
    [
      'same',
      firm('宁波方太厨具有限公司', { city: '慈溪' }),
      firm('方太厨具有限公司', { city: '宁波' }),
    ],
    [
      'related',
      firm('江苏恒力集团有限公司', { phones: ['0512-63838299'] }),
      firm('恒力石化（大连）有限公司', { phones: ['0512-63838299'] }),
    ],
    [
      'different',
      firm('张家港华达机械有限公司', { phones: ['0512-58301111'] }),
      firm('常熟华达机械有限公司', { phones: ['0512-52301111'] }),
    ],
    [
      'same',
      firm('个体工商户李红梅服装店', { phones: ['13812349876'] }),
      firm('李红梅服装店', { phones: ['13812349876'] }),
    ],
    [
      'related',
      firm('上海晨光文具股份有限公司', { person: '陈湖雄', phones: ['13701234567'] }),
      firm('晨光控股集团', { person: '陈湖雄', phones: ['13701234567'] }),
    ],
    ['different', firm('中国平安人寿保险股份有限公司'), firm('中国平安财产保险股份有限公司')],
    ['different', firm('中国人寿保险股份有限公司'), firm('新华人寿保险股份有限公司')],
    ['different', firm('北京市朝阳区第一幼儿园'), firm('北京市海淀区第一幼儿园')],
  ],
}

describe('rows of other kinds', () => {
  test.each(
    Object.entries(kinds).flatMap(([kind, pairs]) =>
      pairs.map(([outcome, a, b]) => [kind, textOf(a), textOf(b), outcome, a, b] as const),
    ),
  )('M27 %s: %s and %s are %s', (_kind, _a, _b, outcome, a, b) => {
    expect(judgeRows(a, b).outcome).toBe(outcome)
    expect(judgeRows(b, a).outcome).toBe(outcome)
  })
})
