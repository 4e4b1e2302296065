// What the self-test leaves behind: plain JSON, the same from a real Excel and from our host, so that both can be laid
// side by side.

export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json }

/** Where a self-test ran. Nothing here is compared. */
export interface Where {
  readonly host: string
  readonly platform: string
  readonly version: string
  /** Of Excel, such as zh-CN: dates and names of new columns follow it. */
  readonly locale: string
}

export interface SelftestResult extends Where {
  readonly kind: 'kehu-selftest'
  readonly cases: Readonly<Record<string, Json>>
}

/** Told before each case, and once at the end with `id` null. */
export interface SelftestProgress {
  readonly done: number
  readonly total: number
  readonly id: string | null
}
