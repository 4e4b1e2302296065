// npm run build -- --url https://crm.example.cn: the pane, its icons and the manifests for one address, in one folder.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'

import { readArguments, runCommand, UsageError } from './lib/command.ts'
import {
  isLoadedFrom,
  manifestForAddress,
  officeJsIn,
  parseAddress,
  parseOfficeJs,
  selftestManifest,
} from './lib/deployment.ts'
import { iconName, iconSizes } from './lib/icons.ts'
import { manifestFaults, readPackageVersion } from './lib/manifest.ts'
import { AUTHORITY, AUTHORITY_CHINA, headersFile, parseAncestors } from './lib/pane-headers.ts'
import { projectFile } from './lib/project.ts'

const usage =
  'npm run build -- --url https://crm.example.cn [--office-js china|URL] [--frame-ancestors china|"ORIGIN …"] [--out dist] [--dev]'
const options = {
  url: { type: 'string' },
  'office-js': { type: 'string' },
  'frame-ancestors': { type: 'string' },
  out: { type: 'string', default: 'dist' },
  dev: { type: 'boolean', default: false },
} as const

/** Vite writes taskpane.html and what it loads; the address of office.js goes in through the environment. */
const buildPane = async (folder: string, officeJs: string): Promise<void> => {
  process.env['KEHU_OFFICE_JS'] = officeJs
  // Loaded only here: a wrong call is answered at once.
  const { build } = await import('vite')
  await build({
    configFile: projectFile('addin', 'vite.config.ts'),
    // Vite warns that office.js is not bundled; it must not be.
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  })
}

/** An empty folder for the pane below `out`, which must not be one that holds sources. */
const emptyFolder = (out: string): string => {
  const folder = join(out, 'addin')
  if (existsSync(join(out, 'package.json')) || existsSync(join(folder, 'tsconfig.json')))
    throw new UsageError(`--out must be a folder of its own, such as dist, not ${out}.`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}

const copyIcons = (folder: string): void => {
  for (const size of iconSizes)
    copyFileSync(projectFile('addin', 'assets', iconName(size)), join(folder, iconName(size)))
}

/** Writes both manifests. @returns what is wrong with them, or null */
const writeManifests = (out: string, origin: string): string | null => {
  const xml = manifestForAddress(readFileSync(projectFile('manifest.xml'), 'utf8'), origin)
  const readIcon = (name: string) => {
    const file = join(out, 'addin', name)
    return existsSync(file) ? readFileSync(file) : null
  }
  const files = { 'manifest.xml': xml, 'manifest-selftest.xml': selftestManifest(xml) }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(out, name), text)
  const faults = Object.values(files).map((text) =>
    manifestFaults(text, readPackageVersion(), readIcon),
  )
  return faults.find((fault) => fault !== null) ?? null
}

/** What must hold of a finished build; null where it does. */
const faultOf = (out: string, officeJs: string): string | null => {
  const page = join(out, 'addin', 'taskpane.html')
  if (!existsSync(page)) return `The build left no ${page}.`
  if (!isLoadedFrom(readFileSync(page, 'utf8'), officeJs))
    return `${page} must load office.js from ${officeJs}, once.`
  const library = officeJsIn(out)
  return library.length === 0
    ? null
    : `Microsoft's library must not be in a build: ${library.join(', ')}`
}

const nextSteps = (out: string, origin: string): string => {
  const near = relative(process.cwd(), out)
  const place = near === '' || near.startsWith('..') ? out : near
  return `${join(place, 'manifest.xml')}  for ${origin}
Next: 1. serve ${place}/ at ${origin} with the headers of _headers, so that ${origin}/addin/taskpane.html opens;
      2. sideload ${join(place, 'manifest.xml')} in Excel: docs/sideload.md, step by step.
${join(place, 'manifest-selftest.xml')}  opens the self-test in a real Excel (npm run conformance compares).`
}

const main = async (): Promise<number> => {
  const { values, positionals } = readArguments(options, usage)
  if (positionals.length > 0) throw new UsageError(`Only options are taken. Usage: ${usage}`)
  const origin = parseAddress(values.url, values.dev)
  const isChina = values['office-js'] === 'china'
  const officeJs = parseOfficeJs(values['office-js'])
  const ancestors = parseAncestors(values['frame-ancestors'] ?? (isChina ? 'china' : undefined))
  const out = resolve(values.out)
  const pane = emptyFolder(out)
  await buildPane(pane, officeJs)
  copyIcons(pane)
  const authority = isChina ? AUTHORITY_CHINA : AUTHORITY
  writeFileSync(join(out, '_headers'), headersFile({ officeJs, authority, ancestors }))
  const fault = writeManifests(out, origin) ?? faultOf(out, officeJs)
  if (fault !== null) {
    console.error(fault)
    return 1
  }
  console.log(nextSteps(out, origin))
  return 0
}

await runCommand(main)
