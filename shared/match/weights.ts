// The shipped weights: bits of evidence for "one customer" (positive) or against it (negative), per field and
// outcome. Fitted by regularised logistic regression on half of the clusters of the labelled sets around values
// set by hand, rounded to half bits; the vetoes and what the sets cannot show are set by hand (SPEC.md, M40 on).
import type { Field, Level } from './levels.ts'

type FieldWeights = { readonly [F in Field]: { readonly [L in Level<F>]: number } }

/** Which of two rows' kinds decides what a field says: another e-mail is little for a firm, more for a person. */
export type Kind = 'organisation' | 'person'

export interface KindWeights {
  readonly bias: number
  readonly bits: FieldWeights
  /** Bits lost for each doubling of the count of the shared value. */
  readonly common: { readonly [F in Field]?: number }
}

export type Weights = { readonly [K in Kind]: KindWeights }

const shared: Pick<FieldWeights, 'code' | 'kind' | 'qualifier' | 'branch'> = {
  code: { sameValid: 20, same: 14, close: 8, different: -4, differentValid: -20 },
  kind: { different: -8 },
  qualifier: { contradicts: -6 },
  branch: { same: 3.5, silent: -5, headAndBranch: -14, different: -20 },
}

const organisation: FieldWeights = {
  ...shared,
  name: {
    same: 9.5,
    brand: 8.5,
    shorter: 7,
    sound: 7,
    latin: 7.5,
    typo: 6,
    close: 4.5,
    similar: 4,
    weak: 2,
    otherTrade: -7.5,
    otherBrand: -8,
    different: -5,
  },
  group: { oneSide: -1 },
  form: { same: 0.5, different: -2.5 },
  surname: { same: 4.5, sound: 3.5, close: 4, swapped: 4, similar: 2, different: -4 },
  given: {
    same: 6,
    sound: 5,
    close: 5,
    nickname: 4,
    initial: 2,
    swapped: 4.5,
    sibling: -3,
    similar: 1.5,
    different: -5,
  },
  contact: { same: 4, sound: 4, surnameOnly: 2.5, close: 3, sameSurname: -0.5, different: -0.5 },
  mobile: { same: 5.5, close: 4, different: -0.5 },
  line: { same: 5.5, hotline: 5, close: 2, different: -0.5 },
  email: { same: 5.5, sameUser: 4.5, closeUser: 5, colleague: 1, different: -1 },
  web: { same: 4, stem: 1, different: -3 },
  identity: { same: 12, close: 8, different: -5 },
  born: { same: 4, close: 2, partly: 1, different: -1, apart: -1 },
  address: {
    room: 9.5,
    door: 9.5,
    otherRoom: 3,
    nearDoor: 7,
    nearNumber: 1.5,
    road: 3,
    number: 3,
    otherNumber: -4,
    different: -8,
  },
  city: { same: 1.5, close: 1.5, within: 0.5, different: -4.5, apart: -4.5 },
  postcode: { same: 4, close: 1, area: -1, different: -2.5 },
  region: { same: 0.5, different: -1.5 },
}

const person: FieldWeights = {
  ...shared,
  name: organisation.name,
  group: organisation.group,
  form: organisation.form,
  contact: organisation.contact,
  surname: { same: 6.5, sound: 3, close: 6, swapped: 6, similar: 4, different: -4 },
  given: {
    same: 7.5,
    sound: 3,
    close: 5,
    nickname: 5,
    initial: 2.5,
    swapped: 6.5,
    sibling: -6,
    similar: 1.5,
    different: -6,
  },
  mobile: { same: 7, close: 4, different: -4 },
  line: { same: 6, hotline: 2, close: 2, different: -2 },
  email: { same: 12, sameUser: 9, closeUser: 6.5, colleague: 1, different: -1 },
  web: { same: 7, stem: 5, different: -0.5 },
  identity: { same: 13, close: 8, different: -4 },
  born: { same: 12, close: 4, partly: 3, different: -4, apart: -4 },
  address: {
    room: 6,
    door: 5,
    otherRoom: 2,
    nearDoor: 6,
    nearNumber: 3,
    road: 2,
    number: 1,
    otherNumber: -0.5,
    different: -5,
  },
  city: { same: 4, close: 3.5, within: 0.5, different: -2.5, apart: -2.5 },
  postcode: { same: 5.5, close: 3, area: 0, different: -2.5 },
  region: { same: 1.5, different: -1.5 },
}

export const shippedWeights: Weights = {
  organisation: {
    bias: -7.5,
    bits: organisation,
    common: {
      name: 0.7,
      contact: 0.35,
      mobile: 1,
      line: 1,
      email: 1,
      web: 0.6,
      address: 0.2,
      city: 0.3,
      postcode: 0.15,
    },
  },
  person: {
    bias: -6,
    bits: person,
    common: {
      surname: 0.5,
      given: 0.85,
      mobile: 1,
      line: 1,
      email: 1,
      web: 0.7,
      born: 0.2,
      address: 0.55,
      city: 0.35,
      postcode: 0.25,
    },
  },
}
