// One address for the browser: the page, and the Worker's API behind the same origin. Localhost only.
import { readFileSync } from 'node:fs'
import {
  createServer,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'

import type { DemoTeam } from './demo-team.ts'
import { projectFile } from './project.ts'

export interface DevServer {
  readonly url: string
  readonly stop: () => Promise<void>
}

const forward = (workerUrl: string, request: IncomingMessage, response: ServerResponse) => {
  const target = new URL(request.url ?? '/', workerUrl)
  const upstream = httpRequest(
    target,
    { method: request.method, headers: { ...request.headers, host: target.host } },
    (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(response)
    },
  )
  upstream.on('error', () => response.writeHead(503).end())
  request.pipe(upstream)
}

/** Serves the page on `port`; rejects with a plain sentence where the port is taken. */
export const startDevServer = (options: {
  readonly port: number
  readonly workerUrl: string
  readonly team: DemoTeam
}): Promise<DevServer> =>
  new Promise((resolve, reject) => {
    const server = createServer((request, response) => {
      const path = (request.url ?? '/').split('?')[0]
      if (path === '/' || path === '/index.html')
        response
          .writeHead(200, {
            'content-type': 'text/html; charset=utf-8',
            'cache-control': 'no-store',
          })
          .end(readFileSync(projectFile('workbench', 'page', 'alive.html')))
      else if (path === '/v1' || path?.startsWith('/v1/'))
        forward(options.workerUrl, request, response)
      else response.writeHead(404).end()
    })
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${options.port} is taken: npm start -- --port N chooses another.`)
          : error,
      ),
    )
    server.listen(options.port, '127.0.0.1', () =>
      resolve({
        url: `http://localhost:${options.port}`,
        stop: () =>
          new Promise((done) => {
            server.close(() => done())
            server.closeAllConnections()
          }),
      }),
    )
  })
