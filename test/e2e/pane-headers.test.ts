// The built pane behind the headers that it is deployed with, on https, in a frame of another origin, with the real
// Office.js: it works, runs nobody else's script, and lets nobody else frame it.
import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'

import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import type { StageServer } from '../../bench/stage-server.ts'
import { headersFor } from '../support/headers-file.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { makeCertificate, startFront, type Certificate, type Front } from './https-front.ts'
import { CHROMIUM, launchBrowser, startPages } from './pages.ts'

const OFFICE = 'https://appsforoffice.microsoft.com/lib/1/hosted/'
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.png': 'image/png',
}
const certificate = existsSync(CHROMIUM) ? makeCertificate() : null

/** The folder as Cloudflare serves it: files, and the headers of _headers. */
const serveBuild = async (folder: string, own: Certificate): Promise<Server & { url: string }> => {
  const rules = readFileSync(join(folder, '_headers'), 'utf8')
  const server = createServer(own, (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?')
    const file = join(folder, path)
    if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end()
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'text/plain',
      ...headersFor(rules, path),
    })
    response.end(readFileSync(file))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return Object.assign(server, { url: `https://localhost:${port}` })
}

/** Microsoft's address answers with the library as it is installed: nothing here needs the internet. */
const answerOffice = (page: Page) =>
  page.route(`${OFFICE}**`, async (route) => {
    const name = new URL(route.request().url()).pathname.replace('/lib/1/hosted/', '')
    await route.fulfill({
      path: projectFile('node_modules', '@microsoft', 'office-js', 'dist', name),
      contentType: name.endsWith('.css') ? 'text/css' : 'text/javascript',
      headers: { 'access-control-allow-origin': '*' },
    })
  })

describe.runIf(certificate !== null)('the pane as it is deployed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kehu-headers-'))
  let workbench: StageServer
  let front: Front
  let server: Awaited<ReturnType<typeof serveBuild>>
  let browser: Browser

  beforeAll(async () => {
    if (certificate === null) return
    workbench = await startPages()
    front = await startFront(workbench.url, certificate)
    const script = projectFile('scripts', 'build.ts')
    const address = ['--url', 'https://crm.example.cn', '--frame-ancestors', front.url]
    execFileSync(process.execPath, [script, ...address, '--out', folder])
    server = await serveBuild(folder, certificate)
    browser = await launchBrowser()
  })
  afterAll(async () => {
    await browser.close()
    server.closeAllConnections()
    server.close()
    await front.stop()
    await workbench.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const open = async (top: string) => {
    const context = await browser.newContext({ ignoreHTTPSErrors: true })
    const page = await context.newPage()
    const refused: string[] = []
    page.on('console', (line) => {
      if (/Content.Security.Policy|Refused to/iu.test(line.text())) refused.push(line.text())
    })
    await answerOffice(page)
    await page.goto(
      `${top}/?lang=en&pane=${encodeURIComponent(`${server.url}/addin/taskpane.html`)}`,
    )
    return { page, refused, pane: page.frameLocator('.pane-home:not([hidden]) iframe') }
  }

  test('finds Excel, asks who is there, and nothing of it is refused', async () => {
    const { page, refused, pane } = await open(front.url)
    await pane.getByLabel('Key').waitFor()
    const frame = page.frames().find((each) => each.url().startsWith(server.url))
    const isReady = () => frame?.evaluate('performance.getEntriesByName("interactive").length')
    await expect.poll(isReady, { timeout: 20_000 }).toBe(1)
    expect(refused).toEqual([])
    await page.close()
  })

  test("runs nobody else's script, wherever it comes from", async () => {
    const { page, pane } = await open(front.url)
    await pane.getByLabel('Key').waitFor()
    const frame = page.frames().find((each) => each.url().startsWith(server.url))
    const ran = await frame?.evaluate(async () => {
      const inline = document.createElement('script')
      inline.textContent = 'window.ran = "inline"'
      document.body.append(inline)
      const far = document.createElement('script')
      far.src = 'data:text/javascript,window.ran="far"'
      document.body.append(far)
      document.body.insertAdjacentHTML('beforeend', '<img src="x:" onerror="window.ran = `event`">')
      await new Promise((resolve) => setTimeout(resolve, 300))
      return 'ran' in window
    })
    expect(ran).toBe(false)
    await page.close()
  })

  test('is not shown in a frame of somebody else', async () => {
    if (certificate === null) return
    const other = await startFront(workbench.url, certificate)
    const { page, refused, pane } = await open(other.url)
    await expect.poll(() => refused.join('\n'), { timeout: 15_000 }).toContain('frame-ancestors')
    expect(await pane.getByLabel('Key').count()).toBe(0)
    await page.close()
    await other.stop()
  })
})
