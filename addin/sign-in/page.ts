// The dialog's page: goes to Microsoft and comes back to itself with a token, which it hands to the pane. Nothing is
// left in the browser.
import { createStandardPublicClientApplication } from '@azure/msal-browser'

import { tellPane } from '../excel/sign-in.ts'
import { readSurroundings } from '../excel/surroundings.ts'
import { openEntrance } from '../pane/people/entrance.ts'
import { toAuthOptions, toToken } from '../pane/people/identity.ts'
import type { DialogWord } from '../pane/people/identity.ts'

/** Office.js, which runs after this, takes both from the page; the library needs them. */
const pushState = history.pushState.bind(history)
const replaceState = history.replaceState.bind(history)

const say = (word: DialogWord): void => {
  sessionStorage.clear()
  tellPane(JSON.stringify(word))
}

const run = async (): Promise<void> => {
  await readSurroundings()
  Object.assign(history, { pushState, replaceState })
  const ways = await openEntrance(location.origin).ways()
  const way = ways.ok ? ways.value.account : null
  if (way === null) return say({ refused: 'This server names no Microsoft accounts.' })
  const client = await createStandardPublicClientApplication({
    auth: { ...toAuthOptions(way), redirectUri: `${location.origin}${location.pathname}` },
    cache: { cacheLocation: 'sessionStorage' },
  })
  const acquired = await client.handleRedirectPromise()
  if (acquired === null) return client.acquireTokenRedirect({ scopes: [way.scope] })
  const { text, expires } = toToken(acquired, Date.now())
  return say({ token: text, expires })
}

run().catch((error: unknown) => say({ refused: String(error).slice(0, 300) }))
