// Which elements stand where in an add-in only manifest, in which order and with which attributes: as much of
// [MS-OWEMXML] as ours uses. Excel refuses a manifest out of order without giving a reason.
import type { ManifestNode } from './manifest-tree.ts'

/** Null where the value is right, else what would be. */
type Check = (value: string) => string | null

interface Shape {
  readonly attributes?: Readonly<Record<string, Check>>
  readonly text?: Check
  readonly children?: readonly Child[]
}
interface Child {
  readonly name: string
  readonly count: 'one' | 'optional' | 'many'
  readonly shape: Shape
}

const NAMESPACES = {
  app: 'http://schemas.microsoft.com/office/appforoffice/1.1',
  types: 'http://schemas.microsoft.com/office/officeappbasictypes/1.0',
  overrides: 'http://schemas.microsoft.com/office/taskpaneappversionoverrides',
  instance: 'http://www.w3.org/2001/XMLSchema-instance',
}
const URL_LENGTH = 2048
const ID_LENGTH = 32
export const SHORT_LENGTH = 125
export const LONG_LENGTH = 250

const exactly =
  (...right: readonly string[]): Check =>
  (value) =>
    right.includes(value) ? null : `must be ${right.join(' or ')}`
const matching =
  (pattern: RegExp, right: string): Check =>
  (value) =>
    pattern.test(value) ? null : `must be ${right}`
const upTo =
  (length: number): Check =>
  (value) =>
    value.trim() === ''
      ? 'must not be empty'
      : value.length > length
        ? `must have at most ${length} characters, not ${value.length}`
        : null

const https: Check = (value) =>
  !/^https:\/\/[^\s/]+\S*$/u.test(value)
    ? 'must be an https address'
    : value.length > URL_LENGTH
      ? `must have at most ${URL_LENGTH} characters, not ${value.length}`
      : null
const id: Check = (value) => {
  const tooLong = upTo(ID_LENGTH)(value)
  return tooLong ?? matching(/^[A-Za-z][\w.]*$/u, 'letters, digits, dots and lines')(value)
}

const one = (name: string, shape: Shape = {}): Child => ({ name, count: 'one', shape })
const optional = (name: string, shape: Shape = {}): Child => ({ name, count: 'optional', shape })
const many = (name: string, shape: Shape = {}): Child => ({ name, count: 'many', shape })

const locale = matching(/^[a-z]{2}-[A-Z]{2}$/u, 'a language and a region such as zh-TW')
const refersTo: Shape = { attributes: { resid: id } }
const address: Shape = { attributes: { DefaultValue: https } }

const translated = (prefix: string, length: number, attributes = {}): Shape => ({
  attributes: { ...attributes, DefaultValue: upTo(length) },
  children: [many(`${prefix}Override`, { attributes: { Locale: locale, Value: upTo(length) } })],
})
const resource = (name: string, shape: Shape): Shape => ({ children: [many(name, shape)] })

const icon: Shape = {
  children: [
    many('bt:Image', {
      attributes: { size: exactly('16', '20', '24', '32', '40', '48', '64', '80'), resid: id },
    }),
  ],
}

const action: Shape = {
  attributes: { 'xsi:type': exactly('ShowTaskpane') },
  children: [
    one('TaskpaneId', { text: upTo(ID_LENGTH) }),
    one('SourceLocation', refersTo),
    optional('Title', refersTo),
  ],
}

const button: Shape = {
  attributes: { 'xsi:type': exactly('Button'), id },
  children: [
    one('Label', refersTo),
    one('Supertip', { children: [one('Title', refersTo), one('Description', refersTo)] }),
    one('Icon', icon),
    one('Action', action),
  ],
}

const desktop: Shape = {
  children: [
    optional('GetStarted', {
      children: [
        one('Title', refersTo),
        one('Description', refersTo),
        one('LearnMoreUrl', refersTo),
      ],
    }),
    optional('FunctionFile', refersTo),
    many('ExtensionPoint', {
      attributes: { 'xsi:type': exactly('PrimaryCommandSurface') },
      children: [
        one('OfficeTab', {
          attributes: { id: exactly('TabHome') },
          children: [
            many('Group', {
              attributes: { id },
              children: [one('Label', refersTo), one('Icon', icon), many('Control', button)],
            }),
          ],
        }),
      ],
    }),
  ],
}

const resources: Shape = {
  children: [
    one('bt:Images', resource('bt:Image', { attributes: { id, DefaultValue: https } })),
    one('bt:Urls', resource('bt:Url', { attributes: { id, DefaultValue: https } })),
    one('bt:ShortStrings', resource('bt:String', translated('bt:', SHORT_LENGTH, { id }))),
    one('bt:LongStrings', resource('bt:String', translated('bt:', LONG_LENGTH, { id }))),
  ],
}

