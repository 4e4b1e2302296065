// What Office tells of the place that the pane stands in: the host, its language, its colours. Small, because the
// pane asks for it before anything else is loaded.

export interface Surroundings {
  readonly isExcel: boolean
  /** Of the host's own texts, e.g. zh-CN. */
  readonly language: string
  /** Goes before every key of browser storage; '' where the browser keeps no partitions. */
  readonly partition: string
  /** The address of the file, as far as Office knows one. */
  readonly workbook: string
}

/** Office waits for its host without an end; a page outside of Office hears nothing. */
const READY_MS_MAX = 20_000

/** office.js runs after the pane has painted. false: it could not be loaded. */
const isOfficeLoaded = async (): Promise<boolean> => {
  if (typeof Office !== 'undefined') return true
  const script = document.querySelector('script[src$="/office.js"]')
  if (script === null) return false
  return new Promise((resolve) => {
    script.addEventListener('load', () => resolve(true))
    script.addEventListener('error', () => resolve(false))
  })
}

/** null: office.js is not there, or no host answered. */
export const readSurroundings = async (): Promise<Surroundings | null> => {
  if (!(await isOfficeLoaded())) return null
  const late = new Promise<null>((resolve) => {
    setTimeout(() => resolve(null), READY_MS_MAX)
  })
  const info = await Promise.race([Office.onReady(), late])
  if (info === null) return null
  const { context } = Office
  return {
    isExcel: info.host === Office.HostType.Excel,
    language: context.displayLanguage ?? '',
    partition: context.partitionKey ?? '',
    workbook: context.document?.url ?? '',
  }
}

/** Of a colour such as #292929: is white text better to read on it? */
const isDarkColour = (colour: string): boolean => {
  const found = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/iu.exec(colour)
  if (found === null) return false
  const [red = 0, green = 0, blue = 0] = found.slice(1).map((part) => Number.parseInt(part, 16))
  return red * 0.299 + green * 0.587 + blue * 0.114 < 128
}

/** null: Office does not say, or cannot; then the system's own preference counts. */
export const readIsDark = (): boolean | null => {
  try {
    const colour = Office.context.officeTheme?.bodyBackgroundColor
    return colour === undefined || colour === '' ? null : isDarkColour(colour)
  } catch {
    // Some hosts hand the client a theme that it cannot read.
    return null
  }
}
