// Names as people shorten them, areas for addresses, and what silence counts in a group (SPEC.md).
import { describe, expect, test } from 'vitest'

import { judge, judging, linkScore } from '../../../shared/match/judge.ts'
import { matchList } from '../../../shared/match/match-list.ts'
import { noCounts } from '../../../shared/match/counts.ts'
import { toMatchRecord, type MatchRow } from '../../../shared/match/record.ts'
import { judgeRows, levelOf, nameLevel } from './rows.ts'

const read = (row: MatchRow) => toMatchRecord(row)

describe('short names', () => {
  test.each([
    ['浙江大华技术股份有限公司', '大华技术股份'],
    ['洋河股份', '江苏洋河股份有限公司'],
  ])('M2 %s and %s: 股份 alone is a legal form', (a, b) => {
    expect(read({ company: b }).organisation?.core).toBe(read({ company: a }).organisation?.core)
    expect(read({ company: b }).organisation?.form).toBe('股份有限公司')
  })
  test.each([
    ['双汇集团漯河物流有限公司', '双汇物流有限公司'],
    ['吉利控股集团汽车销售有限公司', '吉利汽车销售有限公司'],
  ])('M2 %s is a firm of the group: %s', (a, b) => {
    expect(nameLevel(a, b)).toBe('same')
    expect(read({ company: a }).organisation?.isGroup).toBe(false)
  })
  test('M2 a group’s own name stays one', () => {
    expect(read({ company: '上海锦江航运(集团)有限公司' }).organisation).toMatchObject({
      core: '锦江航运',
      isGroup: true,
    })
  })
  test.each([
    ['佛山市南海区金达铝业有限公司', '南海金达铝业', 'same'],
    ['潍坊市昌乐县宏源防水材料厂', '昌乐宏源防水材料', 'same'],
    ['佛山市南海区金达铝业有限公司', '顺德金达铝业', 'similar'],
    ['佛山市南海区南海铝业有限公司', '南海铝业', 'same'],
  ])('M3 the district may stand before the brand: %s and %s: %s', (a, b, level) => {
    expect(nameLevel(a, b)).toBe(level)
    expect(nameLevel(b, a)).toBe(level)
  })
  test.each([
    ['迈瑞生物医疗电子有限公司', '迈瑞医疗有限公司', 'shorter'],
    ['迈瑞生物科技有限公司', '迈瑞科技有限公司', 'otherTrade'],
    ['迈瑞生物医疗电子有限公司', '迈瑞教育有限公司', 'otherTrade'],
  ])('M22 one telling trade of several stands for all: %s and %s: %s', (a, b, level) => {
    expect(nameLevel(a, b)).toBe(level)
  })
  test.each([
    ['青啤', '青岛啤酒股份有限公司', 'weak'],
    ['武钢集团', '武汉钢铁集团有限公司', 'weak'],
    ['青钢', '武汉钢铁集团有限公司', 'otherBrand'],
  ])('M24 a short name may take from the place: %s and %s: %s', (a, b, level) => {
    expect(nameLevel(a, b)).toBe(level)
  })
  test('M41 a branch that does not say which is doubt, not proof', () => {
    const named = { company: '华达机械有限公司佛山分公司' }
    expect(levelOf('branch', { company: '华达机械分公司' }, named)).toBe('silent')
    expect(levelOf('branch', { company: '华达机械有限公司广州分公司' }, named)).toBe('different')
    expect(levelOf('branch', { company: '华达机械有限公司' }, named)).toBe('headAndBranch')
  })
})

describe('addresses', () => {
  test('M21 addresses in two scripts are not compared', () => {
    const han = { address: ['青岛市市北区登州路56号'] }
    expect(levelOf('address', han, { address: ['56 Dengzhou Road'] })).toBe(undefined)
  })
  test.each([
    ['北京市丰台区方庄', '北京丰台方庄路2号', undefined],
    ['宿迁市洋河新区', '宿迁洋河新区中大街118号', undefined],
    ['北京市丰台区方庄路', '北京丰台蒲黄榆路2号', 'different'],
  ])('M17 an area holds many roads: %s and %s: %s', (a, b, level) => {
    expect(levelOf('address', { address: [a] }, { address: [b] })).toBe(level)
  })
})

describe('persons who look alike', () => {
  const home = { address: ['7 Lake Road'], city: 'Holland', phones: ['555-496-9000'] }
  test('M44 another given name and quite another day of birth are two of one home', () => {
    const eric = { ...home, given: 'Eric', surname: 'Berg', born: '1975-08-12' }
    const other = { ...home, given: 'Erika', surname: 'Berg', born: '1978-02-25' }
    expect(judgeRows(eric, other).outcome).not.toBe('same')
    expect(judgeRows(eric, { ...other, born: '1975-08-12', given: 'Erik' }).outcome).toBe('same')
  })
  test('M44 twins with numbers bought together are two', () => {
    const born = '2000-10-10'
    const twin = { person: '刘思思', phones: ['15000050001'], born }
    expect(judgeRows(twin, { person: '刘思琪', phones: ['15000050002'], born }).outcome).not.toBe(
      'same',
    )
    expect(judgeRows(twin, { ...twin, phones: ['15000050002'] }).outcome).toBe('same')
  })
  test('M6 a double surname may stand alone', () => {
    expect(read({ person: '司马' }).person).toMatchObject({ surname: '司马', given: '' })
    const phones = ['13522220001']
    expect(judgeRows({ person: '司马南', phones }, { person: '司马', phones }).outcome).toBe('same')
  })
  test('M44 where neither word is the same, half of a day of birth does not make them one', () => {
    const sarah = {
      given: 'Sarah',
      surname: 'Johnson',
      born: '1982-04-04',
      phones: ['512-555-0160'],
    }
    const sara = {
      given: 'Sara',
      surname: 'Johnston',
      born: '1982-09-14',
      phones: ['512-555-0177'],
    }
    expect(judgeRows(sarah, sara).outcome).not.toBe('same')
  })
})

describe('groups', () => {
  const reached = { phones: ['0755-27889911'], emails: ['wang.optics@163.com'] }
  const both = { ...reached, company: '晶锐光学有限公司', websites: ['jingrui.com'] }
  const name = { company: '晶锐光学', websites: ['jingrui.com'] }
  const number = { ...reached, company: 'Brilliant Optics' }
  const score = (a: MatchRow, b: MatchRow) => {
    const judgement = judge(read(a), read(b), judging(noCounts))
    return [judgement.score, linkScore(judgement)] as const
  }
  test('M60 a pair that nothing speaks against hardly counts against a group', () => {
    const [own, counted] = score(name, number)
    expect(own).toBeLessThan(-4)
    expect(counted).toBe(-1)
    const { clusters } = matchList([both, name, number].map(read))
    expect(clusters).toEqual([0, 0, 0])
  })
  test('M60 one that something speaks against counts as it scores', () => {
    const [own, counted] = score(name, { company: '晶锐食品有限公司' })
    expect(counted).toBe(own)
    expect(own).toBeLessThan(-4)
    const [same, linked] = score(name, both)
    expect(linked).toBe(same)
  })
})
