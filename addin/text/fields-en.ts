// The words of fields and privacy in English: what is collected, who sees it, one value shown for a reason.

export const fieldsEn = {
  'fields.tabs': 'Fields and privacy',
  'tab.list': 'Fields',
  'tab.history': 'Decisions',
  'fields.loading': 'Reading the fields…',
  'fields.again': 'Look again',
  'fields.saved': 'Saved. The sheets follow with the next sync.',
  'fields.filter': 'Show',
  'fields.special': 'Sensitive or restricted',
  'fields.none': 'Nothing here.',
  'fields.change': 'Change',
  'fields.named': '{what}: {name}',
  'fields.save': 'Save',
  'fields.cancel': 'Cancel',

  'privacy.B0': 'Business',
  'privacy.B1': 'Business, confidential',
  'privacy.P1': 'Personal',
  'privacy.P2': 'Personal, private',
  'privacy.P3': 'Sensitive personal',
  'field.off': 'Not collected',
  'field.on': 'Collected',
  'field.kept': 'For {days} days: {purpose}',
  'field.sights': '{role}: {sight}',
  'sight.full': 'whole',
  'sight.masked': 'masked',
  'sight.none': 'not at all',
  'role.rep': 'Reps',
  'role.manager': 'Managers',
  'role.finance': 'Finance',
  'role.admin': 'Administrators',

  'draft.isOn': 'Collect this field',
  'draft.onHint': 'Sensitive personal data: only with a purpose and an end, and shown masked.',
  'draft.offHint':
    'Switched off, its values leave every sheet at the next sync and are no longer collected. What is stored is seen by nobody, and erased when its days are over.',
  'draft.purpose': 'Purpose (10 to 300 characters)',
  'draft.days': 'Days that a value is kept (1 to 3,650)',
  'draft.sight': '{role} see it',

  'fault.field.unknown': 'Nothing can be decided about this field.',
  'fault.field.always': 'This field is always collected.',
  'fault.purpose.missing': 'Write what it is collected for.',
  'fault.purpose.short': 'Say it in at least 10 characters, for example: birthday greetings.',
  'fault.purpose.long': 'At most 300 characters.',
  'fault.days.missing': 'Write for how many days a value is kept.',
  'fault.days.range': 'A whole number from 1 to 3,650.',
  'fault.sight.bounds': 'This field cannot be shown so to that role.',

  'reveals.label': 'Values that one user may reveal a day (0 to 1,000)',
  'reveals.text': 'A masked value is revealed one by one, with a reason: {limit} a day and user.',
  'reveals.wrong': 'A whole number from 0 to 1,000.',

  'history.none': 'Nobody decided anything yet: every field is as its class says.',
  'history.reveals': 'Revealed values a day: {from} → {to}',
  'history.usual': 'as its class says',
  'history.change': '{field}: {from} → {to}',

  'masked.title': 'Masked in this row',
  'masked.reveal': 'Reveal',
  'masked.reason': 'Why do you need it? (5 to 200 characters, no names)',
  'masked.reasonWrong': 'Write a reason of 5 to 200 characters. It stays in the audit.',
  'masked.go': 'Show the value',
  'masked.hint':
    'It is shown here for 30 seconds and never written into the sheet. Who revealed what and why stays in the audit.',
  'masked.value': '{field}, for 30 seconds',
  'masked.empty': 'There is nothing in this field.',
  'masked.left': '{count} more today',
  'masked.hide': 'Hide',
  'masked.busy': 'Asking…',

  'withheld.off':
    'Not collected here: {fields}. What you type in these columns stays in your sheet and is not sent.',
  'withheld.hidden':
    'Not for your role: {fields}. These columns stay empty, and what you type there is not sent.',
  'withheld.masked':
    'Masked: {fields}. Go to a row to reveal a value. Typed over, it is an edit like any other.',
} as const
