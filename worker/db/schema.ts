// All tables of D1, for drizzle-kit: the migrations derive from here, the queries are plain SQL in db/.
// `org` leads every key. Deletion is an archive mark and nothing cascades: D1 ignores foreign_keys=OFF.
// The generated migration adds WITHOUT ROWID by hand where noted: drizzle-kit cannot say it.
import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

import { contact as contactTable } from '../../shared/schema/contact.ts'
import { customer as customerTable } from '../../shared/schema/customer.ts'
import { transaction as transactionTable } from '../../shared/schema/transaction.ts'
import { visit as visitTable } from '../../shared/schema/visit.ts'
import { fieldColumns } from './columns.ts'
import { tierCondition } from './tier-condition.ts'

export const org = sqliteTable('org', {
  id: text().primaryKey(),
  name: text().notNull(),
  country: text({ enum: ['CN', 'TW', 'HK', 'MO'] }).notNull(),
  currency: text().notNull(),
  time_zone: text().notNull(),
  /** Changes when the database was restored to an earlier day. */
  epoch: text().notNull(),
  created_at: integer().notNull(),
})

export const user = sqliteTable(
  'user',
  {
    org: text().notNull(),
    id: text().notNull(),
    name: text().notNull(),
    role: text({ enum: ['rep', 'manager', 'finance', 'admin'] }).notNull(),
    team: text(),
    disabled_at: integer(),
    /** How often his role was changed: see service/field-sight.ts. */
    role_turns: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.org, t.id] })],
)

export const accessKey = sqliteTable(
  'access_key',
  {
    org: text().notNull(),
    /** SHA-256 of the key, hex. The key itself is shown once and stored nowhere. */
    hash: text().notNull(),
    user: text().notNull(),
    /** The last four characters, for telling keys apart in a list. */
    last4: text().notNull(),
    created_at: integer().notNull(),
    expires_at: integer().notNull(),
    revoked_at: integer(),
    /** What its owner calls a script's key. */
    name: text(),
    /** JSON array of what a script may do; null for a personal key, which may do all that its user may. */
    scopes: text(),
    /** The day of the last use, UTC. */
    last_used: text(),
    /** Hash of the key that it was turned in for; it works for a day more. */
    replaced_by: text(),
  },
  (t) => [primaryKey({ columns: [t.org, t.hash] }), index('access_key_hash').on(t.hash)],
)

/** The last seq given out. Batches raise it first, so seqs are in the order of commits. */
export const counter = sqliteTable('counter', {
  org: text().primaryKey(),
  seq: integer().notNull(),
  /** What left anybody's sight up to here is no longer known: older cursors are answered by a digest. */
  purged: integer().notNull().default(0),
})

const systemColumns = () => ({
  org: text().notNull(),
  id: text().notNull(),
  /** Raised by entered values only. */
  rev: integer().notNull(),
  /** Raised by computed values only. */
  crev: integer().notNull(),
  seq: integer().notNull(),
  created_at: integer().notNull(),
  created_by: text().notNull(),
  updated_at: integer().notNull(),
  updated_by: text().notNull(),
  archived_at: integer(),
  merged_into: text(),
  /** The workbook that the last change came from. */
  workbook: text().notNull(),
})

export const customer = sqliteTable(
  'customer',
  {
    ...systemColumns(),
    primary_contact: text(),
    /** JSON: what the matcher compares and the keys that he is found by; see service/match-features.ts. */
    features: text(),
    /** JSON of what his transactions say (figures.ts); null while he has none, and typed figures count. */
    figures: text(),
    ...fieldColumns(customerTable),
  },
  (t) => [
    primaryKey({ columns: [t.org, t.id] }),
    index('customer_seq').on(t.org, t.seq),
    index('customer_owner').on(t.org, t.owner, t.seq),
    // The condition is that of `hasTier` in tiers.ts: a settle does not read customers without a figure.
    index('customer_tiered').on(t.org).where(sql.raw(tierCondition)),
    // A merge moves what refers to a customer, and what was merged into him before.
    index('customer_referred').on(t.org, t.referred_by).where(sql.raw('referred_by IS NOT NULL')),
    index('customer_merged').on(t.org, t.merged_into).where(sql.raw('merged_into IS NOT NULL')),
  ],
)

export const contact = sqliteTable(
  'contact',
  { ...systemColumns(), ...fieldColumns(contactTable) },
  (t) => [
    primaryKey({ columns: [t.org, t.id] }),
    index('contact_seq').on(t.org, t.seq),
    index('contact_customer').on(t.org, t.customer_id),
  ],
)

export const visit = sqliteTable(
  'visit',
  { ...systemColumns(), ...fieldColumns(visitTable) },
  (t) => [
    primaryKey({ columns: [t.org, t.id] }),
    index('visit_seq').on(t.org, t.seq),
    index('visit_customer').on(t.org, t.customer_id),
  ],
)

export const transaction = sqliteTable(
  'transaction',
  { ...systemColumns(), ...fieldColumns(transactionTable) },
  (t) => [
    primaryKey({ columns: [t.org, t.id] }),
    index('transaction_seq').on(t.org, t.seq),
    index('transaction_customer').on(t.org, t.customer_id),
  ],
)

