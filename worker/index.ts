// The Worker's entry: Cloudflare calls the default export.
import { app } from './app.ts'

export default app
