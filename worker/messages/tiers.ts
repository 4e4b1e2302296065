// The messages about tiers.
import * as lists from '../../shared/protocol/tier-lists.ts'
import * as tiers from '../../shared/protocol/tiers.ts'
import { message, type Messages } from './message.ts'

export const tierMessages: Messages = {
  'POST /v1/tiers/board': message(
    tiers.boardRequest,
    tiers.boardReply,
    'Shares, the curve, the best and the worst customers with a next step.',
  ),
  'POST /v1/tiers/receipt': message(
    tiers.receiptRequest,
    tiers.receiptReply,
    'Why a customer has his tier, with the figures it comes from.',
    ['not_found'],
  ),
  'POST /v1/tiers/view': message(
    lists.viewRequest,
    lists.viewReply,
    'One saved view of customers to act on.',
  ),
  'POST /v1/tiers/report': message(
    lists.reportRequest,
    lists.reportReply,
    'All customers that the caller may see, in chosen columns, page by page.',
  ),
  'POST /v1/tiers/activity': message(
    lists.activityRequest,
    lists.activityReply,
    'Visits, new customers and orders of each rep by month.',
  ),
  'POST /v1/tiers/steps': message(
    tiers.stepsRequest,
    tiers.stepsReply,
    'Reads the decisions on next steps; managers add some.',
  ),
  'POST /v1/tiers/policy': message(
    tiers.policyRequest,
    tiers.policyReply,
    'Reads the tier policy; managers change it.',
  ),
  'POST /v1/tiers/what-if': message(
    tiers.whatIfRequest,
    tiers.whatIfReply,
    'What another policy would do; nothing is stored.',
  ),
  'POST /v1/tiers/apply': message(
    tiers.applyRequest,
    tiers.applyReply,
    "Brings today's tiers into force.",
  ),
  'POST /v1/tiers/runs': message(
    lists.runsRequest,
    lists.runsReply,
    'The runs of the engine; one is computed again from its frozen inputs on demand.',
    ['not_found'],
  ),
}
