// The headers that the pane's files are served with: who may run scripts in it, whom it may talk to, who may frame it.
// Written into dist/_headers, which Cloudflare reads; any other server must be told the same.
import { UsageError } from './command.ts'

/**
 * Where Excel on the web frames a pane. Microsoft publishes no list (OfficeDev/office-js #1005, #3342), so it is a
 * setting; these are the hosts that those threads name. Excel on Windows and Mac frames nothing.
 */
const EXCEL_HOSTS = [
  'https://*.officeapps.live.com',
  'https://*.sharepoint.com',
  'https://excel.cloud.microsoft',
  'https://*.cloud.microsoft',
  'https://*.office.com',
  'https://*.office365.com',
  'https://onedrive.live.com',
]
/** Office 365 operated by 21Vianet. */
const EXCEL_HOSTS_CHINA = [
  'https://*.partner.officewebapps.cn',
  'https://*.sharepoint.cn',
  'https://*.partner.office365.cn',
  'https://*.office365.cn',
]

export const AUTHORITY = 'https://login.microsoftonline.com'
export const AUTHORITY_CHINA = 'https://login.partner.microsoftonline.cn'

export interface PaneSetting {
  /** Full address of office.js. */
  readonly officeJs: string
  /** Origin of the sign-in service. */
  readonly authority: string
  /** Sources that may frame the pane, beside its own origin. */
  readonly ancestors: readonly string[]
}

const source = /^https:\/\/(?:\*\.)?[a-z0-9.-]+(?::(?:\d+|\*))?$/u

/** @param text sources separated by spaces, `china`, or undefined for Microsoft's hosts. @throws UsageError */
export const parseAncestors = (text: string | undefined): readonly string[] => {
  if (text === undefined) return EXCEL_HOSTS
  if (text === 'china') return EXCEL_HOSTS_CHINA
  const sources = text.split(/\s+/u).filter((part) => part !== '')
  const wrong = sources.find((part) => !source.test(part))
  if (wrong !== undefined || sources.length === 0)
    throw new UsageError(
      `--frame-ancestors takes china or origins such as "https://*.sharepoint.com", not "${wrong ?? text}".`,
    )
  return sources
}

/** The one policy of the pane: nothing but its own files, office.js, and its own API. */
export const contentPolicy = ({ officeJs, authority, ancestors }: PaneSetting): string =>
  [
    "default-src 'none'",
    `script-src 'self' ${new URL(officeJs).origin}`,
    `connect-src 'self' ${authority}`,
    // Office.js writes styles into the page (OfficeDev/office-js #1687).
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors 'self' ${ancestors.join(' ')}`,
  ].join('; ')

/** The text of dist/_headers. No X-Frame-Options: it knows no list, and Excel on the web frames the pane. */
export const headersFile = (setting: PaneSetting): string => `/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Strict-Transport-Security: max-age=31536000
/addin/*
  Content-Security-Policy: ${contentPolicy(setting)}
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
/addin/taskpane.html
  Cache-Control: no-cache
/addin/sign-in.html
  Cache-Control: no-cache
/addin/assets/*
  Cache-Control: public, max-age=31536000, immutable
`
