// Why a field of merged rows has its value, and what stays when a merge is taken back, in English.

export const mergeEn = {
  'merge.rule.same': 'All rows say this',
  'merge.rule.only': 'Only one row says anything',
  'merge.rule.verified': 'Of the row that was verified last',
  'merge.rule.newest': 'Of the row that changed last',
  'merge.rule.full_name': 'The registered name, else the longest',
  'merge.rule.union': 'All of them together',
  'merge.rule.valid': 'The only one that checks',
  'merge.rule.withdrawal': 'Once somebody said no, it stays no',
  'merge.rule.latest': 'The latest day',
  'merge.rule.winner': 'Of the row that stays',
  'merge.rule.together': 'Goes with another field of the same row',
  'merge.rule.chosen': 'Chosen by hand',
  'merge.rule.typed': 'Typed by hand',
  'merge.refused.changed': 'Changed meanwhile: look again',
  'merge.refused.gone': 'Archived, or merged before',
  'merge.refused.forbidden': 'Not yours to merge: ask a manager',
  'unmerge.refused.forbidden': 'There is no such merge that you may take back',
  'unmerge.refused.merged_on':
    'The customer was merged into another one since: take that back first',
  'unmerge.refused.archived': 'The customer is archived: bring him back first',
  'unmerge.refused.busy': 'The rows are changing right now: try again',
  'unmerge.kept.changed': 'Changed since, and left as it is',
  'unmerge.kept.moved': 'Belongs to another customer by now',
  'unmerge.kept.archived': 'Archived since, and still is',
  'unmerge.kept.added': 'Came after the merge, and stays with the customer',
} as const
