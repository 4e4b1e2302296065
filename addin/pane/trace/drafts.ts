// Settings as they are typed: texts in fields, what is wrong with each, and the policy once nothing is. Pure; the
// bounds are those of the protocol's schemas, and the server looks again.
import * as z from 'zod'

import { signInPolicy, type SignInPolicy } from '../../../shared/protocol/sign-in.ts'
import type { DeliveryPolicy, RetentionPolicy } from '../../../shared/protocol/trace.ts'

/** A text of trace-*.ts with its parameters. */
export interface Wrong {
  readonly key: string
  readonly params: Readonly<Record<string, string | number>>
}

/** By field; a field that is right has none. */
export type Wrongs<K extends string> = Readonly<Partial<Record<K, Wrong>>>

export type Draft<K extends string> = Readonly<Record<K, string>>

interface Bounds {
  readonly min: number
  readonly max: number
  readonly isWhole: boolean
  /** '' is a value. */
  readonly mayBeEmpty?: boolean
}

const ROWS_MAX = 10_000_000
const rows: Bounds = { min: 100, max: ROWS_MAX, isWhole: true }

export const deliveryBounds = {
  softRows: rows,
  softTimes: { min: 1, max: 100, isWhole: false },
  hardRows: rows,
  hardTimes: { min: 1, max: 1_000, isWhole: false },
} as const satisfies Readonly<Record<string, Bounds>>
export type DeliveryField = keyof typeof deliveryBounds

const months: Bounds = { min: 1, max: 1_200, isWhole: true, mayBeEmpty: true }
export const retentionBounds = { customer: months, contact: months, visit: months } as const
export type RetentionField = keyof typeof retentionBounds

const keyDays: Bounds = { min: 1, max: 365, isWhole: true }
const TENANTS_MAX = 20

/** Digits as they are typed with a Chinese input method count too. */
const toNumber = (text: string): number => {
  const plain = text.trim().normalize('NFKC').replaceAll(',', '')
  return /^\d{1,9}(?:\.\d{1,3})?$/u.test(plain) ? Number(plain) : NaN
}

const wrongNumber = (text: string, { min, max, isWhole, mayBeEmpty }: Bounds): Wrong | null => {
  if (mayBeEmpty === true && text.trim() === '') return null
  const number = toNumber(text)
  const isGood = number >= min && number <= max && (!isWhole || Number.isInteger(number))
  return isGood
    ? null
    : { key: isWhole ? 'settings.whole' : 'settings.number', params: { min, max } }
}

const wrongsBy = <K extends string>(
  draft: Draft<K>,
  bounds: Readonly<Record<K, Bounds>>,
): Wrongs<K> => {
  const found: Partial<Record<K, Wrong>> = {}
  for (const key in bounds) {
    const wrong = wrongNumber(draft[key], bounds[key])
    if (wrong !== null) found[key] = wrong
  }
  return found
}

const isNone = (wrongs: object): boolean => Object.keys(wrongs).length === 0

export const toDeliveryDraft = ({ soft, hard }: DeliveryPolicy): Draft<DeliveryField> => ({
  softRows: String(soft.rows),
  softTimes: String(soft.times),
  hardRows: String(hard.rows),
  hardTimes: String(hard.times),
})

/** A draft as it was read: no value as long as something is wrong. */
export interface Read<K extends string, T> {
  readonly wrongs: Wrongs<K>
  readonly value: T | null
}

export const readDelivery = (draft: Draft<DeliveryField>): Read<DeliveryField, DeliveryPolicy> => {
  const wrongs = wrongsBy(draft, deliveryBounds)
  if (!isNone(wrongs)) return { wrongs, value: null }
  const soft = { times: toNumber(draft.softTimes), rows: toNumber(draft.softRows) }
  const hard = { times: toNumber(draft.hardTimes), rows: toNumber(draft.hardRows) }
  const order: Wrong = { key: 'limits.order', params: {} }
  if (hard.rows < soft.rows) return { wrongs: { hardRows: order }, value: null }
  if (hard.times < soft.times) return { wrongs: { hardTimes: order }, value: null }
  return { wrongs: {}, value: { soft, hard } }
}

const monthsText = (value: number | null): string => (value === null ? '' : String(value))
const toMonths = (text: string): number | null => (text.trim() === '' ? null : toNumber(text))

export const toRetentionDraft = (policy: RetentionPolicy): Draft<RetentionField> => ({
  customer: monthsText(policy.customer),
  contact: monthsText(policy.contact),
  visit: monthsText(policy.visit),
})

export const readRetention = (
  draft: Draft<RetentionField>,
): Read<RetentionField, RetentionPolicy> => {
  const wrongs = wrongsBy(draft, retentionBounds)
  if (!isNone(wrongs)) return { wrongs, value: null }
  const value = {
    customer: toMonths(draft.customer),
    contact: toMonths(draft.contact),
    visit: toMonths(draft.visit),
  }
  return { wrongs: {}, value }
}

export type SignInField = 'tenants' | 'keyDays'

export const toSignInDraft = ({ tenants, keyDays: days }: SignInPolicy): Draft<SignInField> => ({
  tenants: tenants.join('\n'),
  keyDays: String(days),
})

const wrongTenants = (lines: readonly string[]): Wrong | null => {
  const line = lines.find((each) => !z.guid().safeParse(each).success)
  if (line !== undefined) return { key: 'signIn.tenantsWrong', params: { line } }
  return lines.length > TENANTS_MAX ? { key: 'signIn.tooMany', params: { max: TENANTS_MAX } } : null
}

export const readSignIn = (draft: Draft<SignInField>): Read<SignInField, SignInPolicy> => {
  const lines = draft.tenants.split(/[\s,;，；]+/u).filter((line) => line !== '')
  const tenants = wrongTenants(lines)
  const days = wrongNumber(draft.keyDays, keyDays)
  const wrongs = {
    ...(tenants === null ? {} : { tenants }),
    ...(days === null ? {} : { keyDays: days }),
  }
  if (!isNone(wrongs)) return { wrongs, value: null }
  const unique = [...new Set(lines.map((line) => line.toLowerCase()))]
  return {
    wrongs: {},
    value: signInPolicy.parse({ tenants: unique, keyDays: toNumber(draft.keyDays) }),
  }
}
