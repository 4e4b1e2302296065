// The whole matcher in a push, on the real D1, through HTTP: known, related, nearly the same; what is told of whom.
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'

import { matchPolicyReply } from '../../shared/protocol/matches.ts'
import { checkReply } from '../../shared/protocol/push.ts'
import {
  askFor,
  type Cells,
  count,
  epoch,
  foundFirm,
  meter,
  newId,
  type Person,
  pushBody,
  pushRow,
  pushRows,
  send,
  useFirm,
} from './support.ts'

const firm = useFirm()

const put = async (who: Person, cells: Cells, answer?: 'new') => {
  const id = newId()
  const row = { id, base: 0, cells, ...(answer ? { answer } : {}) }
  return { id, result: await pushRow(who, 'customer', row) }
}
const decide = async (who: Person, value: object) => {
  const { version: seen } = await askFor(matchPolicyReply, 'matches/policy', { epoch }, who)
  const order = { epoch, seen, value: { autoLinkExact: false, hintsADay: 200, ...value } }
  expect(await askFor(matchPolicyReply, 'matches/policy', order, who)).toMatchObject({
    version: seen + 1,
    value,
    isChanged: true,
  })
}
const pairs = async (id: string) =>
  (
    await env.DB.prepare(
      'SELECT a, b, outcome, kind, open, batch FROM match_pair WHERE a = ?1 OR b = ?1',
    )
      .bind(id)
      .all()
  ).results

const huada: Cells = {
  name: '苏州市华达精密机械有限公司',
  'contact.name': '彭志强',
  'contact.mobile': '13912345671',
  address: '苏州市工业园区星湖街328号',
}

describe('a new row that the strong keys do not know', () => {
  test('is known where name and mobile differ by a slip, with its reasons', async () => {
    const { id } = await put(firm.li, huada)
    const { result } = await put(firm.li, {
      ...huada,
      name: 'Suzhou Huada Precision Machinery Co., Ltd.',
      'contact.mobile': '13912345617',
      city: '苏州',
    })
    expect(result).toMatchObject({ outcome: 'known', known: { id, here: false } })
    expect(result.known?.reasons?.length).toBeGreaterThan(1)
    expect(result.known?.reasons?.every(({ bits }) => bits !== 0)).toBe(true)
    expect(result.known?.score).toBeGreaterThan(1.5)
  })

  test('is told which of its fields differ and which would fill blanks', async () => {
    await put(firm.li, { name: '昆山百川电子有限公司', 'contact.mobile': '13912345672' })
    const { result } = await put(firm.li, {
      name: '昆山百川电子公司',
      'contact.mobile': '13912345672',
      website: 'www.baichuan.cn',
    })
    expect(result.known).toMatchObject({ differ: ['name'], fills: ['website'] })
  })

  test('is stored where it is a branch, and says so', async () => {
    const { id } = await put(firm.li, { name: '江苏天目湖食品有限公司', phone: '0519-87981234' })
    const branch = await put(firm.li, {
      name: '江苏天目湖食品有限公司上海分公司',
      phone: '0519-87981234',
    })
    expect(branch.result).toMatchObject({
      outcome: 'applied',
      related: [{ id, kind: 'branch', here: false }],
    })
    expect(await pairs(branch.id)).toMatchObject([{ outcome: 'related', kind: 'branch', open: 1 }])
  })

  test('among rows of one paste the first is stored, the others are known by it', async () => {
    const [first, second] = [newId(), newId()]
    const cells = { name: '无锡太湖石材有限公司', address: '无锡市太湖大道99号' }
    const { results } = await pushRows(firm.li, 'customer', [
      { id: first, base: 0, cells },
      { id: second, base: 0, cells: { ...cells, name: '无锡太湖石才有限公司' } },
    ])
    expect(results.map(({ outcome }) => outcome)).toEqual(['applied', 'known'])
    expect(results[1]?.known).toMatchObject({ id: first, here: true })
  })

  test('insisted on is stored, and the pair waits for review', async () => {
    const cells = { name: '南通长江缆绳有限公司', address: '南通市青年路77号' }
    const { id } = await put(firm.li, cells)
    const again = await put(firm.li, { ...cells, name: '南通长江缆绳公司' }, 'new')
    expect(again.result.outcome).toBe('applied')
    expect(again.result.look).toBeUndefined()
    const [a, b] = [id, again.id].toSorted()
    expect(await pairs(again.id)).toMatchObject([{ a, b, outcome: 'same', open: 1 }])
  })
})

