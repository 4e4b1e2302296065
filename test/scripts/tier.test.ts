// Tiers from the command line, as anyone checks them without Excel: both kinds of list, all ways of writing.
import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import iconv from 'iconv-lite'
import { afterAll, describe, expect, test } from 'vitest'

import { readCsv } from '../../scripts/lib/csv.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { readAmount } from '../../scripts/lib/tier-amount.ts'
import { tierColumns } from '../../scripts/lib/tier-columns.ts'
import { dayReader } from '../../scripts/lib/tier-days.ts'
import type { TierJson } from '../../scripts/lib/tier-report.ts'
import { type TierAsked, tierFile } from '../../scripts/lib/tier-run.ts'

const folder = mkdtempSync(join(tmpdir(), 'kehu-tier-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const fixture = (name: string) => projectFile('test', 'fixtures', name)

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}
const tier = (...args: readonly string[]) =>
  new Promise<Ended>((resolve) => {
    const script = [
      '--disable-warning=ExperimentalWarning',
      projectFile('scripts', 'tier.ts'),
      ...args,
    ]
    execFile(process.execPath, script, { maxBuffer: 1e8, cwd: folder }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
/** The same in this process: what a list comes to. */
const tierJson = (file: string, asked: TierAsked & { readonly out?: string } = {}): TierJson => {
  const { tiered, csv } = tierFile(file, asked)
  if (asked.out !== undefined) writeFileSync(asked.out, csv)
  return tiered.json
}
const written = (name: string, text: string | Buffer): string => {
  const file = join(folder, name)
  writeFileSync(file, text)
  return file
}
/** tiers.csv by id. */
const tiersIn = (file: string) =>
  new Map(
    readCsv(file).rows.map(([id = '', letter, rank, value, why = '']) => [
      id,
      { tier: letter, rank, value, why },
    ]),
  )

/** Plain cuts of design §8, written anew: the oracle. */
const plainTiers = (values: readonly (number | null)[]): readonly string[] => {
  const ranked = values.filter((v) => v !== null).toSorted((a, b) => b - a)
  return values.map((v) => {
    if (v === null) return 'N'
    const middle = (ranked.indexOf(v) + ranked.lastIndexOf(v) + 2) / 2
    if (v > 0 && middle <= Math.floor(ranked.length / 5)) return 'A'
    return v <= 0 || middle > 0.7 * ranked.length ? 'C' : 'B'
  })
}

describe('a list of customers with figures', () => {
  test('every tier, rank and value is right, however the profit was written', async () => {
    const out = join(folder, 'customers.csv')
    const ended = await tier(fixture('tier-customers.csv'), '--out', out, '--json')
    expect([ended.code, ended.out.trimEnd().split('\n').length]).toEqual([0, 1])
    const json = JSON.parse(ended.out) as TierJson
    const { rows } = readCsv(fixture('tier-customers.csv'))
    const truth = rows.map((row) => (row[3] === '' ? null : Number(row[3])))
    const found = tiersIn(out)
    expect(rows.map(([id = '']) => found.get(id)?.tier)).toEqual(plainTiers(truth))
    expect(rows.map(([id = '']) => found.get(id)?.value)).toEqual(
      truth.map((v) => (v === null ? '' : String(v))),
    )
    expect(readCsv(out).header).toEqual(['id', 'tier', 'rank', 'value', 'why'])
    expect([...found.values()].every(({ why }) => why.length > 0 && why.length <= 160)).toBe(true)
    expect(found.get('K903')?.why).toContain('约三万多')
    expect(json).toMatchObject({ n: 58, ranked: 55, metric: 'profit_12m', lossMakers: 7 })
    const total = truth.reduce<number>((sum, v) => sum + (v ?? 0), 0)
    const best = truth.filter((v) => v !== null).toSorted((a, b) => b - a)
    const sum = (list: readonly number[]) => list.reduce((all, v) => all + v, 0)
    expect(json.top20Share).toBeCloseTo(sum(best.slice(0, 11)) / total, 5)
    expect(json.bottom30Share).toBeCloseTo(sum(best.slice(38)) / total, 5)
    expect(json.whalePeak?.at).toBe(45)
  })
  test('the text form says what the top fifth makes', async () => {
    const { out, err, code } = await tier(fixture('tier-customers.csv'))
    expect(code).toBe(0)
    expect(out).toMatch(/^top 20 % make \d+\.\d % of profit$/mu)
    expect(err).toContain('约三万多')
  })
  test('a policy in a file changes the cuts', async () => {
    const preset = written('p.json', '{"preset":"20/60/20"}')
    const own = written('q.json', '{"topPercent":10,"bottomPercent":10}')
    const list = fixture('tier-customers.csv')
    const [standard, fifth, tenth] = [
      tierJson(list),
      tierJson(list, { policy: preset }),
      tierJson(list, { policy: own }),
    ]
    expect(standard.tiers).toMatchObject({ A: 10, B: 28, C: 17, N: 3 })
    expect(fifth.tiers).toMatchObject({ A: 10, C: 11 })
    expect(tenth.tiers).toMatchObject({ A: 5, C: 10 })
  })
  test.each([
    ['客戶名稱;近12月利潤（萬元）', '甲;1.2\n乙;3萬', { 甲: '12000', 乙: '30000' }],
    ['Company,Net profit', 'Acme,"$1,234.50"\nBeta,US$7', { Acme: '1234.5', Beta: '7' }],
    ['公司\t销售额\t联系人', '甲\t1亿\t张三\n乙\t2千\t李四', { 甲: '100000000', 乙: '2000' }],
    ['name,margin_12m', 'a,1e3\nb,0.1', { a: '1000', b: '0.1' }],
    ['客户,毛利', '甲,100\n乙,200\n合计,300', { 甲: '100', 乙: '200' }],
  ])('%s is read', async (header, rows, values) => {
    const out = join(folder, 'read.csv')
    tierJson(written('list.csv', `\uFEFF${header}\n${rows}\n`), { out })
    expect(Object.fromEntries([...tiersIn(out)].map(([id, row]) => [id, row.value]))).toEqual(
      values,
    )
  })
  test('GB18030 is read, and without id and name a customer goes by his line', async () => {
    const out = join(folder, 'gb.csv')
    const file = written('gb-list.csv', iconv.encode('城市,利润\n北京,5\n上海,7\n', 'gb18030'))
    tierJson(file, { out })
    expect([...tiersIn(out)].map(([id, row]) => [id, row.rank])).toEqual([
      ['2', '2'],
      ['3', '1'],
    ])
  })
  test.each([
    ['nobody', 'name,profit\n', { n: 0, ranked: 0, top20Share: null, whalePeak: null }],
    ['one customer', 'name,profit\na,5\n', { n: 1, ranked: 1, tiers: { '': 1 } }],
    ['losses only', 'name,profit\na,-5\nb,-1\n', { top20Share: null, lossMakers: 2 }],
    ['no figures', 'name,profit\na,\nb,-\n', { n: 2, ranked: 0, tiers: { N: 2 } }],
  ])('of %s is answered', async (_, text, expected) => {
    expect(tierJson(written('edge.csv', text))).toMatchObject(expected)
  })
  test('below 20 ranked customers nobody has a tier, and why gives the rank', async () => {
    const out = join(folder, 'few.csv')
    const rows = Array.from({ length: 19 }, (_, i) => `c${i},${i}`).join('\n')
    const json = tierJson(written('few-list.csv', `name,profit\n${rows}\n`), { out })
    expect(json.tiers['']).toBe(19)
    expect(tiersIn(out).get('c18')).toMatchObject({ tier: '', rank: '1' })
    expect(tiersIn(out).get('c18')?.why).toContain('rank 1 of 19')
  })
  test('what a spreadsheet would take for a formula is no formula in tiers.csv', async () => {
    const out = join(folder, 'formula.csv')
    tierJson(written('formula-list.csv', 'name,profit\n=1+1,5\n'), { out })
    expect(readCsv(out).rows[0]?.[0]).toBe("'=1+1")
  })
})

describe('a list of transactions', () => {
  const parse = (text: string) => {
    const value = Number(text.replaceAll(/[,()]/gu, ''))
    return text.startsWith('(') ? -value : value
  }
  const profits = (isIn: (month: number) => boolean) => {
    const sums = new Map<string, number>()
    for (const [date = '', name = '', kind, , amount = '', margin = ''] of readCsv(
      fixture('tier-transactions.csv'),
    ).rows) {
      const id = name.replaceAll(/\s+/gu, '').toLowerCase()
      const counts = { Order: parse(margin), Return: -parse(margin), Cost: -parse(amount) }
      const add = kind === 'Payment' ? 0 : counts[kind as keyof typeof counts]
      sums.set(id, (sums.get(id) ?? 0) + (isIn(Number(date.split('/')[0])) ? add : 0))
    }
    return sums
  }
  test('is matched to customers, added up and ranked by what is left', async () => {
    const out = join(folder, 'transactions.csv')
    const json = tierJson(fixture('tier-transactions.csv'), { out })
    const truth = profits(() => true)
    const found = new Map(
      [...tiersIn(out)].map(([id, row]) => [id.replaceAll(/\s+/gu, '').toLowerCase(), row]),
    )
    expect(found.size).toBe(24)
    const ids = [...truth.keys()]
    expect(ids.map((id) => Number(found.get(id)?.value))).toEqual(
      ids.map((id) => expect.closeTo(truth.get(id) ?? 0, 6) as number),
    )
    const rounded = ids.map((id) => Math.round((truth.get(id) ?? 0) * 100))
    expect(ids.map((id) => found.get(id)?.tier)).toEqual(plainTiers(rounded))
    expect(json).toMatchObject({ n: 24, ranked: 24, metric: 'profit_12m' })
  })
  test('with a day counts the twelve months up to it, and tells who is new', async () => {
    const file = written(
      'asof.csv',
      '客户,日期,金额\n老,2024-01-05,500\n老,2025-06-01,70\n新,2025-11-30,9\n后,2026-01-02,5\n',
    )
    const out = join(folder, 'asof-out.csv')
    const json = tierJson(file, { asOf: '2025-12-31', out })
    expect(json).toMatchObject({ n: 3, ranked: 1, metric: 'sales_12m' })
    const found = tiersIn(out)
    expect(found.get('老')?.value).toBe('70')
    expect(found.get('新')).toMatchObject({ tier: 'N', value: '' })
    expect(found.get('新')?.why).toContain('新客户')
    expect(found.get('后')?.tier).toBe('N')
    expect(tierJson(file).ranked).toBe(3)
  })
  test('the same sale is counted once, and a code goes before a name', async () => {
    const out = join(folder, 'codes.csv')
    const file = written(
      'codes-list.csv',
      'customer_id,customer,date,kind,amount\nK1,Acme,2026-01-02,order,100\nK1,Acme Inc,2026-01-09,invoice,90\n' +
        ',Acme,2026-01-10,return,-10\nK2,Acme Inc,2026-01-11,订单,5\n',
    )
    tierJson(file, { out })
    expect([...tiersIn(out)].map(([id, row]) => [id, row.value])).toEqual([
      ['K1', '80'],
      ['K2', '5'],
    ])
  })
  test('other currencies count at their rate; a line without one is left out and named', async () => {
    const out = join(folder, 'fx.csv')
    const file = written(
      'fx-list.csv',
      '客户,日期,币种,汇率,金额\n甲,2026-01-02,CNY,,100\n甲,2026-01-02,USD,7.1,10\n乙,2026-01-02,USD,,10\n',
    )
    expect(tierFile(file).notices).toEqual([expect.stringContaining('USD without a rate')])
    tierJson(file, { out })
    expect(tiersIn(out).get('甲')?.value).toBe('171')
    expect(tiersIn(out).get('乙')?.tier).toBe('N')
  })
  test('amount and cost make a profit; the cost of what was sold is not taken off a margin twice', () => {
    const columns = (header: string) =>
      tierColumns(readCsv(written('h.csv', `${header}\nA,2026-01-01,1,1,1,1\n`)), undefined)
    expect(columns('Customer Name,Order Date,Sales,Profit,Cost,Order ID').form).toBe('transactions')
    expect(columns('公司,成立时间,销售额,净利润,员工人数,电话').form).toBe('customers')
    expect(columns('客户,日期,金额,毛利,成本,单号').columns).toMatchObject({
      sales_12m: { index: 2 },
      margin_12m: { index: 3 },
      cost: { index: 4 },
      ref_no: { index: 5 },
    })
  })
  test.each([
    ['customer,date,amount,cost\na,2026-01-01,100,60\nb,2026-01-01,50,60\n', { a: '40', b: '-10' }],
    ['customer,date,amount,margin,cost\na,2026-01-01,100,40,60\n', { a: '40' }],
    ['customer,date,amount,margin,cost\na,2026-01-01,100,40,5\n', { a: '35' }],
    ['customer,date,amount,profit\na,2026-01-01,100,40\na,2026-01-05,10,-3\n', { a: '37' }],
  ])('%j makes %j', async (text, values) => {
    const out = join(folder, 'cost-out.csv')
    tierJson(written('cost.csv', text), { out })
    expect(Object.fromEntries([...tiersIn(out)].map(([id, row]) => [id, row.value]))).toEqual(
      values,
    )
  })
})

describe('a header', () => {
  const found = (header: string, cells: string) =>
    tierColumns(readCsv(written('header.csv', `${header}\n${cells}\n`)), undefined)
  test.each([
    ['公司名称,年度净利润(万元)', 'a,5', { profit_12m: { index: 1, factor: 10_000 } }],
    ['Account,Net profit (12 months)', 'a,5', { profit_12m: { index: 1, factor: 1 } }],
    ['客户全称,2025年利润,利润率', 'a,5,5%', { profit_12m: { index: 1 } }],
    ['Customer Name,Annual Revenue', 'a,5', { sales_12m: { index: 1 } }],
    ['客戶名稱,淨利潤,銷售', 'a,5,王五', { name: { index: 0 }, profit_12m: { index: 1 } }],
    ['Company,Profit margin,Profit', 'a,12%,5', { profit_12m: { index: 2 } }],
  ])('%s is known', (header, cells, columns) => {
    expect(found(header, cells)).toMatchObject({ form: 'customers', columns })
  })
  test.each([
    ['购货单位,单据日期,价税合计', 'a,2026-01-05,5', 'transactions'],
    ['company,txn_date,amt', 'a,2026-01-05,5', 'transactions'],
    ['id,customer,日期,amount', '1,a,2026-01-05,5', 'transactions'],
    ['公司,成立日期,注册资本,销售额', 'a,2026-01-05,5,5', 'customers'],
    ['公司,日期,净利润', 'a,2026-01-05,5', 'customers'],
    ['公司,日期,净利润', 'a,2026-01-05,5\na,2026-01-06,5', 'transactions'],
  ])('%s is a list of %s', (header, cells, form) => {
    expect(found(header, cells).form).toBe(form)
  })
  test('that can be the line’s own number is not the customer’s', () => {
    expect(found('id,customer,date,amount', '1,a,2026-01-05,5').columns.id).toBeUndefined()
    expect(found('id,date,amount', '1,2026-01-05,5').columns.id?.index).toBe(0)
  })
})

describe('a cell', () => {
  test.each([
    ['１，２００．５元', 1200.5],
    ['3.5万', 35_000],
    ['1.2億', 120_000_000],
    ['（１２００）', -1200],
    ['(¥1,200)', -1200],
    ['¥(1,200)', -1200],
    ['1,200.00-', -1200],
    ['−1,200', -1200],
    ['-¥1,200', -1200],
    ['负1200', -1200],
    ['△1,200', -1200],
    ['1 200 000', 1_200_000],
    ['1.2E+05', 120_000],
    ['41.9136', 41.9136],
    ['+5', 5],
    ['0.00', 0],
    ['', null],
    ['-', null],
    ['无', null],
    ['N/A', null],
  ])('%j is %d', (text, value) => {
    expect(readAmount(text, 'CNY')).toEqual({ units: value === null ? null : value * 10_000 })
  })
  test.each(['abc', '（3', '三万多', '12,34', '#REF!', '5%', '1.2.3', '3万5'])(
    '%j is a fault',
    (text) => {
      expect(readAmount(text, 'CNY')).toEqual({ fault: text })
    },
  )
  test('with a day is read as its column says: day or month first', () => {
    expect(dayReader(['3/5/2017', '13/5/2017'])('3/5/2017')).toBe('2017-05-03')
    expect(dayReader(['3/5/2017', '3/15/2017'])('3/5/2017')).toBe('2017-03-05')
    const read = dayReader([])
    expect(
      ['11/8/17', '8-Nov-2017', 'Nov 8, 2017', '2017-11-08 10:00', '2017年11月8日', '43047'].map(
        read,
      ),
    ).toEqual(Array.from({ length: 6 }, () => '2017-11-08'))
    expect(['2017-13-08', 'soon', ''].map(read)).toEqual([null, null, null])
  })
})

describe('wrong calls end with 2 and one line that says what would be right', () => {
  const list = fixture('tier-customers.csv')
  test.each([
    [[], 'Give one list'],
    [['no-such.csv'], 'cannot be read'],
    [[list, '--out', '/no/such/folder/x.csv'], 'cannot be written'],
    [[list, '--frob'], '--frob'],
    [[list, '--lang', 'fr'], 'zh-Hans'],
  ])('%j', async (args, words) => {
    const { code, out, err } = await tier(...args)
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({
      code: 2,
      out: '',
      lines: 1,
    })
    expect(err).toContain(words)
  })
  test.each([
    [list, { asOf: '2026-02-30' }, 'YYYY-MM-DD'],
    [list, { policy: 'no-such.json' }, 'preset'],
    [list, { policy: written('bad.json', '{"topPercent":80}') }, 'bottomPercent'],
    [list, { map: 'nothing=客户名称' }, 'is no field'],
    [list, { map: 'profit_12m=利润表' }, 'has no column'],
    [fixture('leads-120.csv'), {}, '--map profit_12m=Header'],
  ])('%s with %j', (file, asked, words) => {
    expect(() => tierFile(file, asked)).toThrow(words)
  })
  test('and nothing is left behind', () => {
    expect(readdirSync(folder).filter((name) => !/\.(?:csv|json)$/u.test(name))).toEqual([])
  })
})
