// The entry of the workbench's page: which language, which pane, whose desk; then the page opens.
// `?lang=` chooses the language, `?pane=` another page of this origin as the pane.
import { Page } from './page.ts'
import { isPaneThere } from './pane-frame.ts'
import { fetchPeople } from './people.ts'
import { toLanguage } from './text/texts.ts'

const query = new URLSearchParams(location.search)

/** Only a path of this origin: the pane is given a host. */
function panePath(): string {
  const wanted = query.get('pane') ?? ''
  return /^\/(?!\/)[\w./-]+\.html$/.test(wanted) ? wanted : '/addin/taskpane.html'
}

const root = document.getElementById('app')
if (root !== null) {
  const panePage = panePath()
  const [people, isPane] = await Promise.all([fetchPeople(), isPaneThere(panePage)])
  const page = new Page({
    root,
    people,
    panePage: isPane ? panePage : undefined,
    language: toLanguage(query.get('lang') ?? navigator.language),
  })
  Object.assign(globalThis, { workbench: page })
  performance.mark('ready')
  root.dataset['ready'] = ''
}
