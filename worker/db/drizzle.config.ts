// drizzle-kit only writes migrations: `npm run db:generate`. It is never let near a database.
import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: './worker/db/schema*.ts',
  out: './worker/db/migrations',
})
