// The architecture and the house style as a test: what cannot be said in a type is said here.
import { existsSync, readdirSync, readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { manifestFaults } from '../scripts/lib/manifest.ts'
import { projectFile } from '../scripts/lib/project.ts'
import { locales } from '../shared/schema/kind.ts'
import { tables } from '../shared/schema/tables.ts'

interface Source {
  readonly path: string
  readonly text: string
}

const folders = ['addin', 'worker', 'shared', 'workbench', 'scripts', 'bench', 'test']
const sources: readonly Source[] = folders.flatMap((folder) =>
  readdirSync(projectFile(folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:ts|tsx|mjs)$/u.test(name) && !name.includes('node_modules'))
    .map((name) => ({
      path: `${folder}/${name}`,
      text: readFileSync(projectFile(folder, name), 'utf8'),
    })),
)
const inFolder = (...names: readonly string[]) =>
  sources.filter((s) => names.some((name) => s.path.startsWith(`${name}/`)))
const offenders = (list: readonly Source[], isBad: (s: Source) => boolean) =>
  list.filter(isBad).map((s) => s.path)
const importsOf = (s: Source) =>
  [...s.text.matchAll(/^(?:import|export)\b[^;'"]*?from\s+'([^']+)'|^import\s+'([^']+)'/gmu)].map(
    (m) => m[1] ?? m[2] ?? '',
  )
const withoutComments = (text: string) =>
  text.replaceAll(/\/\*[\s\S]*?\*\//gu, '').replaceAll(/^\s*\/\/.*$/gmu, '')
const product = inFolder('addin', 'worker', 'shared', 'workbench')
const isGenerated = (s: Source) => s.path.includes('.generated.')

describe('the parts know each other as the design says', () => {
  test('only addin/excel names the Office globals', () => {
    const others = product.filter(
      (s) => !s.path.startsWith('addin/excel/') && s.path.startsWith('addin/'),
    )
    expect(
      offenders(others, (s) => /\b(?:Excel|Office)\.\w/u.test(withoutComments(s.text))),
    ).toEqual([])
  })
  test.each([
    ['shared', ['addin', 'worker', 'workbench', 'scripts', 'node:', 'hono', 'drizzle']],
    ['addin', ['worker', 'workbench', 'scripts', 'node:', 'hono', 'drizzle']],
    ['worker', ['addin', 'workbench', 'scripts', 'node:']],
    ['workbench', ['addin', 'worker', 'shared', 'scripts']],
  ])('%s imports from none of %j', (folder, forbidden) => {
    const isForbidden = (from: string) =>
      forbidden.some((name) => from.startsWith(name) || from.includes(`../${name}/`))
    expect(
      offenders(
        inFolder(folder),
        (s) => !s.path.endsWith('.config.ts') && importsOf(s).some(isForbidden),
      ),
    ).toEqual([])
  })
  test('shared reads no clock and rolls no dice', () => {
    expect(
      offenders(inFolder('shared'), (s) => /Date\.now\(|new Date\(\)|Math\.random\(/u.test(s.text)),
    ).toEqual([])
  })
  test('zod is imported whole, so that its languages stay out of the bundle', () => {
    expect(offenders(sources, (s) => /import \{[^}]*\} from 'zod'/u.test(s.text))).toEqual([])
  })
  test('relative imports name their file, and nothing is re-exported in barrels', () => {
    const isBad = (from: string) =>
      from.startsWith('.') && !/\.(?:ts|tsx|mjs|json|css|(?:json|md)\?raw)$/u.test(from)
    expect(offenders(sources, (s) => importsOf(s).some(isBad))).toEqual([])
    expect(offenders(product, (s) => /^export \* from/mu.test(s.text))).toEqual([])
  })
})

describe('the house style holds', () => {
  test('no module is longer than 300 lines', () => {
    expect(
      offenders(
        product.filter((s) => !isGenerated(s)),
        (s) => s.text.split('\n').length > 301,
      ),
    ).toEqual([])
  })
  test('every module opens with a comment that says what it owns', () => {
    expect(
      offenders(
        product.filter((s) => !isGenerated(s)),
        (s) => !/^(?:\/\/|\/\*)/u.test(s.text),
      ),
    ).toEqual([])
  })
  test('no any, no non-null assertion, no double cast', () => {
    const isBad = (s: Source) => /\bas any\b|as unknown as/u.test(withoutComments(s.text))
    expect(offenders(product, isBad)).toEqual([])
  })
  test('files are named in kebab-case', () => {
    expect(offenders(sources, (s) => !/^[a-z0-9./-]+$/u.test(s.path))).toEqual([])
  })
  test('no test is switched off', () => {
    const isOff = (s: Source) => /\b(?:test|it|describe)\.(?:skip|only|todo|fails)\(/u.test(s.text)
    expect(
      offenders(
        inFolder('test').filter((s) => s.path !== 'test/tidy.test.ts'),
        isOff,
      ),
    ).toEqual([])
  })
  test('each top folder has a README of at most 15 lines', () => {
    const readmes = ['addin', 'worker', 'shared', 'workbench', 'scripts', 'bench', 'test'].map(
      (folder) => ({
        folder,
        lines: existsSync(projectFile(folder, 'README.md'))
          ? readFileSync(projectFile(folder, 'README.md'), 'utf8').trim().split('\n').length
          : 0,
      }),
    )
    expect(readmes.filter((r) => r.lines === 0 || r.lines > 15)).toEqual([])
  })
})

describe('one definition', () => {
  test('every field has three labels, and no two fields of a table share one', () => {
    for (const table of Object.values(tables))
      for (const locale of locales) {
        const labels = Object.values(table.fields).map((field) => field.label[locale])
        expect(labels.filter((label) => label.trim() === '')).toEqual([])
        expect(labels.filter((label, i) => labels.indexOf(label) !== i)).toEqual([])
      }
  })
  test('the manifest is good and carries the version of package.json', () => {
    const { version } = JSON.parse(readFileSync(projectFile('package.json'), 'utf8')) as {
      version: string
    }
    expect(manifestFaults(readFileSync(projectFile('manifest.xml'), 'utf8'), version)).toBeNull()
  })
  test('dependencies are pinned exactly', () => {
    const text = readFileSync(projectFile('package.json'), 'utf8')
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(text) as Record<
      string,
      Record<string, string>
    >
    const versions = Object.entries({
      ...dependencies,
      ...devDependencies,
      ...optionalDependencies,
    })
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/u.test(version))).toEqual([])
  })
})
