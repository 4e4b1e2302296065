// Why a field of merged rows has the value that it has: the closed list. survive.ts decides, fields and kinds say what
// they ask for (schema/table.ts, schema/kind.ts); each rule has a sentence in addin/text, by code.

/**
 * Why a field has the value it has.
 * same: all rows agree. only: one row has it. verified: of the row that was verified last. newest: of the row that
 * changed last. full_name: the registered name, else the longest. union: all different values. valid: the others do not
 * check. withdrawal: a word that must win, such as "do not contact". latest: the later day. winner: the row that stays
 * decides. together: it goes with another field, from that one's row. chosen, typed: its user said so.
 */
export const survivalRules = [
  'same',
  'only',
  'verified',
  'newest',
  'full_name',
  'union',
  'valid',
  'withdrawal',
  'latest',
  'winner',
  'together',
  'chosen',
  'typed',
] as const
export type SurvivalRule = (typeof survivalRules)[number]
