// E-mail addresses and web sites made comparable: slips of the keyboard repaired, providers for everybody told
// from a firm's own domain, shared mailboxes told from a person's.
import { isPlaceholderMail } from './placeholder.ts'

export interface Mail {
  readonly user: string
  readonly domain: string
}

const freeProvider =
  /^(?:vip\.|mail\.)?(?:qq|163|126|139|189|188|sina|sohu|yeah|foxmail|tom|21cn|aliyun|gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|gmx|web|proton|protonmail|hinet|seed|pchome|netvigator|mail|yandex|zoho)\.[a-z.]{2,7}$/u

export const isFreeDomain = (domain: string): boolean => freeProvider.test(domain)

const slips: readonly (readonly [RegExp, string])[] = [
  [/\.(?:con|cmo|ocm|comm|cpm|vom|xom|cem|om|c0m)$/u, '.com'],
  [/\.(?:com\.c|com\.cm|comcn|cm\.cn)$/u, '.com.cn'],
  [/\.(?:ner|nett|ent)$/u, '.net'],
  [/^vip\.(?=qq\.|163\.|126\.|sina\.)/u, ''],
  [/^googlemail\./u, 'gmail.'],
]

/** The addresses of a cell, at most three; test and role mailboxes (info@) are none. */
export const mailsIn = (cell: string): readonly Mail[] => {
  const text = cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/mailto:/gu, ' ')
    .replace(/\s*@\s*/gu, '@')
  const found: Mail[] = []
  for (const part of text.split(/[\s<>;,、|"'()[\]]+/u)) {
    const at = part.lastIndexOf('@')
    if (at <= 0) continue
    const user = part
      .slice(0, at)
      .replace(/^.*[:：]/u, '')
      .replace(/\+.*$/u, '')
    const typed = part
      .slice(at + 1)
      .replace(/[.。]+$/u, '')
      .replace(/。/gu, '.')
    const domain = slips.reduce((name, [slip, right]) => name.replace(slip, right), typed)
    if (user === '' || domain === '' || isPlaceholderMail(`${user}@${domain}`)) continue
    if (!found.some((m) => m.user === user && m.domain === domain)) found.push({ user, domain })
  }
  return found.slice(0, 3)
}

/** The firm's own domain of each role mailbox too: info@huada.com says huada.com. */
export const ownDomainsIn = (cell: string): readonly string[] =>
  [
    ...cell
      .normalize('NFKC')
      .toLowerCase()
      .matchAll(/@\s*([\p{L}\p{N}.-]+\.[\p{L}.]{2,})/gu),
  ]
    .map((match) =>
      slips.reduce((name, [slip, right]) => name.replace(slip, right), match[1] ?? ''),
    )
    .filter(
      (domain) => !isFreeDomain(domain) && !/^(?:example|test|abc|xxx|none|domain)\./u.test(domain),
    )

/** Sites where many firms have a page: their domain says nothing of whose it is. */
const hostedDomain =
  /(?:^|\.)(?:taobao|tmall|1688|alibaba|jd|weibo|facebook|linkedin|instagram|twitter|x|youtube|wixsite|wordpress|blogspot|google|baidu|qcc|tianyancha|yelp|tripadvisor|amazon|ebay|shopify|made-in-china)\.[a-z.]{2,7}$/u

/** The host of a web address without www; null for none or one that many share. */
export const webDomain = (cell: string): string | null => {
  const text = cell.normalize('NFKC').trim().toLowerCase()
  const host =
    text
      .replace(/^[a-z]+:\/\//u, '')
      .replace(/^www\d?\./u, '')
      .split(/[/?#:\s]/u)[0] ?? ''
  if (!/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(host)) return null
  return hostedDomain.test(host) || isFreeDomain(host) ? null : host
}
