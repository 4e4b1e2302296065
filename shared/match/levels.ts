// The comparisons and how each can come out, best first. A field that one of two rows lacks has no level.

export const levels = {
  /** Names of two organisations. */
  name: [
    'same', // brand and trade
    'brand', // a bare brand on both sides
    'shorter', // one says less, or the trades overlap
    'sound', // homophone brand, trade not contradicting
    'latin', // pinyin or English of the Chinese one
    'typo', // one character off
    'close',
    'similar',
    'weak',
    'otherTrade', // the brand is the same, the trade contradicts
    'otherBrand', // Chinese brands with nothing in common
    'different',
  ],
  /** Numbers or bracketed words in two names that contradict each other. */
  qualifier: ['contradicts'],
  /** "Group" on one side only. */
  group: ['oneSide'],
  form: ['same', 'different'],
  branch: ['same', 'silent', 'headAndBranch', 'different'],
  /** A person's own row: surname and given name. */
  surname: ['same', 'sound', 'close', 'swapped', 'similar', 'different'],
  given: [
    'same',
    'sound',
    'close',
    'nickname',
    'initial',
    'swapped',
    'sibling',
    'similar',
    'different',
  ],
  /** The person named beside an organisation. */
  contact: ['same', 'sound', 'surnameOnly', 'close', 'sameSurname', 'different'],
  /** One row names an organisation, the other a person only. */
  kind: ['different'],
  mobile: ['same', 'close', 'different'],
  line: ['same', 'hotline', 'close', 'different'],
  email: ['same', 'sameUser', 'closeUser', 'colleague', 'different'],
  web: ['same', 'stem', 'different'],
  code: ['sameValid', 'same', 'close', 'different', 'differentValid'],
  identity: ['same', 'close', 'different'],
  born: [
    'same',
    'close',
    'partly',
    'different',
    'apart', // neither year, month nor day, nor by slips
  ],
  address: [
    'room', // road, number and room
    'door', // road and number
    'otherRoom',
    'nearDoor', // number the same, road alike
    'nearNumber', // road the same, number one digit off
    'road', // road the same, a number missing
    'number', // number the same, road not
    'otherNumber', // road the same, number not
    'different',
  ],
  city: [
    'same',
    'close',
    'within',
    'different',
    'apart', // two registered names, each with its town, and these are two
  ],
  postcode: ['same', 'close', 'area', 'different'],
  region: ['same', 'different'],
} as const

export type Field = keyof typeof levels
export type Level<F extends Field = Field> = (typeof levels)[F][number]

/** One field's part in the judgement. */
export interface Evidence {
  readonly field: Field
  readonly level: Level
  /** Doublings of the number of rows that share the value; 0 for a rare one. */
  readonly common: number
}
