// What a store keeps of a customer for matching: the version of the normaliser, his keys and his record. As lists, not
// as objects: a search reads thousands of them, and each is made into a record of one and the same shape.
import type { FullName } from '../normalize/full-name.ts'
import type { Organisation } from '../normalize/organisation.ts'
import type { Street } from '../normalize/street.ts'
import type { WireValues } from '../protocol/cell.ts'
import { customerRecord } from './customer.ts'
import { NORMALISER_VERSION, type MatchRecord } from './record.ts'
import { storeKeysOf } from './store-keys.ts'

export interface Features {
  readonly version: number
  readonly keys: readonly number[]
  readonly record: MatchRecord
}

export const featuresOf = (values: WireValues): Features => {
  const record = customerRecord(values)
  return { version: NORMALISER_VERSION, keys: storeKeysOf(record), record }
}

type Texts = readonly string[]
type Flag = 0 | 1
const toFlag = (value: boolean): Flag => (value ? 1 : 0)

type PackedFirm = readonly [
  isHan: Flag,
  core: string,
  brand: string,
  sound: string,
  coreSound: string,
  trades: Texts,
  trade: string,
  words: Texts,
  form: string,
  isGroup: Flag,
  places: Texts,
  branch: string,
  qualifier: string,
  numbers: string,
]

const packFirm = (o: Organisation): PackedFirm => [
  toFlag(o.isHan),
  o.core,
  o.brand,
  o.sound,
  o.coreSound,
  o.trades,
  o.trade,
  o.words,
  o.form,
  toFlag(o.isGroup),
  o.places,
  o.branch,
  o.qualifier,
  o.numbers,
]

const unpackFirm = (p: PackedFirm): Organisation => ({
  isHan: p[0] === 1,
  core: p[1],
  brand: p[2],
  sound: p[3],
  coreSound: p[4],
  trades: p[5],
  trade: p[6],
  words: p[7],
  form: p[8],
  isGroup: p[9] === 1,
  places: p[10],
  branch: p[11],
  qualifier: p[12],
  numbers: p[13],
})

type PackedName = readonly [
  isHan: Flag,
  surname: string,
  given: string,
  surnameSound: string,
  givenSound: string,
  isOrderUnsure: Flag,
]

const packName = (n: FullName): PackedName => [
  toFlag(n.isHan),
  n.surname,
  n.given,
  n.surnameSound,
  n.givenSound,
  toFlag(n.isOrderUnsure),
]

const unpackName = (p: PackedName): FullName => ({
  isHan: p[0] === 1,
  surname: p[1],
  given: p[2],
  surnameSound: p[3],
  givenSound: p[4],
  isOrderUnsure: p[5] === 1,
})

type PackedStreet = readonly [
  city: string | null,
  road: Texts,
  number: string,
  numberTo: string,
  building: string,
  room: string,
]

const packStreet = (s: Street): PackedStreet => [
  s.city,
  s.road,
  s.number,
  s.numberTo,
  s.building,
  s.room,
]

const unpackStreet = (p: PackedStreet): Street => ({
  city: p[0],
  road: p[1],
  number: p[2],
  numberTo: p[3],
  building: p[4],
  room: p[5],
})

type PackedRecord = readonly [
  firm: PackedFirm | 0,
  person: PackedName | 0,
  street: PackedStreet | 0,
  mobiles: Texts,
  lines: Texts,
  hotlines: Texts,
  mails: readonly (readonly [user: string, domain: string])[],
  domains: Texts,
  code: readonly [code: string, isValid: Flag] | 0,
  texts: readonly (string | null)[],
]

const packRecord = (r: MatchRecord): PackedRecord => [
  r.organisation ? packFirm(r.organisation) : 0,
  r.person ? packName(r.person) : 0,
  r.street ? packStreet(r.street) : 0,
  r.mobiles,
  r.lines,
  r.hotlines,
  r.mails.map(({ user, domain }) => [user, domain]),
  r.domains,
  r.code ? [r.code.code, toFlag(r.code.isValid)] : 0,
  [r.identity, r.born, r.city, r.region, r.postcode],
]

const unpackRecord = (p: PackedRecord): MatchRecord => {
  const texts = p[9]
  return {
    organisation: p[0] === 0 ? null : unpackFirm(p[0]),
    person: p[1] === 0 ? null : unpackName(p[1]),
    mobiles: p[3],
    lines: p[4],
    hotlines: p[5],
    mails: p[6].map(([user, domain]) => ({ user, domain })),
    domains: p[7],
    code: p[8] === 0 ? null : { code: p[8][0], isValid: p[8][1] === 1 },
    identity: texts[0] ?? null,
    born: texts[1] ?? null,
    street: p[2] === 0 ? null : unpackStreet(p[2]),
    city: texts[2] ?? null,
    region: texts[3] ?? null,
    postcode: texts[4] ?? null,
  }
}

/** As text: {v, k, r}. */
export const packFeatures = ({ version, keys, record }: Features): string =>
  JSON.stringify({ v: version, k: keys, r: packRecord(record) })

interface Packed {
  readonly v: number
  readonly k: readonly number[]
  readonly r: PackedRecord
}

/** Only `packFeatures` writes what is read here, and its version says that it is ours. */
const asPacked = (parsed: unknown): Packed | null => parsed as Packed | null

/** How the text of this version's features begins: a store tells by it without parsing. */
export const FEATURES_BEGIN = `{"v":${NORMALISER_VERSION},`

/** null for none, and for what another version wrote: that is not comparable. */
export const toFeatures = (parsed: unknown): Features | null => {
  const packed = asPacked(parsed)
  if (packed?.v !== NORMALISER_VERSION) return null
  return { version: packed.v, keys: packed.k, record: unpackRecord(packed.r) }
}

/** The same from text. */
export const unpackFeatures = (text: string | null): Features | null =>
  text === null ? null : toFeatures(JSON.parse(text))
