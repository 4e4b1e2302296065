// One address for the browser: sheet and pane through Vite, Office.js as it is installed, the demo team, and the
// Worker's API behind the same origin. Localhost only; never deployed.
import { createReadStream, existsSync } from 'node:fs'
import { createServer, request as httpRequest, type Server } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { normalize } from 'node:path'

import { createServer as createVite, type ViteDevServer } from 'vite'

import type { DemoUser } from './demo-team.ts'
import { projectFile } from './project.ts'

export interface DevServer {
  readonly url: string
  readonly stop: () => Promise<void>
}

export interface DevServerOptions {
  /** 0: any free port. */
  readonly port: number
  readonly workerUrl: string
  readonly users: readonly DemoUser[]
}

const officeFolder = projectFile('node_modules', '@microsoft', 'office-js', 'dist')

const sendOffice = (path: string, response: ServerResponse) => {
  const file = normalize(`${officeFolder}/${decodeURIComponent(path)}`)
  if (!file.startsWith(officeFolder) || !existsSync(file)) {
    response.writeHead(404).end()
    return
  }
  const type = file.endsWith('.css') ? 'text/css' : 'text/javascript'
  response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=3600' })
  createReadStream(file).pipe(response)
}

const forward = (workerUrl: string, request: IncomingMessage, response: ServerResponse) => {
  const target = new URL(request.url ?? '/', workerUrl)
  const headers = { ...request.headers, host: target.host }
  const upstream = httpRequest(target, { method: request.method, headers }, (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.pipe(response)
  })
  upstream.on('error', () => {
    if (!response.headersSent) response.writeHead(503)
    response.end()
  })
  request.pipe(upstream)
}

const createViteIn = (web: Server): Promise<ViteDevServer> =>
  createVite({
    root: projectFile(),
    configFile: false,
    appType: 'mpa',
    logLevel: 'error',
    cacheDir: projectFile('node_modules', '.vite', 'dev'),
    server: { middlewareMode: true, hmr: { server: web }, watch: null },
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    optimizeDeps: {
      noDiscovery: true,
      include: ['zod', 'libphonenumber-js/min', 'preact', 'preact/hooks', 'preact/jsx-runtime'],
    },
  })

const listen = (web: Server, port: number) =>
  new Promise<number>((resolve, reject) => {
    web.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken: npm start -- --port N chooses another.`)
          : error,
      ),
    )
    web.listen(port, '127.0.0.1', () => {
      const address = web.address()
      resolve(typeof address === 'object' && address ? address.port : port)
    })
  })

/** Starts on `port`; rejects with a plain sentence where it is taken. */
export const startDevServer = async (options: DevServerOptions): Promise<DevServer> => {
  const web = createServer()
  const port = await listen(web, options.port)
  const vite = await createViteIn(web)
  web.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const [path = '/', query = ''] = (request.url ?? '/').split('?')
    if (path.startsWith('/v1/')) forward(options.workerUrl, request, response)
    else if (path.startsWith('/office/')) sendOffice(path.slice('/office/'.length), response)
    else if (path === '/demo/users')
      response
        .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' })
        .end(JSON.stringify(options.users))
    else {
      if (path === '/') request.url = `/workbench/page/index.html?${query}`
      vite.middlewares(request, response, () => response.writeHead(404).end())
    }
  })
  return {
    url: `http://localhost:${port}`,
    stop: async () => {
      await vite.close()
      web.closeAllConnections()
      await new Promise((resolve) => web.close(resolve))
    },
  }
}
