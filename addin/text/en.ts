// The texts in English. Their keys are the keys of every language. {name} stands for a parameter,
// {name|group} for the text "group.<its value>". A problem says what is wrong and what would be right.

import { paneEn } from './pane-en.ts'
import { mergeEn } from './merge-en.ts'
import { privacyEn } from './privacy-en.ts'
import { questionEn } from './question-en.ts'
import { toolEn } from './tool-en.ts'
import { tierEn } from './tier-en.ts'
import { tradeEn } from './trade-en.ts'

export const en = {
  ...paneEn,
  ...mergeEn,
  ...questionEn,
  ...toolEn,
  ...tierEn,
  ...tradeEn,
  ...privacyEn,

  'flaw.required.empty': '{field} is missing: fill it in',
  'flaw.text.long': '{field} has {length} characters: at most {max} fit',
  'flaw.text.control': '{field} has invisible characters: type it again',
  'flaw.digits.lost':
    '{field}: Excel has rounded digits away. Format the column as Text, then enter the number again',
  'flaw.choice.unknown': '{field}: "{shown}" is not in the list. Choose one of: {offered}',
  'flaw.tags.many': '{field} has {count} entries: at most {max}',
  'flaw.phone.form':
    '{field} is not read as a phone number: write e.g. 139 1234 5678 or 010-8765 4321',
  'flaw.phone.length': '{field} has {digits} digits, expected {expected}: check it',
  'flaw.phone.area': '{field} has {digits} digits and no area code: write e.g. 028-4271 8095',
  'flaw.email.form': '{field} is not an e-mail address: write e.g. name@company.com',
  'flaw.email.domain': '{field} has a slip: did you mean {suggestion}?',
  'flaw.url.form': '{field} is not a web address: write e.g. www.company.com',
  'flaw.date.form': '{field} is not read as a date: write e.g. 2026-03-05',
  'flaw.date.ambiguous': '{field} can be {first} or {second}: write the year first',
  'flaw.time.form': '{field} is not read as date and time: write e.g. 2026-03-05 14:30',
  'flaw.money.form': '{field}: "{shown}" is not an amount. Write a number, e.g. 12500 or 1.25万',
  'flaw.money.currency': '{field} is in {shown}: enter it in {currency}',
  'flaw.number.form': '{field}: "{shown}" is not a number. Write digits only',
  'flaw.number.whole': '{field} is {shown}: write a whole number',
  'flaw.number.range': '{field} is {shown}: write a number from {min} to {max}',
  'flaw.credit.length': '{field} has {length} characters, expected {expected}',
  'flaw.credit.letter': '{field} has "{letter}", which such codes never have: check it',
  'flaw.credit.check':
    '{field} does not pass its check digit: one character is wrong or two are swapped',
  'flaw.ref.unknown':
    '{field}: nobody is called "{label}". Use the name as it stands in the file, or a customer\'s no.',
  'flaw.ref.ambiguous': '{field}: {count} answer to "{label}". Write which: {offered}',
  'flaw.formula.error': '{field} shows {shown}, a failed formula: enter the value itself',
  'flaw.field.readonly': '{field} is not yours to change: the old value stays',

  'status.synced': 'Synced',
  'status.pending': 'To be synced',
  'status.syncing': 'Syncing',
  'status.problem': 'To correct: {problems}',
  'status.warning': 'Synced. Please check: {problems}',
  'status.held': 'Copied and edited: which one is the original?',
  'status.copy': 'Copy of a row above',
  'status.cleared': 'Emptied: delete it?',
  'status.damaged': 'Not recognised: belongs to another file or user',
  'status.differs': 'Linked. Please decide: {fields} differ from what is on file',

  'outcome.applied': 'Synced',
  'outcome.merged': 'Synced, merged with changes of others',
  'outcome.done': 'Synced',
  'outcome.adopted': 'Synced, recognised again',
  'outcome.known': 'Exists already: {known}',
  'outcome.changed_identity': 'Another customer in this row? Say whether he is new or renamed',
  'outcome.conflict': 'Changed by both: choose mine or theirs',
  'outcome.invalid': 'To correct: {problems}',
  'outcome.forbidden': 'Not yours to change',
  'outcome.gone': 'No longer in the file',
  'outcome.retry': 'Will be sent again',

  'gone.scope': 'No longer yours to see',
  'gone.archived': 'Archived',
  'gone.merged': 'Merged into another customer',

  'known.credit': 'same credit code as {whom}',
  'known.name': 'same name and city as {whom}',
  'known.mobile': 'same mobile as {whom}',
  'known.phone': 'same phone as {whom}',
  'known.email': 'same e-mail as {whom}',
  'known.colleague': "a colleague's customer",
  'known.here': '{label}, further up in this sheet',
  'known.row': 'a row further up in this sheet',

  'metric.profit_12m': 'net profit, last 12 months',
  'metric.sales_12m': 'sales, last 12 months',

  'receipt.none': 'N · no figures yet',
  'receipt.few': 'Rank {rank} of {n} · tiers begin with {least} ranked customers',
  'receipt.cut': '{m|metric}: in the top {p}%',
  'receipt.loss': '{m|metric}: zero or below',
  'receipt.override': 'Set by hand: {reason} · until {until}',
  'receipt.rank': '{tier} · {metric|metric}: rank {rank} of {n}',

  'choice.other': 'Choose from the list or write another word; it will be marked',

  'list.separator': '; ',
} as const

export type TextKey = keyof typeof en
export type Texts = Readonly<Record<TextKey, string>>
