// What a store keeps of a customer for matching: the version of the normaliser, his record and his keys. The record is
// one short text (packed.ts): a search reads thousands of them.
import type { WireValues } from '../protocol/cell.ts'
import { customerRecord } from './customer.ts'
import { packRecord, unpackRecord } from './packed.ts'
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

interface Packed {
  readonly v: number
  /** A store cuts it out of the text; see FEATURES_BEGIN. */
  readonly r: string
  readonly k: readonly number[]
}

/** As text: {v, r, k}. */
export const packFeatures = ({ version, keys, record }: Features): string => {
  const packed: Packed = { v: version, r: packRecord(record), k: keys }
  return JSON.stringify(packed)
}

/** How the text of this version's features begins: a store tells by it without parsing, and the record follows. */
export const FEATURES_BEGIN = `{"v":${NORMALISER_VERSION},"r":`
/** What follows the record. */
export const FEATURES_KEYS = ',"k":['

/** Only `packFeatures` writes what is read here, and its version says that it is ours. */
const asPacked = (parsed: unknown): Packed | null => parsed as Packed | null

/** null for none, and for what another version wrote: that is not comparable. */
export const unpackFeatures = (text: string | null): Features | null => {
  const packed = text === null ? null : asPacked(JSON.parse(text))
  if (packed?.v !== NORMALISER_VERSION) return null
  return { version: packed.v, keys: packed.k, record: unpackRecord(packed.r) }
}
