// The texts of transactions and of what is worked out from them, in English.

export const tradeEn = {
  'table.transaction': 'Transactions',

  'flaw.rate.missing': '{field} is missing: say what one {currency} was worth in {own} on that day',
  'flaw.kind.booked':
    '{field}: invoices, payments and returns are entered by finance or a manager, not by you',
  'flaw.figure.computed':
    '{field} is worked out from the transactions; what you typed is not taken. Correct the transactions instead',
} as const
