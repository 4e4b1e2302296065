// What must agree between elements of the manifest: ids, references to resources, languages, addresses, icons.
import { pngSize } from './icons-png.ts'
import { allNodes, nodeAt } from './manifest-tree.ts'
import type { ManifestNode } from './manifest-tree.ts'

/** Reads an icon by its file name; null where there is none. */
export type IconReader = (name: string) => Uint8Array | null

/** zh-CN is the default; Hong Kong and Macau read what Taiwan reads. */
const LOCALES = ['zh-TW', 'zh-HK', 'zh-MO', 'en-US']
const SAME_AS_TAIWAN = ['zh-HK', 'zh-MO']
/** Excel asks for 16, 32 and 80; 64 is for screens of high resolution. */
const BUTTON_SIZES = ['16', '32', '64', '80']

/** In which part of Resources an element's resid must stand. */
const SECTIONS: Readonly<Record<string, string>> = {
  Label: 'bt:ShortStrings',
  Title: 'bt:ShortStrings',
  Description: 'bt:LongStrings',
  LearnMoreUrl: 'bt:Urls',
  SourceLocation: 'bt:Urls',
  FunctionFile: 'bt:Urls',
  'bt:Image': 'bt:Images',
}

const attribute = (node: ManifestNode | undefined, name: string) => node?.attributes[name] ?? ''
const resourcesOf = (root: ManifestNode) =>
  nodeAt(root, 'VersionOverrides', 'Resources')?.children ?? []

export const idFaults = (root: ManifestNode): readonly string[] => {
  const ids = allNodes(root).flatMap((node) => node.attributes['id'] ?? [])
  const doubled = new Set(ids.filter((id, at) => ids.indexOf(id) !== at))
  return [...doubled].map((id) => `the id ${id} is given twice; each must be unique`)
}

export const referenceFaults = (root: ManifestNode): readonly string[] => {
  const sections = resourcesOf(root)
  const references = allNodes(root).filter((node) => node.attributes['resid'] !== undefined)
  const used = new Set(references.map((node) => attribute(node, 'resid')))
  const wrong = references.flatMap((node) => {
    const section = SECTIONS[node.name] ?? ''
    const resid = attribute(node, 'resid')
    const there = sections.find(({ name }) => name === section)?.children ?? []
    return there.some((entry) => attribute(entry, 'id') === resid)
      ? []
      : [`${node.name} refers to ${resid}, which must stand in ${section}`]
  })
  const idle = sections
    .flatMap(({ children }) => children)
    .map((entry) => attribute(entry, 'id'))
    .filter((id) => !used.has(id))
  return [...wrong, ...idle.map((id) => `the resource ${id} is used by no element; take it out`)]
}

const nameOf = (node: ManifestNode) => `${node.name} ${attribute(node, 'id')}`.trim()

export const localeFaults = (root: ManifestNode): readonly string[] => {
  const texts = allNodes(root).filter(
    ({ name, attributes }) =>
      name === 'bt:String' ||
      (name === 'DisplayName' && attributes['DefaultValue'] !== undefined) ||
      (name === 'Description' && attributes['DefaultValue'] !== undefined),
  )
  return texts.flatMap((node) => {
    const overrides = node.children.filter(({ name }) => name.endsWith('Override'))
    const given = overrides.map((override) => attribute(override, 'Locale'))
    const valueIn = (locale: string) =>
      attribute(
        overrides.find((o) => attribute(o, 'Locale') === locale),
        'Value',
      )
    return [
      ...LOCALES.filter((locale) => !given.includes(locale)).map(
        (locale) => `${nameOf(node)} needs an Override for ${locale}`,
      ),
      ...given
        .filter((locale, at) => given.indexOf(locale) !== at)
        .map((locale) => `${nameOf(node)} has two Overrides for ${locale}`),
      ...SAME_AS_TAIWAN.filter(
        (locale) => given.includes(locale) && valueIn(locale) !== valueIn('zh-TW'),
      ).map((locale) => `${nameOf(node)}: ${locale} must read as zh-TW does`),
    ]
  })
}

const hostOf = (address: string) => /^https:\/\/([^/]+)/u.exec(address)?.[1] ?? ''

/** The pane and its icons come from one address; only help may stand elsewhere. */
export const addressFaults = (root: ManifestNode): readonly string[] => {
  const home = attribute(nodeAt(root, 'DefaultSettings', 'SourceLocation'), 'DefaultValue')
  const pane = attribute(
    allNodes(root).find(({ attributes }) => attributes['id'] === 'Pane.Url'),
    'DefaultValue',
  )
  const icons = allNodes(root).filter(
    ({ name, attributes }) =>
      attributes['DefaultValue'] !== undefined &&
      ['IconUrl', 'HighResolutionIconUrl', 'bt:Image'].includes(name),
  )
  const strange = icons
    .filter((node) => hostOf(attribute(node, 'DefaultValue')) !== hostOf(home))
    .map((node) => `${nameOf(node)} must come from ${hostOf(home)}, as the pane does`)
  return pane === home
    ? strange
    : [...strange, `bt:Url Pane.Url must be ${home}, as in DefaultSettings`]
}

const iconFault = (
  name: string,
  address: string,
  size: number,
  readIcon: IconReader,
): readonly string[] => {
  const file = address.split(/[?#]/u)[0]?.split('/').at(-1) ?? ''
  const bytes = readIcon(file)
  if (bytes === null) return [`${name}: there is no icon ${file} in addin/assets`]
  const real = pngSize(bytes)
  if (real === null) return [`${name}: ${file} is no PNG`]
  return real.width === size && real.height === size
    ? []
    : [`${name}: ${file} must be ${size} x ${size} pixels, not ${real.width} x ${real.height}`]
}

export const iconFaults = (root: ManifestNode, readIcon: IconReader): readonly string[] => {
  const images = resourcesOf(root).find(({ name }) => name === 'bt:Images')?.children ?? []
  const icons = allNodes(root).filter(({ name }) => name === 'Icon')
  const fixed = [
    ['IconUrl', 32],
    ['HighResolutionIconUrl', 64],
  ] as const
  return [
    ...fixed.flatMap(([name, size]) => {
      const address = attribute(nodeAt(root, name), 'DefaultValue')
      return address === '' ? [] : iconFault(name, address, size, readIcon)
    }),
    ...icons.flatMap(({ children }) => {
      const sizes = children.map((image) => attribute(image, 'size'))
      return BUTTON_SIZES.filter((size) => !sizes.includes(size)).map(
        (size) => `an Icon needs a bt:Image of size ${size}`,
      )
    }),
    ...icons.flatMap(({ children }) =>
      children.flatMap((use) => {
        const image = images.find((entry) => attribute(entry, 'id') === attribute(use, 'resid'))
        const size = Number(attribute(use, 'size'))
        return image === undefined
          ? []
          : iconFault(nameOf(image), attribute(image, 'DefaultValue'), size, readIcon)
      }),
    ),
  ]
}
