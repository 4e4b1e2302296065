// The real Worker in workerd with a D1 of its own, on a free port and in a temporary folder: for commands and benches.
import { rmdirSync } from 'node:fs'

import type { D1Database } from '@cloudflare/workers-types'
import { createTestHarness } from 'wrangler'

import type { Role } from '../../worker/auth/actor.ts'
import { createOrganisation, createUser, issueKey } from '../../worker/service/provision.ts'
import { projectFile } from './project.ts'

export interface LocalUser {
  readonly id: string
  readonly key: string
}
export interface LocalWorker {
  readonly url: string
  readonly db: D1Database
  readonly addUser: (name: string, role: Role) => Promise<LocalUser>
  readonly stop: () => Promise<void>
}

interface Env {
  readonly DB: D1Database
}

const organisation = {
  id: 'org',
  name: 'Kehu',
  country: 'CN',
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  epoch: '1',
} as const

/** wrangler leaves its empty folder beside the configuration; one that holds something is somebody else's. */
const removeEmptyFolders = () => {
  try {
    rmdirSync(projectFile('.wrangler', 'tmp'))
    rmdirSync(projectFile('.wrangler'))
  } catch {
    // Not there, or in use.
  }
}

/** Starts the Worker with an empty, migrated database and one organisation. Nothing is left behind by stop(). */
export const startLocalWorker = async (): Promise<LocalWorker> => {
  const harness = createTestHarness({ workers: [{ configPath: projectFile('wrangler.toml') }] })
  const { url } = await harness.listen()
  const worker = harness.getWorker<Env>()
  await worker.applyD1Migrations('DB')
  const { DB: db } = await worker.getEnv()
  await createOrganisation(db, { ...organisation, createdAt: Date.now() })
  let users = 0
  return {
    url: url.origin,
    db,
    addUser: async (name, role) => {
      const id = `user-${++users}`
      await createUser(db, { org: organisation.id, id, name, role, team: 'team' })
      return { id, key: await issueKey(db, { org: organisation.id, user: id }, Date.now()) }
    },
    stop: async () => {
      await harness.close()
      removeEmptyFolders()
    },
  }
}
