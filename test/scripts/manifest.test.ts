// A good manifest is broken in each way that Excel would refuse without a reason; the checker says the reason.
import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { decodePng, encodePng } from '../../scripts/lib/icons-png.ts'
import { drawIcon, iconName, iconSizes } from '../../scripts/lib/icons.ts'
import { manifestFaults } from '../../scripts/lib/manifest.ts'
import { projectFile } from '../../scripts/lib/project.ts'

const good = readFileSync(projectFile('manifest.xml'), 'utf8')
const version = /<Version>(\d+\.\d+\.\d+)\.0</u.exec(good)?.[1] ?? ''

/** Every occurrence of a text replaced; a text that is not there is a mistake of the test. */
const broken = (from: string, to: string): string => {
  expect(good, 'the text to break').toContain(from)
  return good.replaceAll(from, to)
}
const moved = (element: RegExp, before: string): string => {
  const text = element.exec(good)?.[0] ?? ''
  expect(text).not.toBe('')
  return good.replace(text, '').replace(before, `${text}${before}`)
}
const line = (start: string): string =>
  good.split('\n').find((each) => each.trim().startsWith(start)) ?? ''
const cut = (start: string): string => {
  expect(line(start)).not.toBe('')
  return good.replace(`${line(start)}\n`, '')
}

test('the manifest of this project is good', () => {
  expect(manifestFaults(good, version)).toBeNull()
})

describe('elements that Excel would refuse', () => {
  test.each([
    [
      'in the wrong order at the top',
      moved(/ {2}<Permissions>.*\n/u, '  <Hosts>\n    <Host Name'),
      'OfficeApp: Hosts must stand before Permissions',
    ],
    [
      'in the wrong order within a button',
      moved(
        / *<Supertip>[\s\S]*?<\/Supertip>\n/u,
        '                  <Label resid="Button.Label" />\n',
      ),
      'OfficeApp/VersionOverrides/Hosts/Host/DesktopFormFactor/ExtensionPoint/OfficeTab TabHome/Group Kehu.Group/Control Kehu.OpenButton: Label must stand before Supertip',
    ],
    [
      'in the wrong order within an action',
      moved(
        / *<TaskpaneId>.*\n/u,
        '                    <Title resid="Group.Label" />\n                  </Action>',
      ),
      'Action: TaskpaneId must stand before SourceLocation',
    ],
    [
      'in the wrong order within the resources',
      moved(/ *<bt:Urls>[\s\S]*<\/bt:Urls>\n/u, '      <bt:Images>\n'),
      'OfficeApp/VersionOverrides/Resources: bt:Images must stand before bt:Urls',
    ],
    ['missing', cut('<SupportUrl'), 'OfficeApp must hold SupportUrl'],
    ['missing below', cut('<LearnMoreUrl'), '/GetStarted must hold LearnMoreUrl'],
    [
      'unknown',
      broken('<ProviderName>Kehu</ProviderName>', '<ProviderName>Kehu</ProviderName><Colour />'),
      'OfficeApp must not hold Colour; it takes Id, Version',
    ],
    [
      'given twice',
      broken(
        '<ProviderName>Kehu</ProviderName>',
        '<ProviderName>A</ProviderName><ProviderName>B</ProviderName>',
      ),
      'OfficeApp holds ProviderName 2 times; once is right',
    ],
    ['no XML', broken('</Hosts>', '</Host>'), 'manifest.xml: line '],
    ['of another root', '<App />', 'the root must be OfficeApp'],
  ])('%s', (_name, xml, sentence) => {
    expect(manifestFaults(xml, version)).toContain(sentence)
  })
})

describe('values that Excel would refuse', () => {
  test.each([
    ['an id that is no GUID', '5b0a2f6e-8d0f', '5b0a2f6e', 'OfficeApp/Id must be a GUID'],
    [
      'another version than the package',
      `${version}.0`,
      '99.2.0.0',
      `Version must be ${version}.0`,
    ],
    ['a version of three numbers', `${version}.0`, version, 'must be four numbers with dots'],
    [
      'http',
      'https://localhost:8787/addin/taskpane.html',
      'http://localhost/t.html',
      'SourceLocation: DefaultValue must be an https address',
    ],
    [
      'http for an icon',
      'https://localhost:8787/addin/icon-80.png',
      'http://x.cn/icon-80.png',
      'bt:Image Icon.80: DefaultValue must be an https address',
    ],
    [
      'an address that is too long',
      'https://localhost:8787/"',
      `https://localhost:8787/${'x'.repeat(2048)}"`,
      'must have at most 2048 characters, not 2071',
    ],
    [
      'another requirement set',
      'MinVersion="1.13"',
      'MinVersion="1.9"',
      'Set: MinVersion must be 1.13',
    ],
    [
      'another host',
      '<Host Name="Workbook" />',
      '<Host Name="Document" />',
      'Host: Name must be Workbook',
    ],
    [
      'a name that is too long',
      'DefaultValue="客户簿 Kehu"',
      `DefaultValue="${'客'.repeat(126)}"`,
      'DisplayName: DefaultValue must have at most 125 characters, not 126',
    ],
    [
      'a short string that is too long',
      'DefaultValue="打开客户簿"',
      `DefaultValue="${'x'.repeat(126)}"`,
      'bt:String Button.Label: DefaultValue must have at most 125',
    ],
    [
      'a tooltip that is too long',
      'Value="Opens the pane: bring in a list, sync, correct problems, see tiers."',
      `Value="${'x'.repeat(251)}"`,
      'bt:Override: Value must have at most 250 characters, not 251',
    ],
    ['an empty text', 'Value="Kehu is ready"', 'Value=""', 'Value must not be empty'],
    [
      'an unknown attribute',
      'resid="Pane.Url"',
      'resid="Pane.Url" mode="x"',
      'SourceLocation has an attribute mode; it takes resid',
    ],
    ['a missing attribute', 'xsi:type="ShowTaskpane"', '', 'Action: xsi:type is missing'],
    [
      'another permission',
      'ReadWriteDocument',
      'ReadDocument',
      'Permissions must be ReadWriteDocument',
    ],
  ])('%s', (_name, from, to, sentence) => {
    expect(manifestFaults(broken(from, to), version)).toContain(sentence)
  })
})

