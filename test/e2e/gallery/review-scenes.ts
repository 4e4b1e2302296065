// Questions for the review's looks, with the longest words that they will meet, and what a server says to them.
import { survive } from '../../../shared/merge/survive.ts'
import type { MergePreviewReply, MergesReply } from '../../../shared/protocol/merge.ts'
import type { MatchCluster, MatchMember, MatchPair } from '../../../shared/protocol/matches.ts'
import type { WireValues } from '../../../shared/protocol/cell.ts'
import { customer } from '../../../shared/schema/customer.ts'

const idAt = (n: number): string => `01J0000000000000000000000${'ABCDEFGHJKMNPQRS'.charAt(n)}`

const member = (n: number, values: WireValues, part: Partial<MatchMember> = {}): MatchMember => ({
  id: idAt(n),
  rev: 1,
  crev: 1,
  label: String(values['name'] ?? ''),
  owner: 'user-1',
  ownerName: '李丽',
  isMine: true,
  values: { owner: 'user-1', ...values },
  ...part,
})

const reason = (field: string, level: string, bits: number) => ({ field, level, bits })

const pair = (a: number, b: number, part: Partial<MatchPair>): MatchPair => ({
  a: idAt(a),
  b: idAt(b),
  outcome: 'same',
  kind: null,
  score: 6,
  reasons: [],
  ...part,
})

const huada = member(0, {
  name: '昆山华达精密机械有限公司',
  'contact.name': '王伟明',
  'contact.mobile': '+8613915628371',
  'contact.title': '采购经理',
  city: '昆山',
  address: '江苏省昆山市玉山镇前进中路 88 号 3 幢',
  website: 'www.huada-precision.com.cn',
  status: 'active',
})
const huadaShort = member(1, {
  name: '昆山华达精密机械',
  'contact.name': '王伟明',
  'contact.mobile': '+8613915628371',
  city: '昆山',
  address: '昆山市前进中路 86 号',
  phone: '+8651257751234',
  status: 'active',
})
export const twoOfOne: MatchCluster = {
  outcome: 'same',
  kind: null,
  members: [huada, huadaShort],
  pairs: [
    pair(0, 1, {
      score: 9.4,
      reasons: [
        reason('mobile', 'same', 8.1),
        reason('name', 'same', 6.2),
        reason('contact', 'same', 2.4),
        reason('address', 'nearNumber', -1.2),
        reason('form', 'different', -0.6),
      ],
    }),
  ],
  average: 9.4,
  weakest: 0,
}

const anjie = [
  member(2, { name: '无锡安捷国际贸易（集团）有限公司', city: '无锡', phone: '+8651085101234' }),
  member(
    3,
    { name: '无锡安捷国际贸易', city: '无锡', phone: '+8651085101234', email: 'sales@anjie.cn' },
    { owner: 'user-9', ownerName: 'Christopher Featherstonehaugh', isMine: false },
  ),
  member(4, { name: '安捷贸易', email: 'sales@anjie.cn' }, { owner: null, ownerName: '' }),
]
export const threeOfOne: MatchCluster = {
  outcome: 'look',
  kind: null,
  members: anjie,
  pairs: [
    pair(2, 3, {
      score: 7,
      reasons: [
        reason('line', 'same', 6),
        reason('group', 'oneSide', -1),
        reason('city', 'same', 1),
      ],
    }),
    pair(3, 4, { score: 3, reasons: [reason('email', 'same', 6), reason('name', 'shorter', 2)] }),
    pair(2, 4, { outcome: 'look', score: 0.4, reasons: [reason('name', 'similar', 1.4)] }),
  ],
  average: 2.6,
  weakest: 2,
}

export const branches: MatchCluster = {
  outcome: 'related',
  kind: 'branch',
  members: [
    member(5, { name: '江苏天目湖食品有限公司', phone: '+8651987981234', city: '溧阳' }),
    member(6, { name: '江苏天目湖食品有限公司上海分公司', phone: '+8651987981234', city: '上海' }),
  ],
  pairs: [
    pair(5, 6, {
      outcome: 'related',
      kind: 'branch',
      score: -7,
      reasons: [
        reason('branch', 'headAndBranch', -14),
        reason('line', 'same', 6),
        reason('name', 'same', 5),
        reason('city', 'different', -2),
      ],
    }),
  ],
  average: -7,
  weakest: 0,
}

export const clusters: readonly MatchCluster[] = [twoOfOne, threeOfOne, branches]

export const previewOf = (
  all: readonly MatchCluster[],
  ids: readonly string[],
): MergePreviewReply => {
  const members = all.flatMap((cluster) => cluster.members)
  const rows = ids.flatMap((id, at) => {
    const found = members.find((one) => one.id === id)
    if (found === undefined || !found.isMine) return []
    return [
      {
        id,
        rev: 1,
        values: found.values,
        computed: {},
        createdAt: at,
        updatedAt: at,
        children: { contact: 2 - at, visit: at * 3 },
        contact: 'contact.name' in found.values ? `${id}c` : null,
      },
    ]
  })
  const refused = ids
    .filter((id) => !rows.some((row) => row.id === id))
    .map((id) => ({ id, outcome: 'forbidden' as const }))
  return {
    rows,
    refused,
    winner: rows.length < 2 ? null : (rows[0]?.id ?? null),
    decisions: rows.length < 2 ? [] : [...survive(customer.fields, rows, new Map())],
    contact: null,
    labels: {},
  }
}

export const previewFor = (ids: readonly string[]): MergePreviewReply => previewOf(clusters, ids)

const HOUR = 3_600_000
const AT = 1_795_000_000_000
const entry = (n: number, part: Partial<MergesReply['merges'][number]> = {}) => ({
  merge: `01M000000000000000000000${n}A`,
  at: AT - n * HOUR,
  by: 'user-1',
  byName: 'Christopher Featherstonehaugh',
  workbook: 'w',
  batch: null,
  winner: { id: idAt(0), name: '昆山华达精密机械有限公司' },
  losers: [{ id: idAt(1), name: '昆山华达精密机械' }],
  moved: { contact: 2, visit: 14, transaction: 0 },
  score: 9.4,
  undone: null,
  ...part,
})
export const mergesPage: MergesReply = {
  merges: [
    entry(1),
    entry(2, {
      byName: '李丽',
      winner: { id: idAt(2), name: '无锡安捷国际贸易（集团）有限公司' },
      losers: anjie.slice(1).map(({ id, label }) => ({ id, name: label })),
      moved: {},
      score: null,
      undone: { at: AT, by: 'user-2', byName: '王经理' },
    }),
  ],
  before: 'x',
  more: true,
}
