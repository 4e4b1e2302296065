// The entry of the workbench's page: which language, which pane, whose desk; then the page opens.
// `?lang=` chooses the language, `?pane=` another page as the pane: of this origin, or over https.
import { Page } from './page.ts'
import { isPaneThere } from './pane-frame.ts'
import { fetchPeople } from './people.ts'
import { toLanguage } from './text/texts.ts'

const query = new URLSearchParams(location.search)

const PANE = '/addin/taskpane.html'

/**
 * The pane is given a host, so it must stand on this machine: a path of this origin, or an https
 * address of localhost, which is then spoken to as Excel on the web does it.
 */
function panePage(): string {
  const wanted = query.get('pane')
  if (wanted === null || !URL.canParse(wanted, location.href)) return PANE
  const { origin, protocol, hostname, pathname, search } = new URL(wanted, location.href)
  if (!pathname.endsWith('.html')) return PANE
  if (origin === location.origin) return `${pathname}${search}`
  const isNear = protocol === 'https:' && hostname === 'localhost'
  return isNear ? `${origin}${pathname}${search}` : PANE
}

const root = document.getElementById('app')
if (root !== null) {
  const address = panePage()
  const [people, isPane] = await Promise.all([fetchPeople(), isPaneThere(address)])
  const page = new Page({
    root,
    people,
    panePage: isPane ? address : undefined,
    language: toLanguage(query.get('lang') ?? navigator.language),
  })
  Object.assign(globalThis, { workbench: page })
  performance.mark('ready')
  root.dataset['ready'] = ''
}