describe('what does not fit together', () => {
  const longId = `Button.${'x'.repeat(30)}`
  test.each([
    [
      'an id given twice',
      broken('id="Kehu.Group"', 'id="Kehu.OpenButton"'),
      'the id Kehu.OpenButton is given twice',
    ],
    [
      'a resid that is too long',
      broken('Button.Label', longId),
      'must have at most 32 characters, not 37',
    ],
    [
      'a resid that leads nowhere',
      broken('resid="Button.Tooltip"', 'resid="Nothing"'),
      'Description refers to Nothing, which must stand in bt:LongStrings',
    ],
    [
      'a long string where a short one belongs',
      broken('<Title resid="Group.Label" />', '<Title resid="Button.Tooltip" />'),
      'Title refers to Button.Tooltip, which must stand in bt:ShortStrings',
    ],
    [
      'a resource that nobody uses',
      broken('resid="GetStarted.Title"', 'resid="Group.Label"'),
      'the resource GetStarted.Title is used by no element',
    ],
    [
      'a language that is missing',
      cut('<bt:Override Locale="en-US" Value="Kehu is ready"'),
      'bt:String GetStarted.Title needs an Override for en-US',
    ],
    [
      'a language given twice',
      broken('Locale="zh-MO" Value="客戶簿 Kehu"', 'Locale="zh-HK" Value="客戶簿 Kehu"'),
      'DisplayName has two Overrides for zh-HK',
    ],
    [
      'Hong Kong that reads otherwise than Taiwan',
      broken('Locale="zh-HK" Value="客戶簿"', 'Locale="zh-HK" Value="客户簿"'),
      'bt:String Group.Label: zh-HK must read as zh-TW does',
    ],
    [
      'an icon from elsewhere',
      broken(
        'id="Icon.80" DefaultValue="https://localhost:8787',
        'id="Icon.80" DefaultValue="https://x.cn',
      ),
      'bt:Image Icon.80 must come from localhost:8787',
    ],
    [
      'a button that opens another page',
      broken(
        'id="Pane.Url" DefaultValue="https://localhost:8787/addin/',
        'id="Pane.Url" DefaultValue="https://localhost:8787/x/',
      ),
      'Pane.Url must be https://localhost:8787/addin/taskpane.html',
    ],
    [
      'an icon that is not there',
      broken('icon-80.png', 'icon-81.png'),
      'there is no icon icon-81.png',
    ],
    [
      'an icon of another size',
      broken(
        'id="Icon.80" DefaultValue="https://localhost:8787/addin/icon-80.png"',
        'id="Icon.80" DefaultValue="https://localhost:8787/addin/icon-64.png"',
      ),
      'bt:Image Icon.80: icon-64.png must be 80 x 80 pixels, not 64 x 64',
    ],
    [
      'an icon size that is missing',
      cut('<bt:Image size="80"'),
      'an Icon needs a bt:Image of size 80',
    ],
    [
      'the icon of the add-in itself',
      broken(
        '<HighResolutionIconUrl DefaultValue="https://localhost:8787/addin/icon-64.png"',
        '<HighResolutionIconUrl DefaultValue="https://localhost:8787/addin/icon-32.png"',
      ),
      'HighResolutionIconUrl: icon-32.png must be 64 x 64',
    ],
  ])('%s', (_name, xml, sentence) => {
    expect(manifestFaults(xml, version)).toContain(sentence)
  })

  test('a file that only calls itself PNG', () => {
    const faults = manifestFaults(good, version, () => new TextEncoder().encode('<svg/>'))
    expect(faults).toContain('IconUrl: icon-32.png is no PNG')
  })

  test('several faults are all named, each once', () => {
    const faults = manifestFaults(cut('<SupportUrl').replaceAll('id="Kehu.Group"', ''), version)
    expect(faults?.split('\n').toSorted()).toEqual([
      'manifest.xml: OfficeApp must hold SupportUrl',
      expect.stringContaining('Group: id is missing'),
    ])
  })
})

describe('the icons', () => {
  test.each(iconSizes)('the committed icon of %i pixels is the drawing', (size) => {
    const file = readFileSync(projectFile('addin', 'assets', iconName(size)))
    expect(decodePng(file)).toEqual(Buffer.from(drawIcon(size)))
  })

  test('what is encoded is decoded as it was', () => {
    const pixels = Uint8Array.from({ length: 3 * 3 * 4 }, (_, i) => (i * 37) % 256)
    expect(decodePng(encodePng(pixels, 3))).toEqual(Buffer.from(pixels))
    expect(decodePng(Buffer.from('no picture'))).toBeNull()
  })
})
