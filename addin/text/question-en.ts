// The pane's questions and its history in English; en.ts takes them in.

export const questionEn = {
  'removed.title': 'No longer in the sheet ({count})',
  'removed.hint':
    'You removed or emptied these rows; on the server nothing has happened to them. What did you mean?',
  'removed.forget': 'Only from my sheet',
  'removed.archive': 'Archive for everybody',
  'removed.back': 'Put back',
  'removed.forgetAll': 'All: only from my sheet',
  'removed.archiveAll': 'All: archive for everybody',
  'removed.backAll': 'Put all back',
  'removed.unnamed': '(no name)',
  'removed.emptied': 'emptied',
  'removed.rest': '{rows} more, not named here: an answer for all takes them in.',
  'removed.askTitle': 'Archive {rows} for everybody?',
  'removed.ask':
    'Colleagues will no longer see them either, nor their contacts and visits. It can be taken back under History.',

  'hinted.text': '{rows} of your last paste may be a customer on file, or belong to one.',
  'hinted.review': 'Review',
  'hinted.close': 'Not now',

  'confirm.text':
    'So many at once: to be sure, the server asks you to type these words (ARCHIVE, then the number of rows):',
  'confirm.field': 'The words',
  'confirm.wrong': 'These are not the words. Type {words}',

  'copy.title': 'Copies of other rows ({count})',
  'copy.hint':
    'They say the same as the row that they were copied from, and are not sent. Edited or made rows of their own they are.',
  'copy.own': 'Make it a row of its own',
  'copy.ownAll': 'Make all rows of their own',

  'twin.title': 'Which one is the original? ({count})',
  'twin.hint':
    'A row was copied, and all of its copies were changed. The original keeps its place on the server; the others become new rows.',
  'twin.pick': 'This is the original',

  'damaged.title': 'Not recognised ({count})',
  'damaged.hint':
    'The hidden mark of these rows cannot be read or comes from another file. Taken as new rows they are sent, and the server says whether it knows them.',
  'damaged.own': 'Take it as a new row',
  'damaged.ownAll': 'Take all as new rows',

  'gone.title': 'Out of your sight, but typed in ({count})',
  'gone.hint': 'What you typed is only in this sheet: the server does not take it.',
  'gone.own': 'Make it a new row',
  'gone.giveUp': 'Give up what I typed',
  'gone.askTitle': 'Give up what you typed?',
  'gone.ask': 'The synced cells of this row are emptied; your own columns stay.',

  'leave.one': 'Leave for now',
  'leave.all': 'Leave all for now',
  'leave.left': '{rows} left for now',

  'lost.title': 'The server was set back to an earlier day',
  'lost.text': 'It lost {rows} that stand here as they were later. They wait for your word.',
  'lost.back': 'Give them back',
  'lost.accept': 'Let the server’s state stand',
  'lost.askTitle': 'Let the server’s state stand?',
  'lost.ask':
    'These rows become what the server has now, or leave this sheet. Rows that you edited since wait on.',

  'notice.bound':
    'Your account syncs this sheet, and no other does. Do several people write in this file? Better give each rep a workbook of his own.',
  'notice.file': 'This file has another name than before',
  'notice.fileText': 'It was copied or renamed, and now syncs as a workbook of its own.',
  'notice.ok': 'All right',

  'detach.go': 'Stop syncing this file',
  'detach.askTitle': 'Stop syncing this file?',
  'detach.ask':
    'Its sheets stay as they are, on the server nothing changes. Bring a list in again, and its rows are the same rows.',

  'owner.take': 'Make this sheet mine',
  'owner.askTitle': 'Make this sheet mine?',
  'owner.ask':
    'From now on your account syncs it, the other one no longer. Rows out of your sight are taken out of the sheet; what was typed in them stays and waits.',
  'owner.taking': 'Making the sheet yours…',
  'owner.again': 'It is tried again by itself in a minute.',

  'conflict.other': 'Type another',
  'conflict.otherLabel': 'Another value for {header}',
  'conflict.otherUse': 'Use this value',
  'conflict.empty': 'Type a value.',
  'conflict.rowMine': 'Row: all mine',
  'conflict.rowTheirs': 'Row: all theirs',
  'conflict.allMine': 'All mine',
  'conflict.allTheirs': 'All theirs',
  'conflict.which': 'All of',
  'conflict.whichAll': 'All columns ({count})',
  'conflict.whichOne': '{header} ({count})',
  'conflict.askMine': 'Use your values in all {count} cells?',
  'conflict.askTheirs': 'Keep their values in all {count} cells?',
  'conflict.ask': 'Both values stay in the history.',
  'conflict.refused':
    'Not taken: what was typed does not fit here, or the row has changed since. Look again.',

  'way.title': 'On its way',
  'way.edited': 'Cells changed since: the next sync looks what is to be sent',
  'way.toSend': 'Waiting to be sent: {rows}',
  'way.toCorrect': 'Held until corrected: {rows}',
  'way.toDecide': 'Held until you decide: {count}',
  'way.show': 'Show',
  'way.nothing': 'Nothing waits: all is with the server.',

  'history.open': 'History and undo',
  'history.title': 'History',
  'history.hint':
    'What was written at one go: pastes, imports, edits of many rows. Single rows are undone in the sheet.',
  'history.loading': 'Asking the server…',
  'history.none': 'Nothing yet that was written at one go.',
  'history.who': '{name} · {time}',
  'history.created': 'made {count}',
  'history.changed': 'changed {count}',
  'history.archived': 'archived {count}',
  'history.restored': 'brought back {count}',
  'history.isUndo': 'takes back an earlier one',
  'history.isUndone': 'was taken back',
  'history.undo': 'Undo',
  'history.redo': 'Undo the undo',
  'history.askTitle': 'Undo this? ({rows})',
  'history.ask':
    'Cells become what they were before, new rows are archived. What was changed since stays and is listed. Then the sheet is synced.',
  'history.busy': 'Undoing…',
  'history.done': 'Undone: {parts}',
  'history.doneChanged': 'set back {count}',
  'history.doneNothing': 'nothing was left to undo',
  'history.kept': 'Kept as it is ({count})',

  'kept.changed': 'changed since',
  'kept.gone': 'archived or merged since',
  'kept.main_contact': 'main contact of its customer',
  'kept.invalid': 'would no longer be valid',
  'kept.forbidden': 'not yours to change',

  'rows.one': '1 row',
  'rows.many': '{count} rows',
} as const
