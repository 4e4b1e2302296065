// What the build tells the pane (Vite replaces it): a development server, or a build for production.
interface ImportMeta {
  readonly env: { readonly DEV: boolean }
}
