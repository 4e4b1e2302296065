// What the test runtime binds beside the Worker's own D1: the migrations, read by test/vitest.config.ts.
declare namespace Cloudflare {
  interface Env {
    readonly DB: D1Database
    readonly RATE: RateLimit
    readonly MIGRATIONS: { readonly name: string; readonly queries: string[] }[]
  }
}
