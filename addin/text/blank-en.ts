// The words of a workbook that was emptied, in English: what was done, what stays, what its user sees to himself.

export const blankEn = {
  'status.emptied': 'Emptied: no right to see it',
  'status.kept': 'Typed by you, not stored',

  'blank.busy': 'Your access has ended: what came from the server is taken out of this workbook…',
  'blank.busyAsked': 'What came from the server is taken out of this workbook…',
  'blank.out': 'Your access has ended',
  'blank.outText':
    'Your account was closed by your organisation. What came from the server was taken out of this workbook; your own columns and what you typed and never sent are untouched.',
  'blank.asked': 'This workbook was emptied',
  'blank.askedText':
    'What came from the server was taken out. Your own columns and what you typed and never sent are untouched. The next sync of its owner brings the rows back.',
  'blank.rows': 'Rows emptied now: {count}.',
  'blank.pivots': 'PivotTables that the add-in had made were deleted ({names}).',
  'blank.save': 'Save and close the workbook now: until then Undo (Ctrl+Z) brings cells back.',

  'kept.title': 'Kept, because you typed it ({count})',
  'kept.hint':
    'Nobody else has this. Copy what you need. In edited rows nobody can tell which cells were typed, so that the whole row stays.',
  'kept.row': '{sheet}, row {row}',
  'kept.unnamed': 'without a name',
  'kept.edited': 'edited since the last sync',
  'kept.unsent': 'never stored',
  'kept.unclear': 'its hidden mark cannot be read',
  'kept.more': 'And {count} more.',
  'kept.go': 'Go to the row',
  'kept.clear': 'Empty the edited rows too',
  'kept.clearTitle': 'Empty the edited rows too?',
  'kept.clearAsk':
    'What you typed in them is stored nowhere else and is gone then. Rows that were never stored stay.',

  'unreached.title': 'Not emptied',
  'unreached.text': '{sheet}: {why}',
  'unreached.noSheet': 'Workbook',
  'unreached.protected': 'The sheet is protected. Take the protection off, then try again.',
  'unreached.table_lost':
    'The table is no table any more (it was turned into plain cells, or deleted). Delete what is left of it yourself.',
  'unreached.restless':
    'Its rows or its hidden column cannot be told from each other. Delete the sheet yourself.',
  'unreached.cell_edit': 'A cell is being edited. Press Enter, then try again.',
  'unreached.unknown_report':
    'A copy of a report whose columns nobody knows any more. Delete the sheet.',
  'unreached.moved_block':
    'A receipt or list that was laid out here was moved or edited since. Delete what is left of it.',
  'unreached.excel': 'Excel refused it. Try again; else delete the sheet yourself.',
  'unreached.again': 'Try again',

  'reach.title': 'Out of reach: please see to it yourself',
  'reach.copies':
    'Cells copied elsewhere as values, pictures of cells and charts, names of cells: delete them.',
  'reach.pivots':
    'PivotTables of yours were refreshed ({names}), but Excel keeps old names in their filter lists: PivotTable Analyze › Options › Data › Number of items to retain per field: None, then Refresh.',
  'reach.pivotsFailed':
    'PivotTables that could not be refreshed show what they showed ({names}): delete them.',
  'reach.model': 'Data model and Power Query: Data › Refresh All, or delete the connections.',
  'reach.others':
    'PivotTables, charts and links in other workbooks fed from this one: refresh or delete them.',
  'reach.files':
    'Other copies of this file: e-mail attachments, chat, USB sticks, backups, AutoRecover, and version history in OneDrive or SharePoint. Delete them, and ask whoever got one.',
  'reach.prints': 'Prints, PDF files and screenshots: destroy them.',

  'wipe.go': "Take the server's data out of this file",
  'wipe.title': "Take the server's data out?",
  'wipe.ask':
    'All synced rows, reports and PivotTables of the add-in in this file are emptied. What was typed and never sent stays, own columns too. On the server nothing changes.',
} as const
