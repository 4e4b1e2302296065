// npm run openapi: writes docs/openapi.json from the routes' messages and rules.
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'

import { openApi } from '../worker/openapi.ts'
import { projectFile } from './lib/project.ts'

const file = projectFile('docs', 'openapi.json')
writeFileSync(file, `${JSON.stringify(openApi(), null, 2)}\n`)
process.exit(spawnSync('oxfmt', [file], { stdio: 'inherit' }).status ?? 1)
