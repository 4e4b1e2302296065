// Styles that a tool brings along: Vite puts them beside its chunk.
declare module '*.css'
