// What a deployed address lets through, against servers of this machine that let through as much as they are told.
import { createServer as createHttp } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { Server } from 'node:net'

import { describe, expect, onTestFinished, test } from 'vitest'

import { holesIn, takesOldTls, takesPlainHttp } from '../../scripts/lib/deploy-probe.ts'
import { makeCertificate } from '../e2e/https-front.ts'

const certificate = makeCertificate()

const portOf = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => {
    server.listen(0, 'localhost', resolve)
  })
  onTestFinished(() => {
    server.close()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

describe.runIf(certificate !== null)('old TLS', () => {
  test.each([
    ['TLSv1', true],
    ['TLSv1.2', false],
    ['TLSv1.3', false],
  ] as const)('a server whose oldest is %s: taken? %s', async (minVersion, isTaken) => {
    const options = { ...certificate, minVersion, ciphers: 'DEFAULT@SECLEVEL=0' }
    const port = await portOf(createHttps(options, (_, reply) => reply.end()))
    expect(await takesOldTls('localhost', port)).toBe(isTaken)
  })
})

describe('plain http', () => {
  test.each([
    ['the page itself', 200, undefined, true],
    ['the way to https', 301, 'https://localhost/x', false],
    ['the way to somebody else', 301, 'https://evil.example/', true],
    ['the way to plain http', 302, 'http://localhost/x', true],
  ])('answered by %s', async (_, status, location, isTaken) => {
    const server = createHttp((__, reply) => {
      reply.writeHead(status, location === undefined ? {} : { location }).end()
    })
    expect(await takesPlainHttp('localhost', '/x', await portOf(server))).toBe(isTaken)
  })

  test('that nobody answers is refused', async () => {
    const server = createHttp()
    const port = await portOf(server)
    server.close()
    expect(await takesPlainHttp('localhost', '/x', port)).toBe(false)
    expect(await takesOldTls('localhost', port)).toBe(false)
  })
})

test('what npm audit says is read, and what is none is not taken for "none"', () => {
  expect(holesIn('{"vulnerabilities":{"hono":{},"zod":{}}}')).toEqual(['hono', 'zod'])
  expect(holesIn('{"vulnerabilities":{}}')).toEqual([])
  for (const text of ['', 'npm error', '{"error":{}}', 'null', '[]', '{"vulnerabilities":null}'])
    expect(holesIn(text)).toBeNull()
})
