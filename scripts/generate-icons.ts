// Writes addin/assets/icon-*.png from the drawing in lib/icons.ts: node scripts/generate-icons.ts
import { mkdirSync, writeFileSync } from 'node:fs'

import { encodePng } from './lib/icons-png.ts'
import { drawIcon, iconName, iconSizes } from './lib/icons.ts'
import { projectFile } from './lib/project.ts'

mkdirSync(projectFile('addin', 'assets'), { recursive: true })
for (const size of iconSizes)
  writeFileSync(projectFile('addin', 'assets', iconName(size)), encodePng(drawIcon(size), size))
