// The texts of what is not collected, not shown or not sound about persons, in English.

export const privacyEn = {
  'flaw.field.off':
    '{field} is not collected here: what stands in this column is not sent. A manager can switch the field on with a purpose',
  'flaw.field.hidden': '{field} is not for your role: what is typed in this column is not taken',
  'flaw.id.form':
    '{field} is not read as an identity number: 18 digits (the last may be X), or the number of a passport or permit',
  'flaw.id.check': '{field}: the check digit is wrong: compare the 18 digits once more',
  'flaw.child.age':
    '{field} is of a child under {years}: data on children is not recorded. Leave it empty, or leave this person out',
  'flaw.child.told':
    '{field} tells the age of a child under {years} ("{shown}"): leave age and year of birth out. Nothing is lost: the text stays in your sheet until you change it',
} as const
