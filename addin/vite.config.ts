// Builds the pane's page into one folder. The one setting is where Office.js comes from: KEHU_OFFICE_JS, else
// Microsoft's CDN. The API is on the page's own origin.
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

/** As taskpane.html has it, for the development server. */
const DEVELOPMENT = '<script src="/office/office.js" defer></script>'
const PRODUCTION = 'https://appsforoffice.microsoft.com/lib/1/hosted/office.js'

/** Names the address, and leaves Office.js behind the pane's own script, which paints without waiting for it. */
const officeJs = (): Plugin => ({
  name: 'office-js',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) => {
      const address = process.env['KEHU_OFFICE_JS'] ?? PRODUCTION
      const [before, after, ...more] = html.split(DEVELOPMENT)
      if (before === undefined || after === undefined || more.length > 0)
        throw new Error(`taskpane.html must hold this once: ${DEVELOPMENT}`)
      const script = `<script src="${address}" defer></script>`
      return `${before}${after}`.replace('</head>', `  ${script}\n  </head>`)
    },
  },
})

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  publicDir: false,
  plugins: [officeJs()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: `${import.meta.dirname}/../dist/addin`,
    emptyOutDir: true,
    target: 'es2023',
    modulePreload: { polyfill: false },
    // A file inside the page would need an exception from the content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: {
        taskpane: `${import.meta.dirname}/taskpane.html`,
        'sign-in': `${import.meta.dirname}/sign-in.html`,
      },
    },
  },
})