const overrides: Shape = {
  attributes: {
    xmlns: exactly(NAMESPACES.overrides),
    'xsi:type': exactly('VersionOverridesV1_0'),
  },
  children: [
    one('Hosts', {
      children: [
        one('Host', {
          attributes: { 'xsi:type': exactly('Workbook') },
          children: [one('DesktopFormFactor', desktop)],
        }),
      ],
    }),
    one('Resources', resources),
  ],
}

const set: Shape = { attributes: { Name: exactly('ExcelApi'), MinVersion: exactly('1.13') } }

const officeApp: Shape = {
  attributes: {
    xmlns: exactly(NAMESPACES.app),
    'xmlns:xsi': exactly(NAMESPACES.instance),
    'xmlns:bt': exactly(NAMESPACES.types),
    'xsi:type': exactly('TaskPaneApp'),
  },
  children: [
    one('Id', { text: matching(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu, 'a GUID') }),
    one('Version', { text: matching(/^\d+(?:\.\d+){3}$/u, 'four numbers with dots') }),
    one('ProviderName', { text: upTo(SHORT_LENGTH) }),
    one('DefaultLocale', { text: exactly('zh-CN') }),
    one('DisplayName', translated('', SHORT_LENGTH)),
    one('Description', translated('', LONG_LENGTH)),
    one('IconUrl', address),
    one('HighResolutionIconUrl', address),
    one('SupportUrl', address),
    optional('AppDomains', { children: [many('AppDomain', { text: https })] }),
    one('Hosts', { children: [one('Host', { attributes: { Name: exactly('Workbook') } })] }),
    one('Requirements', {
      children: [
        one('Sets', {
          attributes: { DefaultMinVersion: exactly('1.1') },
          children: [one('Set', set)],
        }),
      ],
    }),
    one('DefaultSettings', { children: [one('SourceLocation', address)] }),
    one('Permissions', { text: exactly('ReadWriteDocument') }),
    one('VersionOverrides', overrides),
  ],
}

const attributeFaults = (node: ManifestNode, shape: Shape, path: string): readonly string[] => {
  const wanted = shape.attributes ?? {}
  const extra = Object.keys(node.attributes).filter((name) => !Object.hasOwn(wanted, name))
  return [
    ...extra.map((name) => {
      const known = Object.keys(wanted).join(', ')
      return `${path} has an attribute ${name}; it takes ${known === '' ? 'none' : known}`
    }),
    ...Object.entries(wanted).flatMap(([name, check]) => {
      const value = node.attributes[name]
      const wrong = value === undefined ? 'is missing' : check(value)
      return wrong === null ? [] : [`${path}: ${name} ${wrong}`]
    }),
  ]
}

/** Unknown, missing, doubled and misplaced elements below one. */
const childFaults = (node: ManifestNode, children: readonly Child[], path: string) => {
  const order = children.map((child) => child.name)
  const faults: string[] = []
  let last = 0
  for (const { name } of node.children) {
    const at = order.indexOf(name)
    if (at < 0) faults.push(`${path} must not hold ${name}; it takes ${order.join(', ')}`)
    else if (at < last) faults.push(`${path}: ${name} must stand before ${order[last]}`)
    else last = at
  }
  for (const { name, count } of children) {
    const found = node.children.filter((child) => child.name === name).length
    if (found === 0 && count !== 'optional') faults.push(`${path} must hold ${name}`)
    if (found > 1 && count !== 'many')
      faults.push(`${path} holds ${name} ${found} times; once is right`)
  }
  return faults
}

const faultsOf = (node: ManifestNode, shape: Shape, path: string): readonly string[] => {
  const children = shape.children ?? []
  const wrongText = shape.text?.(node.text) ?? null
  return [
    ...attributeFaults(node, shape, path),
    ...(wrongText === null ? [] : [`${path} ${wrongText}`]),
    ...childFaults(node, children, path),
    ...node.children.flatMap((child) => {
      const known = children.find(({ name }) => name === child.name)
      const name =
        child.attributes['id'] === undefined
          ? child.name
          : `${child.name} ${child.attributes['id']}`
      return known === undefined ? [] : faultsOf(child, known.shape, `${path}/${name}`)
    }),
  ]
}

/** Every element that is unknown, missing, doubled or out of order, and every attribute or text that is wrong. */
export const shapeFaults = (root: ManifestNode): readonly string[] =>
  faultsOf(root, officeApp, 'OfficeApp')
