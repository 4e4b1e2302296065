// Https before a plain server of this machine, with a certificate that lives as long as the test: Excel on the web
// and its panes know nothing but https. Made by openssl in a temporary folder; nobody is asked to trust it.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { request as httpRequest } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Certificate {
  readonly key: Buffer
  readonly cert: Buffer
}

/** null where openssl is not installed. */
export const makeCertificate = (): Certificate | null => {
  const folder = mkdtempSync(join(tmpdir(), 'kehu-certificate-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  try {
    execFileSync(
      'openssl',
      ['req', '-x509', ...curve, '-days', '2', ...subject, '-keyout', key, '-out', cert],
      { stdio: 'ignore' },
    )
    return { key: readFileSync(key), cert: readFileSync(cert) }
  } catch {
    return null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const forwardTo = (target: URL) => (request: IncomingMessage, response: ServerResponse) => {
  const headers = { ...request.headers, host: target.host }
  const upstream = httpRequest(
    new URL(request.url ?? '/', target),
    { method: request.method, headers },
    (reply) => {
      response.writeHead(reply.statusCode ?? 502, reply.headers)
      reply.pipe(response)
    },
  )
  upstream.on('error', () => response.destroy())
  request.pipe(upstream)
}

export interface Front {
  /** https://localhost and a free port. */
  readonly url: string
  readonly stop: () => Promise<void>
}

/** An origin of its own for what stands at `target`. */
export const startFront = async (target: string, certificate: Certificate): Promise<Front> => {
  const server = createServer(certificate, forwardTo(new URL(target)))
  // Vite's reload channel: not needed by a test.
  server.on('upgrade', (_request, socket) => socket.destroy())
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  return {
    url: `https://localhost:${port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
