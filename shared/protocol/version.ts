// What add-in and Worker speak. test/shared/protocol.test.ts locks the messages to this number.
// 1 · 2026-11-21 · hello, push, settle, pull; conflicts, resolve, digest, outcome, note, archive;
//     batches, undo, recover, lease, cursors that name the log they belong to
//     /v1/tiers: board, what-if, policy, apply, receipt, steps, view, report, activity, runs

export const PROTOCOL_VERSION = 1
export const PROTOCOL_MIN = 1
