// The manifest for an address, and what may stand in a build. Addresses are checked here, before anything is built.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { UsageError } from './command.ts'

/** The address in the manifest that is committed: `npm start` on this machine. */
const HOME = 'https://localhost:8787'

const OFFICE_JS = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js'
/** Office 365 operated by 21Vianet, for tenants in China. */
const OFFICE_JS_CHINA =
  'https://appsforoffice.cdn.partner.office365.cn/appsforoffice/lib/1/hosted/office.js'

const isLocal = (host: string): boolean =>
  /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|\[::1\]|0\.0\.0\.0)$/u.test(host)

const parseUrl = (option: string, text: string): URL => {
  if (!URL.canParse(text))
    throw new UsageError(
      `${option} takes an address such as https://crm.example.cn, not "${text}".`,
    )
  const url = new URL(text)
  if (url.protocol !== 'https:')
    throw new UsageError(
      `${option} must begin with https:// (Excel opens no other), not "${text}".`,
    )
  if (url.username !== '' || url.password !== '')
    throw new UsageError(`${option} must hold no user name and no password.`)
  return url
}

/** The origin that Worker and pane are served from, without a slash at its end. @throws UsageError */
export const parseAddress = (text: string | undefined, isDev: boolean): string => {
  if (text === undefined) throw new UsageError('--url is missing, such as https://crm.example.cn.')
  const url = parseUrl('--url', text)
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new UsageError(`--url takes the address alone, ${url.origin}, not "${text}".`)
  if (isLocal(url.hostname) && !isDev)
    throw new UsageError(
      `--url ${url.origin} is this machine only; give --dev as well where that is meant.`,
    )
  return url.origin
}

/** @param text an address, `china`, or undefined for Microsoft's CDN. @throws UsageError */
export const parseOfficeJs = (text: string | undefined): string => {
  if (text === undefined) return OFFICE_JS
  if (text === 'china') return OFFICE_JS_CHINA
  const url = parseUrl('--office-js', text)
  if (!url.pathname.endsWith('/office.js') || isLocal(url.hostname))
    throw new UsageError(
      `--office-js takes china or the address of office.js on a CDN, not "${text}".`,
    )
  return url.href
}

const replaced = (xml: string, from: string, to: string): string => {
  if (!xml.includes(from)) throw new Error(`manifest.xml does not hold ${from}`)
  return xml.replaceAll(from, to)
}

/** @param xml the committed manifest; @param origin as parseAddress answers it */
export const manifestForAddress = (xml: string, origin: string): string =>
  replaced(xml, `${HOME}/`, `${origin}/`).replace(/<!--[\s\S]*?-->\n/u, '')

const SELFTEST_CHANGES = [
  ['5b0a2f6e-8d0f-4c55-9a57-0c3f4a1f7e21', '5b0a2f6e-8d0f-4c55-9a57-0c3f4a1f7e22'],
  ['/taskpane.html"', '/taskpane.html?selftest=1"'],
  ['客户簿 Kehu', '客户簿 Kehu 自检'],
  ['客戶簿 Kehu', '客戶簿 Kehu 自檢'],
  ['"Kehu customer file"', '"Kehu self-test"'],
  ['"打开客户簿"', '"客户簿自检"'],
  ['"開啟客戶簿"', '"客戶簿自檢"'],
  ['"Customer file"', '"Kehu self-test"'],
] as const

/** The same add-in under an id of its own, opening the self-test: Excel offers no other way to a page's query. */
export const selftestManifest = (xml: string): string =>
  SELFTEST_CHANGES.reduce((text, [from, to]) => replaced(text, from, to), xml)

/** What only Microsoft's own library holds. */
const LIBRARY_NAME =
  /(?:^|\/)(?:office|o15apptofilemappingtable|excel-[a-z0-9]+-[\d.]+)(?:\.debug)?\.js$/iu
const LIBRARY_TEXT = /OSF\.DDA\.|Microsoft\.Office\.WebExtension|OfficeExtensionBatch/u

/** Files of a build that are, or hold, Microsoft's Office.js: its licence lets nobody publish it for others to copy. */
export const officeJsIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        LIBRARY_NAME.test(file.replaceAll('\\', '/')) ||
        (/\.(?:m?js|html)$/u.test(file) && LIBRARY_TEXT.test(readFileSync(file, 'utf8'))),
    )

/** Does the page load office.js from this address, and from no other? */
export const isLoadedFrom = (html: string, officeJs: string): boolean => {
  const sources = [...html.matchAll(/<script\b[^>]*\bsrc="([^"]*office\.js)"/gu)].map((m) => m[1])
  return sources.length === 1 && sources[0] === officeJs
}
