// The words of the check before a sync, in English. Loaded with their tool.

export const aheadEn = {
  'ahead.hint':
    'Rows of the customer sheet that were never synced are compared with the customers on file. Nothing is saved.',
  'ahead.go': 'Check the new rows',
  'ahead.again': 'Check again',
  'ahead.reading': 'Reading the sheet…',
  'ahead.working': 'Checking: {done} of {of}…',
  'ahead.none': 'There is no new row: all rows of the sheet were synced before.',
  'ahead.found': '{rows} checked; a sync would find:',
  'ahead.ended': 'Stopped: {done} of {of} rows were checked. A sync would find:',
  'ahead.count.new': 'new: they are saved',
  'ahead.count.known': 'on file already: they are not saved twice',
  'ahead.count.look': 'perhaps on file: they are saved, and you are asked about them',
  'ahead.count.related': 'belong to another customer: they are saved',
  'ahead.count.wrong': 'to correct first',
  'ahead.kind.known': 'On file already',
  'ahead.kind.look': 'Perhaps on file',
  'ahead.kind.related': 'Belongs to another customer',
  'ahead.kind.wrong': 'To correct first',
  'ahead.maybe': 'may be {whom}',
  'ahead.relation': '{relation}: {whom}',
  'ahead.hidden':
    '{count} rows concern colleagues’ customers. How many of these are told is limited by the day, and this check counts as a sync does.',
  'ahead.apart':
    'Rows were compared with each other {count} at a time: equal rows that stand further apart are found by the sync.',
  'ahead.which': 'Show',
  'ahead.all': 'All of these',
  'ahead.list': 'List these in a sheet',
  'ahead.sheetName': 'Checked rows',
  'ahead.listed': '{count} rows stand in the sheet “{sheet}”.',
  'ahead.occupied':
    'Nothing was written: you have columns of your own in the sheet “{sheet}” ({headers}). Move them elsewhere first.',
  'ahead.col.row': 'Row',
  'ahead.col.name': 'Customer name',
  'ahead.col.what': 'Found',
  'ahead.col.why': 'Why',
} as const