describe('a changed row', () => {
  test('that comes to equal another is stored and tells it', async () => {
    const { id } = await put(firm.li, {
      name: '扬州五亭食品有限公司',
      'contact.mobile': '13912345680',
    })
    const other = await put(firm.li, { name: '扬州五亭', city: '扬州', phone: '0514-87981111' })
    const result = await pushRow(firm.li, 'customer', {
      id: other.id,
      base: 1,
      cells: { name: '扬州五亭食品', 'contact.mobile': '13912345680' },
      answer: 'renamed',
    })
    expect(result).toMatchObject({ outcome: 'applied', look: [{ id }] })
    expect(await pairs(other.id)).toMatchObject([{ outcome: 'same', open: 1 }])
  })
})

describe("a colleague's customer out of sight", () => {
  const secret: Cells = {
    name: '盐城丹顶鹤羽绒制品有限公司',
    'contact.name': '何秋燕',
    'contact.mobile': '13912345690',
    address: '盐城市解放南路15号',
    visibility: 'owner',
  }
  test('is a colleague’s: no id, no name, only what agrees', async () => {
    const { id } = await put(firm.wang, secret)
    const typed = { ...secret, name: '盐城丹顶鹤羽绒制品厂', 'contact.mobile': '13912345609' }
    const { result } = await put(firm.li, typed)
    expect(result.known).toMatchObject({ id: null, label: null, here: false })
    expect(result.known?.differ).toBeUndefined()
    expect(result.known?.reasons?.every(({ bits }) => bits > 0)).toBe(true)
    expect(JSON.stringify(result)).not.toContain(id)
    expect(JSON.stringify(result)).not.toContain('秋燕')
  })

  test('is hinted at so many times a day, then rows are held without a word', async () => {
    const other = await foundFirm()
    await decide(other.chen, { hintsADay: 2 })
    const names = ['风帆', '海韵', '银杏', '松涛'].map((brand) => `徐州${brand}仪器制造有限公司`)
    for (const [i, name] of names.entries())
      await put(other.wang, { name, phone: `0516-8398100${i}`, visibility: 'owner' })
    const results = []
    for (const [i, name] of names.entries())
      results.push((await put(other.li, { name, phone: `0516-8398100${i}` })).result)
    expect(results.map(({ outcome }) => outcome)).toEqual(Array(4).fill('known'))
    expect(results.map(({ known }) => known?.limited ?? false)).toEqual([false, false, true, true])
    expect(results[3]?.known).toEqual({
      by: 'name',
      id: null,
      label: null,
      here: false,
      limited: true,
    })
    const told = await count('SELECT told AS n FROM match_hint WHERE org = ?1', other.org)
    expect(told).toBe(2)
  })

  test('beyond the limit a related row is held, not stored with its hint', async () => {
    const other = await foundFirm()
    await decide(other.chen, { hintsADay: 0 })
    await put(other.wang, {
      name: '宿迁洋河包装有限公司',
      phone: '0527-84398001',
      visibility: 'owner',
    })
    const { id, result } = await put(other.li, {
      name: '宿迁洋河包装有限公司南京分公司',
      phone: '0527-84398001',
    })
    expect(result).toMatchObject({ outcome: 'known', known: { limited: true } })
    expect(await count('SELECT count(*) AS n FROM customer WHERE id = ?1', id)).toBe(0)
  })

  test('two panes at once are not told more than one is', async () => {
    const other = await foundFirm()
    await decide(other.chen, { hintsADay: 1 })
    const names = ['青松', '白鹭'].map((brand) => `徐州${brand}农机制造有限公司`)
    for (const name of names) await put(other.wang, { name, visibility: 'owner', city: '徐州' })
    const asked = await Promise.all(
      names.map(async (name) => (await put(other.li, { name, city: '徐州' })).result),
    )
    expect(asked.map(({ outcome }) => outcome)).toEqual(['known', 'known'])
    expect(asked.filter(({ known }) => known?.limited)).toHaveLength(1)
  })

  test('managers see all, and nothing is counted', async () => {
    const { id } = await put(firm.wang, { ...secret, name: '连云港花果山云雾茶业有限公司' })
    const { result } = await put(firm.chen, {
      name: '连云港花果山云雾茶业公司',
      'contact.mobile': '13912345690',
    })
    expect(result.known?.id).toBe(id)
  })
})

describe('an equal valid credit code', () => {
  test('is linked without a click only where a manager allowed it', async () => {
    const other = await foundFirm()
    const cells = { name: '苏州工业园区晨光光学有限公司', credit_code: '91110108551385082Q' }
    const { id } = await put(other.li, cells)
    const before = await put(other.li, { ...cells, name: '晨光光学' })
    expect(before.result.known).toMatchObject({ id, by: 'credit' })
    expect(before.result.known?.auto).toBeUndefined()
    await decide(other.chen, { autoLinkExact: true })
    const after = await put(other.li, { ...cells, name: '晨光光学仪器' })
    expect(after.result.known).toMatchObject({ id, by: 'credit', auto: true })
  })
})

