// The tables of D1 that say who may come in: invitations, linked accounts, stand-ins, and counters of attempts.
// As in schema.ts, `org` leads every key, and WITHOUT ROWID is added to the migration by hand where noted.
import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A one-time code. Used, cancelled, expired or guessed at too often, it is worth nothing; the row stays. */
export const invite = sqliteTable(
  'invite',
  {
    org: text().notNull(),
    /** The code's first part, by which it is found. */
    id: text().notNull(),
    /** SHA-256 of the whole code, hex. */
    hash: text().notNull(),
    /** Somebody who is a user already and needs a new key or another account; null for a new user. */
    user: text(),
    name: text().notNull(),
    role: text({ enum: ['rep', 'manager', 'finance', 'admin'] }).notNull(),
    team: text(),
    by_user: text().notNull(),
    at: integer().notNull(),
    expires_at: integer().notNull(),
    attempts: integer().notNull().default(0),
    used_at: integer(),
    used_by: text(),
    /** Hash of the key, or the account, that it became: one use cannot be taken for another. */
    used_as: text(),
    cancelled_at: integer(),
  },
  (t) => [primaryKey({ columns: [t.org, t.id] }), index('invite_id').on(t.id)],
)

/** Whose a Microsoft account is: tenant and object id, never an address. WITHOUT ROWID. */
export const identity = sqliteTable(
  'identity',
  {
    org: text().notNull(),
    tid: text().notNull(),
    oid: text().notNull(),
    user: text().notNull(),
    at: integer().notNull(),
    /** The UTC day of its last use, as of a key: each is noted once a day. */
    last_used: text(),
  },
  (t) => [
    primaryKey({ columns: [t.org, t.tid, t.oid] }),
    index('identity_account').on(t.tid, t.oid),
  ],
)

/** `user` sees and edits the customers of `for_user` up to and with the day `until`. WITHOUT ROWID. */
export const standIn = sqliteTable(
  'stand_in',
  {
    org: text().notNull(),
    user: text().notNull(),
    for_user: text().notNull(),
    /** YYYY-MM-DD in the organisation's time zone. */
    until: text().notNull(),
    by_user: text().notNull(),
    at: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.user, t.for_user] })],
)

/**
 * Attempts counted until a moment; what is over is deleted along the way. `org` is '' for those who are not in one
 * yet. An address stands here only as a hash that changes daily. WITHOUT ROWID.
 */
export const throttle = sqliteTable(
  'throttle',
  {
    org: text().notNull(),
    /** UTC, milliseconds: the end of the time that is counted. */
    until: integer().notNull(),
    name: text().notNull(),
    count: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.until, t.name] })],
)
