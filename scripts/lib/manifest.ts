// Checks manifest.xml as Excel would: order of elements, ids, versions, addresses, lengths, languages. Microsoft's
// own validator needs its web service; this one needs nothing.
import { readFileSync } from 'node:fs'

import { XMLParser, XMLValidator } from 'fast-xml-parser'
import * as z from 'zod'

import { projectFile } from './project.ts'

/** Order of [MS-OWEMXML] §2.2.19; a manifest out of order is refused without a reason. */
const elementOrder = [
  'Id',
  'Version',
  'ProviderName',
  'DefaultLocale',
  'DisplayName',
  'Description',
  'IconUrl',
  'HighResolutionIconUrl',
  'SupportUrl',
  'AppDomains',
  'Hosts',
  'Requirements',
  'DefaultSettings',
  'Permissions',
  'VersionOverrides',
]

const https = z.string().regex(/^https:\/\/\S+$/u, 'must be an https address')
const override = z.object({ '@Locale': z.string(), '@Value': z.string() })
const translated = (max: number) =>
  z.object({
    '@DefaultValue': z.string().min(1).max(max),
    Override: z
      .array(override)
      .refine(
        (list) => ['zh-TW', 'en-US'].every((locale) => list.some((o) => o['@Locale'] === locale)),
        'needs zh-TW and en-US',
      ),
  })
const address = z.object({ '@DefaultValue': https })

const manifestSchema = z.object({
  Id: z.uuid(),
  Version: z.string().regex(/^\d+(?:\.\d+){3}$/u, 'must be four numbers'),
  ProviderName: z.string().min(1).max(125),
  DefaultLocale: z.string().regex(/^[a-z]{2}-[A-Z]{2}$/u),
  DisplayName: translated(125),
  Description: translated(250),
  IconUrl: address,
  HighResolutionIconUrl: address,
  SupportUrl: address,
  Requirements: z.object({
    Sets: z.object({
      Set: z.object({ '@Name': z.literal('ExcelApi'), '@MinVersion': z.literal('1.13') }),
    }),
  }),
  DefaultSettings: z.object({ SourceLocation: address }),
  Permissions: z.literal('ReadWriteDocument'),
})
const documentSchema = z.object({ OfficeApp: z.looseObject({}) })

/** null where the manifest is good, else every fault with what would be right. */
export const manifestFaults = (xml: string, packageVersion: string): string | null => {
  const valid = XMLValidator.validate(xml)
  if (valid !== true) return `manifest.xml line ${valid.err.line}: ${valid.err.msg}`
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '@',
    parseTagValue: false,
    isArray: (name) => name === 'Override',
  })
  const document = documentSchema.safeParse(parser.parse(xml))
  if (!document.success) return 'manifest.xml: the root must be OfficeApp'
  const app = document.data.OfficeApp
  const names = Object.keys(app).filter((name) => !name.startsWith('@'))
  const expected = elementOrder.filter((name) => names.includes(name))
  const faults = names
    .filter((name, i) => name !== expected[i])
    .map((name) => `${name} stands out of order; the order is ${expected.join(', ')}`)
    .slice(0, 1)
  const parsed = manifestSchema.safeParse(app)
  if (!parsed.success)
    faults.push(...parsed.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`))
  else if (parsed.data.Version !== `${packageVersion}.0`)
    faults.push(`Version must be ${packageVersion}.0, as in package.json`)
  return faults.length === 0 ? null : faults.map((f) => `manifest.xml: ${f}`).join('\n')
}

export const checkManifest = (): Promise<string | null> => {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(projectFile('package.json'), 'utf8')))
  return Promise.resolve(manifestFaults(readFileSync(projectFile('manifest.xml'), 'utf8'), version))
}