test('the policy is a manager’s, and a change on an old version changes nothing', async () => {
  const other = await foundFirm()
  expect((await send('matches/policy', { epoch }, other.li.key)).status).toBe(403)
  await decide(other.chen, { hintsADay: 7 })
  const value = { autoLinkExact: true, hintsADay: 9 }
  const late = await askFor(
    matchPolicyReply,
    'matches/policy',
    { epoch, seen: 0, value },
    other.chen,
  )
  expect(late).toMatchObject({ version: 1, isChanged: false, value: { hintsADay: 7 } })
})

describe('what it costs', () => {
  test('at most 50 rows read a row for finding, at most four more written a customer', async () => {
    const other = await foundFirm()
    const row = (i: number) => ({
      id: newId(),
      base: 0,
      cells: {
        name: `泰州市${'甲乙丙丁戊己庚辛壬癸'.charAt(i % 10)}${'江河湖海山川林泉'.charAt(i % 8)}${i}号机械设备有限公司`,
        'contact.name': '王小明',
        'contact.mobile': `1391234${String(1000 + i)}`,
        address: `泰州市人民路${i}号`,
      },
    })
    const rows = Array.from({ length: 200 }, (_, i) => row(i))
    const first = await meter('sync/push', pushBody('customer', rows), other.li)
    const { n } = { n: await count('SELECT count(*) AS n FROM customer WHERE org = ?1', other.org) }
    expect(n).toBeGreaterThan(150)
    expect(first.written / n).toBeLessThan(20)
    const again = await meter(
      'matches/check',
      { epoch, ...pushBodyOf(Array.from({ length: 200 }, (_, i) => row(i + 3))) },
      other.li,
    )
    expect(again.read / 200).toBeLessThan(90)
  })
})

const pushBodyOf = (rows: readonly { id: string; base: number; cells: Cells }[]) => {
  const body = pushBody('customer', rows)
  return { fields: body.fields, rows: body.rows }
}

describe('check', () => {
  test('says what rows would be and stores nothing', async () => {
    const { id } = await put(firm.li, { name: '湖州太湖丝绸有限公司', phone: '0572-20981111' })
    const [known, fresh, bad] = [newId(), newId(), newId()]
    const rows = [
      {
        id: known,
        base: 0,
        cells: { name: '湖州太湖丝绸公司', phone: '0572-20981111', sales_12m: '' },
      },
      { id: fresh, base: 0, cells: { name: '嘉兴南湖菱角合作社', phone: '', sales_12m: '' } },
      { id: bad, base: 0, cells: { name: '绍兴兰亭墨业有限公司', phone: '', sales_12m: '很多' } },
    ]
    const body = { epoch, ...pushBodyOf(rows) }
    const { results } = await askFor(checkReply, 'matches/check', body, firm.li)
    expect(results.map(({ outcome }) => outcome)).toEqual(['known', 'applied', 'invalid'])
    expect(results[0]?.known?.id).toBe(id)
    expect(await count('SELECT count(*) AS n FROM customer WHERE id = ?1', fresh)).toBe(0)
  })

  test('says of a whole list what its push then does, row by row', async () => {
    const other = await foundFirm()
    const phone = '0572-20981111'
    await put(other.li, { name: '湖州太湖丝绸有限公司', phone, 'contact.mobile': '' })
    await put(other.chen, { name: '湖州南浔漾荡珍珠有限公司', 'contact.mobile': '13912340077' })
    const lead = (name: string, mobile = '', tel = '') => ({
      id: newId(),
      base: 0,
      cells: { name, 'contact.mobile': mobile, phone: tel },
    })
    const rows = [
      lead('太湖丝绸公司', '', phone),
      lead('南浔漾荡珍珠', '13912340077'),
      lead('湖州太湖丝绸有限公司杭州分公司'),
      lead('嘉兴南湖菱角合作社', '13912340078'),
      lead('嘉兴市南湖菱角合作社', '13912340078'),
      lead(''),
      lead('衢州烂柯棋具有限公司'),
    ]
    const body = { epoch, ...pushBodyOf(rows) }
    const said = await askFor(checkReply, 'matches/check', body, other.li)
    const { results } = await pushRows(other.li, 'customer', rows)
    const ofRow = ({ id, outcome, known, look, related }: (typeof results)[number]) => ({
      id,
      outcome,
      known,
      look,
      related,
    })
    expect(said.results.map(ofRow)).toEqual(results.map(ofRow))
    expect(new Set(results.map(({ outcome }) => outcome))).toEqual(
      new Set(['known', 'applied', 'invalid']),
    )
  })
})