/** Append-only: every revision's whole content. Base of each merge, audit of each change. */
export const history = sqliteTable(
  'history',
  {
    org: text().notNull(),
    row_id: text().notNull(),
    rev: integer().notNull(),
    base_rev: integer().notNull(),
    content_hash: text().notNull(),
    table: text().notNull(),
    fields: text().notNull(),
    by_user: text().notNull(),
    via: text().notNull(),
    at: integer().notNull(),
    seq: integer().notNull(),
    /** The author's name for what he wrote together; see `batch`. */
    batch: text(),
    /** How it came into the sheet: a copy of another row, a co-author's typing, a recovery. */
    hint: text(),
    /** The revision that it followed; 0: it made the row. null in rows older than the column: the number before. */
    prior_rev: integer(),
  },
  (t) => [uniqueIndex('history_intention').on(t.org, t.row_id, t.base_rev, t.content_hash)],
)

/** What a row is looked up by. WITHOUT ROWID. `name` and `person` decide whether two rows agree. */
export const strongKey = sqliteTable(
  'strong_key',
  {
    org: text().notNull(),
    key: integer().notNull(),
    row_id: text().notNull(),
    kind: text().notNull(),
    name: text(),
    person: text(),
    seq: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.org, t.key, t.row_id] })],
)

/** Both values of a field that two people changed differently; they stay when the conflict is resolved. */
export const conflict = sqliteTable(
  'conflict',
  {
    org: text().notNull(),
    /** Follows from row, revision and field, so that what is sent twice is stored once. */
    id: text().notNull(),
    table: text().notNull(),
    row_id: text().notNull(),
    field: text().notNull(),
    /** JSON values. `base` null where nobody knows what the writer of `mine` had seen. */
    base: text(),
    mine: text().notNull(),
    theirs: text().notNull(),
    /** The revision that kept `theirs`. */
    rev: integer().notNull(),
    /** Who wrote `theirs`, and when. */
    by_user: text().notNull(),
    at: integer().notNull(),
    /** Who wrote `mine`, and when. */
    mine_by: text(),
    mine_at: integer(),
    resolved_at: integer(),
    resolved_by: text(),
    /** mine, theirs or value: what was taken. */
    resolution: text(),
  },
  (t) => [
    primaryKey({ columns: [t.org, t.id] }),
    index('conflict_of_row').on(t.org, t.row_id),
    index('conflict_open').on(t.org, t.mine_by, t.id).where(sql.raw('resolved_at IS NULL')),
    // Settled ones are found by their age; open ones are not in it.
    index('conflict_settled').on(t.org, t.resolved_at).where(sql.raw('resolved_at IS NOT NULL')),
  ],
)

/** The scope that a customer left: whoever saw him then and does not now is told that he is gone. WITHOUT ROWID. */
export const scopeEvent = sqliteTable(
  'scope_event',
  {
    org: text().notNull(),
    seq: integer().notNull(),
    row_id: text().notNull(),
    left_owner: text(),
    left_visibility: text(),
  },
  (t) => [primaryKey({ columns: [t.org, t.seq, t.row_id] })],
)

/** One run of the tier engine; with `tier_input` any old tier can be computed again. */
export const tierRun = sqliteTable(
  'tier_run',
  {
    org: text().notNull(),
    run: integer().notNull(),
    at: integer().notNull(),
    /** The day that overrides were judged by, in the organisation's time zone. */
    today: text().notNull(),
    by_user: text().notNull(),
    engine: integer().notNull(),
    policy: text().notNull(),
    metric: text().notNull(),
    ranked: integer().notNull(),
    /** What made it: the end of a sync session, the 1st of the month, a manager's word. */
    moment: text({ enum: ['sync', 'month', 'apply'] })
      .notNull()
      .default('sync'),
    /** The policy's version; 0 for the standard one. */
    version: integer().notNull().default(0),
    /** Names a run that must not be run twice: a month's, a manager's request. */
    token: text(),
    /** All rows up to here are in it; -1 within the batch that runs it. */
    seq: integer().notNull().default(0),
    /** How many customers have another tier in force since; null for runs of before it was counted. */
    moved: integer(),
  },
  (t) => [
    primaryKey({ columns: [t.org, t.run] }),
    uniqueIndex('tier_run_token').on(t.org, t.token).where(sql.raw('token IS NOT NULL')),
  ],
)

/** A customer's figures as they entered a run, and what came of them; kept until a later run finds others. WITHOUT ROWID. */
export const tierInput = sqliteTable(
  'tier_input',
  {
    org: text().notNull(),
    row_id: text().notNull(),
    run: integer().notNull(),
    /** JSON array, see tier-inputs.ts; null in JSON: he was no customer any more. */
    figures: text().notNull(),
    /** JSON after the run: [tier in force, next tier, downgrades in a row, is it a manager's word]. */
    state: text(),
    /** JSON: [first rank, last rank, why the tier was held]; as of this run. */
    place: text(),
  },
  (t) => [primaryKey({ columns: [t.org, t.row_id, t.run] })],
)
