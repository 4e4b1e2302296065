// A record as one short text and back. What follows from the rest (the whole of a name from its parts, how it sounds)
// is worked out again instead of kept. A change of this form is a change of NORMALISER_VERSION.
import type { FullName } from '../normalize/full-name.ts'
import type { Organisation } from '../normalize/organisation.ts'
import { isHan, soundOf, surnameSound } from '../normalize/pinyin.ts'
import type { Street } from '../normalize/street.ts'
import type { MatchRecord } from './record.ts'

/** Between the parts of a record, and between the entries of a list. */
const PART = '|'
const ENTRY = ';'
/** Records are made of folded text: full-width forms do not occur in it, and stand for the two marks. */
const kept = (text: string): string =>
  /[|;]/u.test(text) ? text.replaceAll(PART, '｜').replaceAll(ENTRY, '；') : text
const told = (text: string): string => text.replaceAll('｜', PART).replaceAll('；', ENTRY)

type Texts = readonly string[]
const none: Texts = []
const keptList = (texts: Texts): string => texts.map(kept).join(ENTRY)

const withoutSpace = (text: string): string => text.replaceAll(' ', '')

/** Gives the parts one by one, in the order in which they were put; '' behind the last. */
interface Parts {
  readonly text: () => string
  readonly list: () => Texts
}

const partsIn = (whole: string): Parts => {
  const parts = whole.split(PART)
  let next = 0
  // Hardly any record holds a mark: one look spares a look at each part.
  const hasMarks = /[｜；]/u.test(whole)
  const part = () => parts[next++] ?? ''
  const list = (): Texts => {
    const text = part()
    return text === '' ? none : text.split(ENTRY)
  }
  return hasMarks
    ? { text: () => told(part()), list: () => list().map(told) }
    : { text: part, list }
}

/** A name in characters is its brand and trades; a spelt one its words, of which the first may be a place. */
const packFirm = (o: Organisation): Texts => {
  const isSpelt = o.words[0] !== o.brand || o.core !== o.brand + o.trade
  const isPlaced = isSpelt && o.coreSound !== o.core
  return [
    (isSpelt ? 's' : 'h') + (o.isGroup ? '1' : '0') + (isPlaced ? '1' : '0') + kept(o.brand),
    keptList(o.trades),
    isSpelt ? keptList(o.words) : '',
    kept(o.form),
    keptList(o.places),
    kept(o.branch),
    kept(o.qualifier),
    kept(o.numbers),
  ]
}

const unpackFirm = (head: string, parts: Parts): Organisation => {
  const isSpelt = head.startsWith('s')
  const brand = head.slice(3)
  const trades = parts.list()
  const spelt = parts.list()
  const trade = trades.join('')
  const words = isSpelt ? spelt : [brand, ...trades]
  const core = isSpelt ? words.join('') : brand + trade
  const placed = head.charAt(2) === '1' ? words.slice(1).join('') : core
  return {
    isHan: isHan(core),
    core,
    brand,
    sound: isSpelt ? withoutSpace(brand) : soundOf(brand),
    coreSound: isSpelt ? placed : soundOf(core),
    trades,
    trade,
    words,
    form: parts.text(),
    isGroup: head.charAt(1) === '1',
    places: parts.list(),
    branch: parts.text(),
    qualifier: parts.text(),
    numbers: parts.text(),
  }
}

const packName = (n: FullName): Texts => [
  (n.isHan ? 'h' : 'l') + (n.isOrderUnsure ? '1' : '0') + kept(n.surname),
  kept(n.given),
]

const unpackName = (head: string, parts: Parts): FullName => {
  const isInHan = head.startsWith('h')
  const surname = head.slice(2)
  const given = parts.text()
  return {
    isHan: isInHan,
    surname,
    given,
    surnameSound: isInHan ? surnameSound(surname) : withoutSpace(surname),
    givenSound: isInHan ? soundOf(given) : withoutSpace(given),
    isOrderUnsure: head.charAt(1) === '1',
  }
}

const packStreet = (s: Street): Texts => [
  `s${kept(s.number)}`,
  kept(s.city ?? ''),
  keptList(s.road),
  kept(s.numberTo),
  kept(s.building),
  kept(s.room),
]

const unpackStreet = (head: string, parts: Parts): Street => ({
  city: parts.text() || null,
  road: parts.list(),
  number: head.slice(1),
  numberTo: parts.text(),
  building: parts.text(),
  room: parts.text(),
})

/** A part of a record that is missing takes one empty place. */
const packed = <T>(whole: T | null, pack: (whole: T) => Texts): Texts =>
  whole === null ? [''] : pack(whole)
const unpacked = <T>(parts: Parts, unpack: (head: string, parts: Parts) => T): T | null => {
  const head = parts.text()
  return head === '' ? null : unpack(head, parts)
}

/** @param record whose texts are folded; null and '' are one */
export const packRecord = (record: MatchRecord): string => {
  const { organisation, person, street, mails, code } = record
  const { identity, born, city, region, postcode } = record
  const parts = [
    ...packed(organisation, packFirm),
    ...packed(person, packName),
    ...packed(street, packStreet),
    keptList(record.mobiles),
    keptList(record.lines),
    keptList(record.hotlines),
    keptList(mails.map(({ user, domain }) => `${user}@${domain}`)),
    keptList(record.domains),
    code === null ? '' : (code.isValid ? '1' : '0') + kept(code.code),
    ...[identity, born, city, region, postcode].map((text) => kept(text ?? '')),
  ]
  const last = parts.findLastIndex((part) => part !== '')
  return parts.slice(0, last + 1).join(PART)
}

const toMail = (text: string): MatchRecord['mails'][number] => {
  const at = text.lastIndexOf('@')
  return { user: text.slice(0, at), domain: text.slice(at + 1) }
}

export const unpackRecord = (text: string): MatchRecord => {
  const parts = partsIn(text)
  const organisation = unpacked(parts, unpackFirm)
  const person = unpacked(parts, unpackName)
  const street = unpacked(parts, unpackStreet)
  const mobiles = parts.list()
  const lines = parts.list()
  const hotlines = parts.list()
  const mails = parts.list().map(toMail)
  const domains = parts.list()
  const code = parts.text()
  return {
    organisation,
    person,
    mobiles,
    lines,
    hotlines,
    mails,
    domains,
    code: code === '' ? null : { code: code.slice(1), isValid: code.startsWith('1') },
    identity: parts.text() || null,
    born: parts.text() || null,
    street,
    city: parts.text() || null,
    region: parts.text() || null,
    postcode: parts.text() || null,
  }
}
