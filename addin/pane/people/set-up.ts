// The first run's form: what is proposed for a place, and which of its fields cannot be right.
import { organisationProfile, setupRequest } from '../../../shared/protocol/sign-in.ts'
import type { SetupRequest } from '../../../shared/protocol/sign-in.ts'

export type Country = SetupRequest['org']['country']
export const countries: readonly Country[] = organisationProfile.shape.country.options

export interface SetUpForm {
  readonly secret: string
  readonly name: string
  readonly country: Country
  readonly currency: string
  readonly timeZone: string
  readonly admin: string
}
export type FormField = keyof SetUpForm

const customs: Readonly<Record<Country, Pick<SetUpForm, 'currency' | 'timeZone'>>> = {
  CN: { currency: 'CNY', timeZone: 'Asia/Shanghai' },
  TW: { currency: 'TWD', timeZone: 'Asia/Taipei' },
  HK: { currency: 'HKD', timeZone: 'Asia/Hong_Kong' },
  MO: { currency: 'MOP', timeZone: 'Asia/Macau' },
}

/** A form for a place: its money and its clock. */
export const inCountry = (form: SetUpForm, country: Country): SetUpForm => ({
  ...form,
  country,
  ...customs[country],
})

export const emptyForm: SetUpForm = inCountry(
  { secret: '', name: '', country: 'CN', currency: '', timeZone: '', admin: '' },
  'CN',
)

const isTimeZone = (timeZone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const isField = (name: unknown): name is FormField =>
  typeof name === 'string' && Object.hasOwn(emptyForm, name)

/** The request, or which fields are wrong. */
export const readForm = (
  form: SetUpForm,
): { readonly request: SetupRequest } | { readonly wrong: readonly FormField[] } => {
  const parsed = setupRequest.safeParse({
    secret: form.secret.trim(),
    org: {
      name: form.name.trim(),
      country: form.country,
      currency: form.currency.trim().toUpperCase(),
      timeZone: form.timeZone.trim(),
    },
    admin: form.admin.trim(),
  })
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map(({ path }) => path.at(-1)).filter(isField)
  const wrongZone: readonly FormField[] = isTimeZone(form.timeZone.trim()) ? [] : ['timeZone']
  const all = [...new Set([...wrong, ...wrongZone])]
  return parsed.success && all.length === 0 ? { request: parsed.data } : { wrong: all }
}
