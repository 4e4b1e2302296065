// The fingerprint of what an answer about two rows rested on: it keeps the pair silent until one of the fields that
// mattered says something else, or a field that neither pair of rows compared then speaks now.
import { hash64 } from '../sync/hash.ts'
import { reasonsOf, type Judgement } from './judge.ts'
import { levels, type Field } from './levels.ts'
import type { MatchRecord } from './record.ts'
import type { Weights } from './weights.ts'

export interface Print {
  /** The fields that mattered, by name. */
  readonly fields: readonly Field[]
  /** All that were compared. */
  readonly compared: readonly Field[]
  /** Over what both rows said in `fields`. */
  readonly hash: string
}

/** Less is no reason to ask again. */
const MATTERS_BITS = 1

/** What a row says in a field, as it is compared: another way of typing is no change. */
const saidIn = (record: MatchRecord, field: Field): unknown => {
  const { organisation, person, street } = record
  switch (field) {
    case 'name':
      return [organisation?.core, organisation?.isGroup]
    case 'qualifier':
      return [organisation?.numbers, organisation?.qualifier]
    case 'group':
      return organisation?.isGroup
    case 'form':
      return organisation?.form
    case 'branch':
      return organisation?.branch
    case 'kind':
      return organisation === null
    case 'surname':
      return person?.surname
    case 'given':
      return person?.given
    case 'contact':
      return [person?.surname, person?.given]
    case 'mobile':
      return record.mobiles
    case 'line':
      return [record.lines, record.hotlines]
    case 'email':
      return record.mails.map(({ user, domain }) => `${user}@${domain}`)
    case 'web':
      return record.domains
    case 'code':
      return record.code?.code
    case 'address':
      return [street?.road, street?.number, street?.building, street?.room]
    case 'identity':
    case 'born':
    case 'city':
    case 'postcode':
    case 'region':
      return record[field]
  }
}

const hashOf = (a: MatchRecord, b: MatchRecord, fields: readonly Field[]): string =>
  hash64(
    JSON.stringify(fields.map((field) => [saidIn(a, field) ?? null, saidIn(b, field) ?? null])),
  )

/** @param a the row whose id sorts first: the print of a pair is taken in that order */
export const printOf = (
  a: MatchRecord,
  b: MatchRecord,
  judgement: Judgement,
  weights: Weights,
): Print => {
  const fields = reasonsOf(judgement, weights)
    .filter(({ bits }) => Math.abs(bits) >= MATTERS_BITS)
    .map(({ field }) => field)
    .toSorted()
  return {
    fields,
    compared: judgement.evidence.map(({ field }) => field),
    hash: hashOf(a, b, fields),
  }
}

/** Do the rows still say what they said when the answer was given? */
export const isSilenced = (
  print: Print,
  a: MatchRecord,
  b: MatchRecord,
  judgement: Judgement,
  weights: Weights,
): boolean => {
  const isNew = (field: Field) => !print.compared.includes(field)
  const speaksUp = reasonsOf(judgement, weights).some(
    ({ field, bits }) => isNew(field) && Math.abs(bits) >= MATTERS_BITS,
  )
  return !speaksUp && hashOf(a, b, print.fields) === print.hash
}

const isField = (name: unknown): name is Field =>
  typeof name === 'string' && Object.hasOwn(levels, name)

/** A print as it was stored; one that cannot be read silences nothing. */
export const toPrint = (value: unknown): Print => {
  const empty: Print = { fields: [], compared: [], hash: '' }
  if (typeof value !== 'object' || value === null) return empty
  const { fields, compared, hash } = value as Partial<Record<keyof Print, unknown>>
  if (!Array.isArray(fields) || !Array.isArray(compared) || typeof hash !== 'string') return empty
  return { fields: fields.filter(isField), compared: compared.filter(isField), hash }
}
