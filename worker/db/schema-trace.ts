// The tables of D1 that keep a trace: who did what that concerns other people's data, how many rows went to whom, and
// how far retention has looked. `audit` and `audit_seal` only grow: triggers in the migration refuse anything else.
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

/** Append-only. Ids and counts, never a value: an erased person's entries stay. */
export const audit = sqliteTable(
  'audit',
  {
    org: text().notNull(),
    /** 1, 2, 3 … without gaps. */
    seq: integer().notNull(),
    /** Random: a batch that runs twice leaves one entry. */
    token: text().notNull(),
    at: integer().notNull(),
    by_user: text().notNull(),
    /** A word of `auditDeeds` in shared/protocol/trace.ts. */
    what: text().notNull(),
    /** JSON array of the objects' ids. */
    ids: text().notNull(),
    /** Rows concerned, where it is about many. */
    count: integer().notNull(),
    /** JSON: roles, days, names of policies. */
    detail: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.org, t.seq] }),
    uniqueIndex('audit_token').on(t.org, t.token),
    index('audit_what').on(t.org, t.what, t.seq),
    index('audit_by').on(t.org, t.by_user, t.seq),
    index('audit_at').on(t.org, t.at),
  ],
)

/** Once a day: SHA-256 over the seal before and all entries since. WITHOUT ROWID. */
export const auditSeal = sqliteTable(
  'audit_seal',
  {
    org: text().notNull(),
    n: integer().notNull(),
    /** The last entry that it covers. */
    through: integer().notNull(),
    hash: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.n] })],
)

/** Rows told to a user on a day of the organisation. WITHOUT ROWID. */
export const delivery = sqliteTable(
  'delivery',
  {
    org: text().notNull(),
    by_user: text().notNull(),
    day: text().notNull(),
    rows: integer().notNull(),
    /** Requests that told some. */
    requests: integer().notNull(),
    /** Rows of his own customers, when they were counted last; they set his limits. */
    own: integer().notNull().default(0),
    /** When the soft limit was passed, and when somebody was stopped: each is noted once a day. */
    warned_at: integer(),
    stopped_at: integer(),
  },
  (t) => [primaryKey({ columns: [t.org, t.day, t.by_user] })],
)

/** A manager lets a user go on beyond his limit, up to and with a day. WITHOUT ROWID. */
export const deliveryGrant = sqliteTable(
  'delivery_grant',
  {
    org: text().notNull(),
    user: text().notNull(),
    until: text().notNull(),
    by_user: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.user] })],
)

/** Where retention goes on looking, by table. WITHOUT ROWID. */
export const retentionMark = sqliteTable(
  'retention_mark',
  { org: text().notNull(), table: text().notNull(), after: text().notNull() },
  (t) => [primaryKey({ columns: [t.org, t.table] })],
)

/** Rows whose values were erased: archived, and never to come back. WITHOUT ROWID. */
export const erased = sqliteTable(
  'erased',
  {
    org: text().notNull(),
    row_id: text().notNull(),
    table: text().notNull(),
    at: integer().notNull(),
    by_user: text().notNull(),
    /** A word of `eraseReasons` in shared/protocol/trace.ts, or `retention`. */
    reason: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.row_id] })],
)
