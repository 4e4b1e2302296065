// What the fuzzer does to a valid body before it is sent: inside of it (a value, a key), or to its text as a whole.
import { oddKeys, oddTexts, oddValues } from './odd.ts'

/** Chance that was drawn before: the same numbers, the same trick. */
export interface Dice {
  readonly int: (n: number) => number
  readonly pick: <T>(list: readonly T[]) => T
}

/** @param drawn whole numbers from 0 */
export const diceOf = (drawn: readonly number[]): Dice => {
  let next = 0
  const int = (n: number): number => (drawn[next++ % drawn.length] ?? 0) % n
  const pick = <T>(list: readonly T[]): T => {
    const found = list.at(int(list.length))
    if (found === undefined) throw new Error('nothing to pick from')
    return found
  }
  return { int, pick }
}

export interface Sent {
  readonly body: string | Uint8Array
  readonly headers: Readonly<Record<string, string>>
}

const DEPTH = 100_000
const PLACES_MAX = 400

interface Place {
  readonly parent: Record<string, unknown>
  readonly key: string
}
const isNode = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** Every place in a body at which something stands. Arrays have places too. */
const placesOf = (body: unknown): readonly Place[] => {
  const places: Place[] = []
  const nodes = [body]
  for (let node = nodes.pop(); node !== undefined; node = nodes.pop()) {
    if (!isNode(node)) continue
    for (const key of Object.keys(node)) {
      if (places.length >= PLACES_MAX) return places
      places.push({ parent: node, key })
      nodes.push(node[key])
    }
  }
  return places
}

const put = ({ parent, key }: Place, value: unknown): void => {
  Object.defineProperty(parent, key, {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  })
}

type Inside = (place: Place, dice: Dice) => void
const inside: Readonly<Record<string, Inside>> = {
  'a key left out': ({ parent, key }) => {
    delete parent[key]
  },
  'a key renamed': ({ parent, key }, dice) => {
    const value = parent[key]
    delete parent[key]
    put({ parent, key: `${dice.pick(['x', 'X', '_', key])}${key}` }, value)
  },
  'an odd value': (place, dice) => put(place, structuredClone(dice.pick(oddValues))),
  'an odd text': (place, dice) => put(place, dice.pick(oddTexts)),
  'an odd key': ({ parent }, dice) =>
    put(
      { parent, key: dice.pick(oddKeys) },
      structuredClone(dice.pick([...oddTexts, ...oddValues])),
    ),
  'an id that is odd': ({ parent, key }, dice) => {
    const value = parent[key]
    put({ parent, key }, typeof value === 'string' ? value.toLowerCase() : dice.pick(oddTexts))
  },
  'one thing many times': (place) => {
    const value = place.parent[place.key]
    put(
      place,
      Array.from({ length: 60 }, () => structuredClone(value)),
    )
  },
  'a value moved': (place, dice) => put(place, dice.pick(placesOf(place.parent)).parent['id']),
}

type Whole = (text: string, dice: Dice) => string | Uint8Array
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const atKey = (text: string, dice: Dice, what: string): string => {
  const keys = [...text.matchAll(/":/gu)]
  const at = keys.length === 0 ? -1 : (keys[dice.int(keys.length)]?.index ?? -1)
  return at < 0 ? what : `${text.slice(0, at + 2)}${what},"q":${text.slice(at + 2)}`
}
const whole: Readonly<Record<string, Whole>> = {
  'cut off': (text, dice) => text.slice(0, dice.int(Math.max(1, text.length))),
  'a key twice': (text) => text.replace(/^\{("[^"]*":)/u, '{$1null,$1'),
  'NaN in it': (text, dice) =>
    atKey(text, dice, dice.pick(['NaN', 'Infinity', '1e9999', '-', '01'])),
  'half a character': (text, dice) =>
    atKey(text, dice, dice.pick(['"\\ud800"', '"\\udc00\\ud800"'])),
  'no UTF-8': (text) => new Uint8Array([...bytes(text.slice(0, -1)), 0xff, 0xc0, 0x80, 0xed, 0xa0]),
  'deep inside': (text, dice) => atKey(text, dice, '['.repeat(DEPTH) + ']'.repeat(DEPTH)),
  'deep as a whole': (_, dice) => {
    const [open, close] = dice.pick([
      ['[', ']'],
      ['{"a":', '}'],
    ] as const)
    return `${open.repeat(DEPTH)}1${close.repeat(DEPTH)}`
  },
  'deep and not closed': () => '['.repeat(DEPTH),
  'a byte order mark': (text) => `\ufeff${text}`,
  'UTF-16': (text) =>
    new Uint8Array([
      0xff,
      0xfe,
      ...text
        .slice(0, 99)
        .split('')
        .flatMap((c) => [c.charCodeAt(0) & 255, 0]),
    ]),
  'another value': (_, dice) =>
    dice.pick(['', 'null', '0', '"x"', '[]', '[[]]', '{}', 'true', ' ']),
  'too long': (text) => `${text.slice(0, -1)}${' '.repeat(1_100_000)}}`,
  'a long text': (text, dice) => atKey(text, dice, `"${'长'.repeat(200_000)}"`),
  'a thousand keys': (text) =>
    text.replace(/\}$/u, `${Array.from({ length: 5_000 }, (_, i) => `,"k${i}":${i}`).join('')}}`),
}

const contentTypes = [
  'application/json',
  'text/plain',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/json; charset=utf-16',
  'text/html',
] as const
const headers: Readonly<Record<string, (dice: Dice) => Readonly<Record<string, string>>>> = {
  'another content type': (dice) => ({ 'Content-Type': dice.pick(contentTypes) }),
  'said to be packed': () => ({ 'Content-Encoding': 'gzip' }),
  'odd headers': (dice) => ({
    'X-Forwarded-For': dice.pick(["' OR 1=1", '::1', 'x'.repeat(4_000)]),
    'X-HTTP-Method-Override': 'DELETE',
    Origin: dice.pick(['null', 'https://evil.example']),
    'X-Request-Id': '<script>',
  }),
}

const NONE = 'nothing'
/** The names of all tricks; what is sent unchanged is one of them. */
export const tricks: readonly string[] = [
  NONE,
  ...Object.keys(inside),
  ...Object.keys(whole),
  ...Object.keys(headers),
]

/** Up to three changes inside, or one of the others. */
export const play = (trick: string, body: unknown, dice: Dice): Sent => {
  const change = inside[trick]
  if (change !== undefined) {
    const copy: unknown = structuredClone(body)
    for (let left = 1 + dice.int(3); left > 0; left--) {
      const places = placesOf(copy)
      if (places.length > 0) change(dice.pick(places), dice)
    }
    return { body: JSON.stringify(copy), headers: {} }
  }
  const text = JSON.stringify(body)
  const garble = whole[trick]
  if (garble !== undefined) return { body: garble(text, dice), headers: {} }
  return { body: text, headers: headers[trick]?.(dice) ?? {} }
}
