// The generated tables are what their packages say today (SPEC.md, M74).
import { readFileSync } from 'node:fs'

import { describe, expect, test } from 'vitest'

import { pinyinTableSource } from '../../../scripts/generate-pinyin-table.ts'
import { scriptsTableSource } from '../../../scripts/generate-scripts-table.ts'
import { projectFile } from '../../../scripts/lib/project.ts'
import { countyCities } from '../../../shared/normalize/county-cities.ts'
import { soundOf, surnameSound } from '../../../shared/normalize/pinyin.ts'
import { placeNames } from '../../../shared/normalize/regions.ts'

const quoted = (text: string) => [...text.matchAll(/'([^']*)'/gu)].map((m) => m[1])

describe('generated tables', () => {
  test.each([
    ['simplified.generated.ts', scriptsTableSource],
    ['pinyin.generated.ts', pinyinTableSource],
  ])('M74 %s is up to date', (file, source) => {
    const kept = readFileSync(projectFile('shared', 'normalize', file), 'utf8')
    expect(quoted(kept)).toEqual(quoted(source()))
  })
  test('M74 each county-level city lies in a place of ours, under a short name of its own', () => {
    expect(countyCities.size).toBe(384)
    for (const [name, { city, province }] of countyCities) {
      expect(name).toMatch(/^[㐀-鿿]{2,5}$/u)
      expect(placeNames).not.toContain(name)
      expect(placeNames).toContain(province ?? city)
      if (province !== null) expect(city).toBe(name)
    }
    expect(countyCities.get('昆山')).toEqual({ city: '苏州', province: null, isBrandLike: false })
    expect(countyCities.get('济源')?.province).toBe('河南')
    expect(countyCities.get('永安')?.isBrandLike).toBe(true)
  })
  test('M74 characters are read as they are', () => {
    expect(soundOf('华达机械abc')).toBe('huadajixieabc')
    expect(surnameSound('曾')).toBe('zeng')
    expect(surnameSound('欧阳')).toBe('ouyang')
  })
})
