// The messages of a sync session, of merging and of matching.
import * as z from 'zod'

import * as archive from '../../shared/protocol/archive.ts'
import * as batches from '../../shared/protocol/batches.ts'
import * as conflicts from '../../shared/protocol/conflicts.ts'
import * as digest from '../../shared/protocol/digest.ts'
import * as hello from '../../shared/protocol/hello.ts'
import * as matches from '../../shared/protocol/matches.ts'
import * as merge from '../../shared/protocol/merge.ts'
import * as note from '../../shared/protocol/note.ts'
import * as outcome from '../../shared/protocol/outcome.ts'
import * as pull from '../../shared/protocol/pull.ts'
import * as push from '../../shared/protocol/push.ts'
import * as recover from '../../shared/protocol/recover.ts'
import * as resolve from '../../shared/protocol/resolve.ts'
import { message, type Messages } from './message.ts'

/** The server parses rows one by one; a client sends these. */
const rows = z.array(push.pushRow)

const sync: Messages = {
  'POST /v1/sync/hello': message(
    hello.helloRequest,
    hello.helloReply,
    'Opens a session of a workbook: the epoch, the limits, the people, the lease.',
    ['stale_protocol', 'client_too_old'],
  ),
  'POST /v1/sync/pull': message(
    pull.pullRequest,
    pull.pullReply,
    'Rows that changed since a cursor, page by page.',
  ),
  'POST /v1/sync/push': message(
    push.pushRequest.extend({ rows }),
    push.pushReply,
    'Rows as their cells; one outcome a row. Good rows pass, bad ones come back with all their problems.',
  ),
  'POST /v1/sync/settle': message(
    pull.settleRequest,
    pull.settleReply,
    'After the last push of a sync: figures and tiers are brought up to date.',
  ),
  'POST /v1/sync/digest': message(
    digest.digestRequest,
    digest.digestReply,
    'Compares the revisions of a sheet with the server: what differs, what is gone, what it lacks.',
  ),
  'POST /v1/sync/outcome': message(
    outcome.outcomeRequest,
    outcome.outcomeReply,
    'What became of rows that were sent when the answer was lost.',
  ),
  'POST /v1/sync/note': message(
    note.noteRequest,
    note.noteReply,
    'Notes conflicts that a pull met in the sheet.',
  ),
  'POST /v1/sync/conflicts': message(
    conflicts.conflictsRequest,
    conflicts.conflictsReply,
    'Open conflicts, page by page.',
  ),
  'POST /v1/sync/resolve': message(
    resolve.resolveRequest,
    resolve.resolveReply,
    'Decides conflicts: mine, theirs or a third value.',
  ),
  'POST /v1/sync/archive': message(
    archive.archiveRequest,
    archive.archiveReply,
    'Puts rows away or brings them back; many at once want a confirmation.',
  ),
  'POST /v1/sync/recover': message(
    recover.recoverRequest.extend({ rows }),
    recover.recoverReply,
    'Gives rows back to a server that was set back to an earlier day.',
  ),
  'POST /v1/sync/batches': message(
    batches.batchesRequest,
    batches.batchesReply,
    'What was sent together, newest first.',
  ),
  'POST /v1/sync/undo': message(
    batches.undoRequest,
    batches.undoReply,
    'Takes back what was sent together, page by page.',
  ),
}

const merges: Messages = {
  'POST /v1/merge': message(
    merge.mergeRequest,
    merge.mergeReply,
    'Makes one customer of two to eight: all of it is stored, or nothing.',
  ),
  'POST /v1/merge/preview': message(
    merge.mergePreviewRequest,
    merge.mergePreviewReply,
    'The rows side by side, with the value that each field would get.',
  ),
  'POST /v1/unmerge': message(merge.unmergeRequest, merge.unmergeReply, 'Takes a merge back.'),
  'POST /v1/merges': message(
    merge.mergesRequest,
    merge.mergesReply,
    'What was merged by whom, newest first.',
  ),
}

const match: Messages = {
  'POST /v1/matches/review': message(
    matches.reviewRequest,
    matches.reviewReply,
    'Customers that may be one and the same, as clusters.',
  ),
  'POST /v1/matches/answer': message(
    matches.answerRequest,
    matches.answerReply,
    'What a person says of pairs.',
  ),
  'POST /v1/matches/answers': message(
    matches.answersRequest,
    matches.answersReply,
    'What was said of pairs, newest first.',
  ),
  'POST /v1/matches/clear': message(
    matches.clearRequest,
    matches.clearReply,
    'Takes answers back.',
  ),
  'POST /v1/matches/check': message(
    matches.checkRequest,
    push.checkReply,
    'What rows would be if they were pushed; nothing is stored.',
  ),
  'POST /v1/matches/rebuild': message(
    matches.rebuildRequest,
    matches.rebuildReply,
    'Makes the search keys of a page of customers again.',
  ),
  'POST /v1/matches/weights': message(
    matches.weightsRequest,
    matches.weightsReply,
    'Shows, learns or resets the weights of matching.',
  ),
  'POST /v1/matches/policy': message(
    matches.matchPolicyRequest,
    matches.matchPolicyReply,
    'Reads or changes what the organisation decided about matching.',
  ),
}

export const syncMessages: Messages = { ...sync, ...merges, ...match }
