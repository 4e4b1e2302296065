import { expect, test } from 'vitest'

import { typedNumber } from '../../shared/sheet/typed-number.ts'

test.each([
  ['=+852 2739 7982', '+852 2739 7982'],
  ['=+886-2-4744-2741', '+886-2-4744-2741'],
  ['=+86 755 69720914转290', '+86 755 69720914转290'],
  ['=+86 23 23130007#185', '+86 23 23130007#185'],
  ['=+8618914410827/0755 7817 5956', '+8618914410827/0755 7817 5956'],
  ['=+8613812345678、+8613912345678', '+8613812345678、+8613912345678'],
  ['=+８６１７７９５７２４６５８', '+８６１７７９５７２４６５８'],
])('%s was typed as a phone number', (formula, typed) => {
  expect(typedNumber(formula)).toBe(typed)
})

test.each([
  '=A1+B1',
  '=1+1',
  '=+5+3',
  '=+1000000+2000000',
  '=+SUM(A1:A9)',
  '=-13812345678',
  '+8613812345678',
  '无',
  138,
])('%s is the user’s own', (formula) => {
  expect(typedNumber(formula)).toBeNull()
})
