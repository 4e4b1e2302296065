// The manifest as a tree that keeps the order of its elements. Text that is no XML gets one sentence with its line.
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import * as z from 'zod'

export interface ManifestNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly ManifestNode[]
  /** Without white space around it; empty for an element that holds elements. */
  readonly text: string
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
})

const attributesOf = z.record(z.string(), z.string()).catch({})
const parsedSchema = z.array(z.record(z.string(), z.unknown()))

/** What fast-xml-parser answers: a list of {name: children, ':@': attributes}, texts as '#text'. */
const toNodes = (parsed: unknown): readonly ManifestNode[] =>
  parsedSchema.parse(parsed).flatMap((entry) =>
    Object.entries(entry).flatMap(([name, value]) => {
      if (name === ':@' || name === '#text') return []
      const text = parsedSchema
        .parse(value)
        .map((child) => child['#text'])
        .filter((part) => typeof part === 'string')
        .join('')
      return [
        {
          name,
          attributes: attributesOf.parse(entry[':@']),
          children: toNodes(value),
          text: text.trim(),
        },
      ]
    }),
  )

/** The root element, or the sentence that says why there is none. */
export const parseManifest = (xml: string): ManifestNode | string => {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) return `line ${valid.err.line}: ${valid.err.msg}`
  const [root] = toNodes(parser.parse(xml))
  return root?.name === 'OfficeApp' ? root : 'the root must be OfficeApp'
}

/** All elements below a node, in order, itself first. */
export const allNodes = (node: ManifestNode): readonly ManifestNode[] => [
  node,
  ...node.children.flatMap(allNodes),
]

/** The first element that a path of names leads to. */
export const nodeAt = (
  node: ManifestNode | undefined,
  ...path: readonly string[]
): ManifestNode | undefined =>
  path.reduce((at, name) => at?.children.find((child) => child.name === name), node)
