// The members of Office.js classes, read at run time from the debug bundle of the installed client:
// what the host answers is held against it. Nothing of the bundle is copied into the repository.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

export interface OfficeClass {
  /** Scalar properties by wire name; true when the client lets them be set. */
  readonly properties: ReadonlyMap<string, boolean>
  /** Properties that lead to another object, with its class. */
  readonly links: ReadonlyMap<string, string>
  readonly methods: ReadonlySet<string>
  readonly isCollection: boolean
  readonly hasIndexer: boolean
}

const HEAD = /\n {4}var (\w+) = \(function \(_super\) \{\n {8}__extends\(\1, _super\);/g

/** All classes of the Excel namespace. */
export function readOfficeSchema(): ReadonlyMap<string, OfficeClass> {
  const file = createRequire(import.meta.url).resolve(
    '@microsoft/office-js/dist/excel-web-16.00.debug.js',
  )
  const source = readFileSync(file, 'utf8').replaceAll('\r\n', '\n')
  const classes = new Map<string, OfficeClass>()
  for (const match of source.matchAll(HEAD)) {
    const [, name = ''] = match
    const end = source.indexOf(
      `\n        return ${name};\n    }(OfficeExtension.ClientObject));\n    Excel.${name} = ${name};`,
      match.index,
    )
    if (end > 0) classes.set(name, readClass(source.slice(match.index, end)))
  }
  return classes
}

function readClass(body: string): OfficeClass {
  const names = readArray(body, '_scalarPropertyOriginalNames')
  const settable = readArray(body, '_scalarPropertyUpdateable')
  const all = (pattern: RegExp): readonly RegExpExecArray[] => [...body.matchAll(pattern)]
  const links = all(/_createPropertyObject\((?:Excel\.)?(\w+), this, "(\w+)"/g)
  const calls = all(/_createMethodObject\((?:Excel\.)?\w+, this, "(\w+)"/g)
  const invoked = all(/_invokeMethod\(this, "(\w+)"/g)
  return {
    properties: new Map(names.map((name, index) => [String(name), settable[index] === true])),
    links: new Map(links.map(([, type = '', name = '']) => [name, type])),
    methods: new Set([...calls, ...invoked].map(([, name = '']) => name)),
    isCollection: body.includes('_createChildItemObject('),
    hasIndexer: body.includes('_createIndexerObject('),
  }
}

function readArray(body: string, key: string): readonly unknown[] {
  const found = new RegExp(
    `"${key}", \\{\\s*get: function \\(\\) \\{\\s*return (\\[[^;]*\\]);`,
  ).exec(body)
  const list: readonly unknown[] = JSON.parse(found?.[1] ?? '[]')
  return list
}
