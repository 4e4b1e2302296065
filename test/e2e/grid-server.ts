// Serves the workbench's page to a browser test: Vite for the page, Office.js as it is installed,
// and a demo team. The development server does the same for people.
import { createReadStream, existsSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

import { createServer as createVite } from 'vite'

const root = fileURLToPath(new URL('../..', import.meta.url))
const office = dirname(
  createRequire(import.meta.url).resolve('@microsoft/office-js/dist/office.js'),
)

export const team = [
  { id: 'u1', name: '李雷', role: 'rep', key: 'key-of-rep-1' },
  { id: 'u2', name: '王经理', role: 'manager', key: 'key-of-manager' },
] as const

function sendOffice(path: string, response: ServerResponse): void {
  const file = join(office, normalize(path))
  if (!file.startsWith(office) || !existsSync(file)) {
    response.writeHead(404).end()
    return
  }
  response.writeHead(200, { 'content-type': 'text/javascript' })
  createReadStream(file).pipe(response)
}

/** Starts on a free port of localhost. */
export async function startGridServer() {
  const web = createServer()
  const vite = await createVite({
    root,
    configFile: false,
    appType: 'mpa',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: { server: web }, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
  })
  web.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const [path = '/', query = ''] = (request.url ?? '/').split('?')
    if (path === '/demo/users') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(team))
    } else if (path.startsWith('/office/')) sendOffice(path.slice('/office/'.length), response)
    else {
      if (path === '/') request.url = `/workbench/page/index.html?${query}`
      vite.middlewares(request, response, () => response.writeHead(404).end())
    }
  })
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  const address = web.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://localhost:${port}/`,
    stop: async () => {
      await vite.close()
      web.closeAllConnections()
      await new Promise((resolve) => web.close(resolve))
    },
  }
}
