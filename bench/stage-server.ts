// Serves built pages to a browser as production would: files as they are, Office.js as it is installed, the Worker's
// API behind the same origin. No tool stands between the files and what is measured.
import { createReadStream, existsSync, statSync } from 'node:fs'
import { createServer, request as httpRequest } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { extname, join, normalize, sep } from 'node:path'

import { projectFile } from '../scripts/lib/project.ts'

export interface StageServer {
  readonly url: string
  readonly stop: () => Promise<void>
}

export interface StageServerOptions {
  /** Folders by the path that they stand at; the longest path that fits is taken. */
  readonly folders: Readonly<Record<string, string>>
  /** Texts by path. */
  readonly texts: Readonly<Record<string, string>>
  /** The Worker's origin; null: no API. */
  readonly workerUrl: string | null
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
}

const officeFolder = projectFile('node_modules', '@microsoft', 'office-js', 'dist')

const fileAt = (folders: StageServerOptions['folders'], path: string): string | null => {
  for (const [at, folder] of Object.entries(folders)) {
    if (!path.startsWith(at)) continue
    const file = normalize(join(folder, path.slice(at.length)))
    const isInside = file.startsWith(`${normalize(folder)}${sep}`)
    if (isInside && existsSync(file) && statSync(file).isFile()) return file
  }
  return null
}

const forward = (workerUrl: string, request: IncomingMessage, response: ServerResponse) => {
  const target = new URL(request.url ?? '/', workerUrl)
  const headers = { ...request.headers, host: target.host }
  const upstream = httpRequest(target, { method: request.method, headers }, (reply) => {
    response.writeHead(reply.statusCode ?? 502, reply.headers)
    reply.pipe(response)
  })
  upstream.on('error', () => response.destroy())
  request.pipe(upstream)
}

/** Starts on a free port of localhost. */
export const startStageServer = async (options: StageServerOptions): Promise<StageServer> => {
  const folders = { '/office/': officeFolder, ...options.folders }
  const web = createServer((request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?')
    if (options.workerUrl !== null && path.startsWith('/v1/'))
      return forward(options.workerUrl, request, response)
    const text = options.texts[path]
    const file = text === undefined ? fileAt(folders, path) : null
    if (text === undefined && file === null) return void response.writeHead(404).end()
    const type = types[extname(file ?? path)] ?? types['.html']
    response.writeHead(200, { 'content-type': type, 'cache-control': 'max-age=3600' })
    if (file === null) response.end(text)
    else createReadStream(file).pipe(response)
  })
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  const address = web.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://localhost:${port}`,
    stop: async () => {
      web.closeAllConnections()
      await new Promise((resolve) => web.close(resolve))
    },
  }
}
