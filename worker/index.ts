// The Worker's entry: Cloudflare calls `fetch` for each request and `scheduled` every hour.
import { app } from './app.ts'
import type { Env } from './env.ts'
import { runScheduled } from './scheduled.ts'

export default {
  fetch: app.fetch,
  scheduled: async (event, env) => await runScheduled(env, event.scheduledTime),
} satisfies ExportedHandler<Env>
