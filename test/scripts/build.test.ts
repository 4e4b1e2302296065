// The build for an address, as users call it: what it refuses, what it writes, and what must never be in it.
import { execFile } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { afterAll, describe, expect, test } from 'vitest'

import {
  isLoadedFrom,
  manifestForAddress,
  officeJsIn,
  parseAddress,
  selftestManifest,
} from '../../scripts/lib/deployment.ts'
import { manifestFaults, readPackageVersion } from '../../scripts/lib/manifest.ts'
import { projectFile } from '../../scripts/lib/project.ts'
import { headersFor } from '../support/headers-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'kehu-build-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}
const build = (...args: readonly string[]) =>
  new Promise<Ended>((resolve) => {
    const script = [projectFile('scripts', 'build.ts'), ...args]
    execFile(process.execPath, script, { cwd: folder }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
const manifest = readFileSync(projectFile('manifest.xml'), 'utf8')
const CHINA = 'https://appsforoffice.cdn.partner.office365.cn/appsforoffice/lib/1/hosted/office.js'

describe('wrong calls end with 2 and one line that says what would be right', () => {
  test.each([
    [[], '--url is missing'],
    [['--url', 'http://crm.example.cn'], 'must begin with https://'],
    [['--url', 'http://localhost:8787', '--dev'], 'must begin with https://'],
    [['--url', 'https://localhost:8787'], 'give --dev'],
    [['--url', 'https://127.0.0.1'], 'give --dev'],
    [['--url', 'https://crm.example.cn/kehu'], 'takes the address alone, https://crm.example.cn'],
    [['--url', 'https://crm.example.cn?x=1'], 'takes the address alone'],
    [['--url', 'https://me:secret@crm.example.cn'], 'no user name'],
    [['--url', 'crm'], 'such as https://crm.example.cn'],
    [['--url', 'https://x.cn', '--office-js', 'http://x.cn/office.js'], 'must begin with https://'],
    [
      ['--url', 'https://x.cn', '--office-js', 'https://x.cn/other.js'],
      'china or the address of office.js',
    ],
    [['--url', 'https://x.cn', '--frame-ancestors', 'https://a.cn *'], 'takes china or origins'],
    [['--url', 'https://x.cn', '--out', projectFile()], 'must be a folder of its own'],
    [['--url', 'https://x.cn', 'dist'], 'Only options are taken'],
    [['--frob'], '--frob'],
  ])('%j', async (args, words) => {
    const { code, out, err } = await build(...args)
    expect({ code, out, lines: err.trimEnd().split('\n').length }).toEqual({
      code: 2,
      out: '',
      lines: 1,
    })
    expect(err).toContain(words)
  })
})

describe('the manifest for an address', () => {
  const made = manifestForAddress(manifest, 'https://crm.example.cn')

  test('every address is replaced, and the checker finds it good', () => {
    expect(made).not.toContain('localhost')
    expect(made.match(/https:\/\/crm\.example\.cn\//gu)).toHaveLength(
      manifest.match(/https:\/\/localhost:8787\//gu)?.length ?? 0,
    )
    expect(manifestFaults(made, readPackageVersion())).toBeNull()
  })

  test('that of the self-test is another add-in which opens another page', () => {
    const selftest = selftestManifest(made)
    expect(manifestFaults(selftest, readPackageVersion())).toBeNull()
    const idOf = (xml: string) => /<Id>(.*)<\/Id>/u.exec(xml)?.[1]
    expect(idOf(selftest)).not.toBe(idOf(made))
    expect(selftest.match(/taskpane\.html\?selftest=1"/gu)).toHaveLength(2)
    expect(selftest).not.toContain('taskpane.html"')
  })

  test('this machine is taken where --dev says so', () => {
    expect(parseAddress('https://localhost:3000/', true)).toBe('https://localhost:3000')
  })

  test('a manifest with other addresses is a mistake, not a silent copy', () => {
    expect(() => manifestForAddress(made, 'https://x.cn')).toThrow('does not hold')
  })
})

describe("Microsoft's library", () => {
  test.each([
    ['office.js', '// the loader'],
    ['assets/excel-web-16.00.js', ''],
    ['assets/excel-win32-16.01.debug.js', ''],
    ['assets/main-abc.js', 'var a=1;OSF.DDA.RichApi={}'],
  ])('is found as %s', (name, text) => {
    const planted = mkdtempSync(join(folder, 'planted-'))
    mkdirSync(join(planted, 'assets'))
    writeFileSync(join(planted, 'assets', 'index.js'), 'console.log("ours")')
    expect(officeJsIn(planted)).toEqual([])
    writeFileSync(join(planted, name), text)
    expect(officeJsIn(planted)).toEqual([join(planted, name)])
  })

  test.each(['office.js', 'excel-web-16.00.js', 'excel-win32-16.01.js'])(
    'is found by its text in %s of the package, under any name',
    (name) => {
      const planted = mkdtempSync(join(folder, 'renamed-'))
      const file = projectFile('node_modules', '@microsoft', 'office-js', 'dist', name)
      writeFileSync(join(planted, 'chunk.js'), readFileSync(file))
      expect(officeJsIn(planted)).toHaveLength(1)
    },
  )

  test('is loaded from one address only', () => {
    const script = (address: string) => `<script src="${address}"></script>`
    expect(isLoadedFrom(script(CHINA), CHINA)).toBe(true)
    expect(isLoadedFrom(script('/office/office.js'), CHINA)).toBe(false)
    expect(isLoadedFrom(script(CHINA) + script('/office.js'), CHINA)).toBe(false)
    expect(isLoadedFrom('', CHINA)).toBe(false)
  })
})

describe('a whole build', () => {
  test('holds the pane, its icons and both manifests, and says what comes next', async () => {
    const { code, out, err } = await build(
      '--url',
      'https://crm.example.cn',
      '--office-js',
      'china',
      '--out',
      'made',
    )
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const made = join(folder, 'made')
    const files = readdirSync(made, { recursive: true, encoding: 'utf8' })
    expect(files).toEqual(
      expect.arrayContaining([
        'manifest.xml',
        'manifest-selftest.xml',
        join('addin', 'taskpane.html'),
        join('addin', 'icon-80.png'),
      ]),
    )
    const page = readFileSync(join(made, 'addin', 'taskpane.html'), 'utf8')
    expect(isLoadedFrom(page, CHINA)).toBe(true)
    expect(page).not.toContain('%KEHU')
    expect(officeJsIn(made)).toEqual([])
    expect(
      files.filter((file) => file.split(/[/\\]/u).some((part) => part.startsWith('.'))),
    ).toEqual([])
    const loaded = [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/gu)].map((m) => m[1] ?? '')
    expect(loaded.length).toBeGreaterThan(0)
    expect(loaded.filter((file) => !existsSync(join(made, 'addin', file)))).toEqual([])
    expect(out).toContain('made/manifest.xml  for https://crm.example.cn')
    expect(out).toContain('docs/sideload.md')
    const headers = headersFor(readFileSync(join(made, '_headers'), 'utf8'), '/addin/taskpane.html')
    expect(headers['content-security-policy']).toContain(
      `script-src 'self' ${new URL(CHINA).origin};`,
    )
    expect(headers['content-security-policy']).toContain('https://*.sharepoint.cn')
    expect(headers['content-security-policy']).toContain('https://login.partner.microsoftonline.cn')
    expect(headers).not.toHaveProperty('x-frame-options')
  })
})
