// Which customers a tier run looks at: those with a figure or an override, and those that are not plainly N.
// The partial index says it in the same words; SQLite uses it only where they are the same.

const columns = [
  'profit_12m IS NOT NULL',
  'sales_12m IS NOT NULL',
  'tier_override IS NOT NULL',
  "tier IS NOT 'N'",
  "tier_next IS NOT 'N'",
]

export const tierCondition = columns.join(' OR ')
