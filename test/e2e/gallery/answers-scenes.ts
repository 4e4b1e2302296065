// What a manager's server says of answers and weights, for the looks of that tool: with long names and each kind.
import type { AnswersReply, GivenAnswer, WeightsReply } from '../../../shared/protocol/matches.ts'

const AT = 1_795_000_000_000
const answer = (n: number, part: Partial<GivenAnswer>): GivenAnswer => ({
  a: `01J0000000000000000000000${n}`,
  b: `01J000000000000000000000A${n}`,
  labelA: '昆山华达精密机械有限公司',
  labelB: '昆山华达精密机械',
  verdict: 'different',
  kind: null,
  by: 'user-1',
  byName: '李丽',
  at: AT - n * 3_600_000,
  ...part,
})

export const answersPage: AnswersReply = {
  answers: [
    answer(1, {}),
    answer(1, { b: '01J000000000000000000000B1', labelB: '昆山华达精密机械' }),
    answer(2, {
      labelA: '江苏天目湖食品有限公司',
      labelB: '江苏天目湖食品有限公司上海分公司',
      verdict: 'related',
      kind: 'branch',
      byName: 'Christopher Featherstonehaugh',
    }),
    answer(3, {
      labelA: 'Featherstonehaugh International Trading (Holdings) Company Limited',
      labelB: '',
      verdict: 'merged',
    }),
  ],
  cursor: 'x',
}

export const weightsPage: WeightsReply = {
  version: 3,
  isShipped: false,
  answers: 128,
  moved: [
    { of: 'organisation', field: 'line', level: 'same', shipped: 6, now: 3.8, same: 4, apart: 31 },
    {
      of: 'organisation',
      field: 'mobile',
      level: 'same',
      shipped: 7,
      now: 7.9,
      same: 52,
      apart: 1,
    },
    {
      of: 'organisation',
      field: 'form',
      level: 'different',
      shipped: -1,
      now: -0.7,
      same: 9,
      apart: 2,
    },
    { of: 'organisation', field: 'bias', level: '', shipped: -11, now: -11.4, same: 60, apart: 40 },
    { of: 'person', field: 'given', level: 'sibling', shipped: -1, now: 0.3, same: 3, apart: 0 },
  ],
}
export const shippedWeights: WeightsReply = { version: 0, isShipped: true, answers: 0, moved: [] }
