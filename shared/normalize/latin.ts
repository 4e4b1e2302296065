// Latin words made comparable: accents, case, apostrophes and the usual abbreviations of addresses and
// organisations levelled. Works on any text; Chinese is kept as it is.

/** Of many ways to write a word the shortest: for comparing only. */
const shortForms: Readonly<Record<string, string>> = Object.fromEntries(
  (
    'street:st avenue:ave av:ave aven:ave boulevard:blvd blv:blvd boul:blvd road:rd drive:dr drv:dr lane:ln place:pl court:ct ' +
    'crt:ct north:n south:s east:e west:w northeast:ne northwest:nw southeast:se southwest:sw suite:ste apartment:apt ' +
    'highway:hwy parkway:pkwy square:sq crescent:cres cr:cres circuit:cct crcuit:cct terrace:tce ter:tce close:cl first:1st ' +
    'second:2nd third:3rd fourth:4th fifth:5th sixth:6th seventh:7th eighth:8th ninth:9th tenth:10th eleventh:11th twelfth:12th ' +
    'saint:st mount:mt fort:ft center:ctr centre:ctr cntr:ctr association:assn assoc:assn academy:acad building:bldg floor:fl ' +
    'freeway:fwy expressway:expy turnpike:tpke plaza:plz route:rte junction:jct heights:hts ' +
    'department:dept government:govt institute:inst university:univ hospital:hosp elementary:elem manufacturing:mfg ' +
    'international:intl brothers:bros restaurant:rest delicatessen:deli community:comm company:co limited:ltd ' +
    'incorporated:inc corporation:corp private:pvt medical:med services:svc service:svc management:mgmt technologies:tech technology:tech'
  )
    .split(' ')
    .map((pair) => pair.split(':')),
)
const emptyWords = new Set('the of and a an at in on for de la le du & y'.split(' '))

const wordOf = (word: string): string =>
  Object.hasOwn(shortForms, word) ? (shortForms[word] ?? word) : word

/** Letters and digits of any script, lower case, without accents; apostrophes and dots join. */
export const plainLatin = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/gu, '')
    .toLowerCase()
    .replace(/(?<=\b\p{L})\.(?=\p{L}\b)/gu, '')
    .replace(/['`’‘´]/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** The words of a text in their short forms, without articles; all of them where nothing else is left. */
export const latinWords = (text: string): readonly string[] => {
  const all = plainLatin(text)
    .split(' ')
    .filter((word) => word !== '')
    .map(wordOf)
  const telling = all.filter((word) => !emptyWords.has(word))
  return telling.length > 0 ? telling : all
}

const soundCodes: Readonly<Record<string, string>> = Object.fromEntries(
  'b1 f1 p1 v1 c2 g2 j2 k2 q2 s2 x2 z2 d3 t3 l4 m5 n5 r6'.split(' ').map((p) => [p[0], p[1]]),
)

/** Soundex of a Latin word: first letter and three digits of its consonants. For keys only. */
export const soundex = (word: string): string => {
  let code = word.slice(0, 1)
  let last = soundCodes[code] ?? ''
  for (let i = 1; i < word.length && code.length < 4; i++) {
    const letter = word.charAt(i)
    const digit = soundCodes[letter] ?? ''
    if (digit !== '' && digit !== last) code += digit
    if (letter !== 'h' && letter !== 'w') last = digit
  }
  return code
}
