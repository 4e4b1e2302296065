// Which customers a tier run looks at: those with a figure, an override or the name of a key account, and those that
// are not plainly N.
// The partial index says it in the same words; SQLite uses it only where they are the same.

const columns = [
  'profit_12m IS NOT NULL',
  'sales_12m IS NOT NULL',
  'orders_12m IS NOT NULL',
  'tier_override IS NOT NULL',
  "strategic IN ('current', 'future', 'potential')",
  "tier IS NOT 'N'",
  "tier_next IS NOT 'N'",
]

export const tierCondition = columns.join(' OR ')

/** Still a customer: neither archived nor merged into another. */
export const isLiveSql = (c: string): string =>
  `(${c}.archived_at IS NULL AND ${c}.merged_into IS NULL)`
