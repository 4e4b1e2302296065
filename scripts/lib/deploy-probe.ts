// What a deployed address lets through: old TLS, plain http. And what npm knows against the libraries in the product.
import { request } from 'node:http'
import { connect } from 'node:tls'

const PATIENCE_MS = 10_000

/** Does a server shake hands by TLS 1.1 or older? Cloudflare's setting "Minimum TLS Version" decides it. */
export const takesOldTls = (host: string, port = 443): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({
      host,
      port,
      servername: host,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      // Else OpenSSL itself refuses to speak so old a language.
      ciphers: 'DEFAULT@SECLEVEL=0',
      // Whose certificate it is does not matter here.
      rejectUnauthorized: false,
      timeout: PATIENCE_MS,
    })
    const end = (isTaken: boolean) => {
      socket.destroy()
      resolve(isTaken)
    }
    socket.on('secureConnect', () => end(true))
    socket.on('error', () => end(false))
    socket.on('timeout', () => end(false))
  })

/** Does plain http get an answer that is no way to https? Cloudflare's setting "Always Use HTTPS" decides it. */
export const takesPlainHttp = (host: string, path: string, port = 80): Promise<boolean> =>
  new Promise((resolve) => {
    const asked = request({ host, port, path, timeout: PATIENCE_MS }, (reply) => {
      const to = reply.headers.location ?? ''
      reply.resume()
      resolve(
        !(to.startsWith(`https://${host}`) && [301, 302, 307, 308].includes(reply.statusCode ?? 0)),
      )
    })
    asked.on('error', () => resolve(false))
    asked.on('timeout', () => {
      asked.destroy()
      resolve(false)
    })
    asked.end()
  })

/**
 * The report of `npm audit --json`: names of libraries with a known hole.
 * @returns null: it could not be looked at, as where a registry's mirror has no audit
 */
export const holesIn = (report: string): readonly string[] | null => {
  try {
    const told: unknown = JSON.parse(report)
    if (typeof told !== 'object' || told === null || !('vulnerabilities' in told)) return null
    const { vulnerabilities } = told
    return typeof vulnerabilities === 'object' && vulnerabilities !== null
      ? Object.keys(vulnerabilities)
      : null
  } catch {
    return null
  }
}
