// Checks manifest.xml as Excel would: order of elements, ids, addresses, lengths, languages, icons, version. Each
// fault names the element and what would be right. Microsoft's own validator needs its web service; this needs nothing.
import { existsSync, readFileSync } from 'node:fs'

import * as z from 'zod'

import {
  addressFaults,
  iconFaults,
  idFaults,
  localeFaults,
  referenceFaults,
  type IconReader,
} from './manifest-rules.ts'
import { shapeFaults } from './manifest-shape.ts'
import { nodeAt, parseManifest } from './manifest-tree.ts'
import { projectFile } from './project.ts'

const readCommittedIcon: IconReader = (name) => {
  const file = projectFile('addin', 'assets', name)
  return name !== '' && existsSync(file) ? readFileSync(file) : null
}

/** null where the manifest is good, else every fault with what would be right, one a line. */
export const manifestFaults = (
  xml: string,
  packageVersion: string,
  readIcon: IconReader = readCommittedIcon,
): string | null => {
  const root = parseManifest(xml)
  if (typeof root === 'string') return `manifest.xml: ${root}`
  const version = nodeAt(root, 'Version')?.text
  const faults = [
    ...shapeFaults(root),
    ...(version === undefined || version === `${packageVersion}.0`
      ? []
      : [`Version must be ${packageVersion}.0, as in package.json`]),
    ...idFaults(root),
    ...referenceFaults(root),
    ...localeFaults(root),
    ...addressFaults(root),
    ...iconFaults(root, readIcon),
  ]
  return faults.length === 0
    ? null
    : [...new Set(faults)].map((fault) => `manifest.xml: ${fault}`).join('\n')
}

export const readPackageVersion = (): string =>
  z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(projectFile('package.json'), 'utf8'))).version

export const checkManifest = (): Promise<string | null> =>
  Promise.resolve(
    manifestFaults(readFileSync(projectFile('manifest.xml'), 'utf8'), readPackageVersion()),
  )
