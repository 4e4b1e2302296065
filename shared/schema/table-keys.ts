// The names of all tables, by themselves: whoever only names a table need not load every field of it.

/** In the order in which panes and lists name them. */
export const tableKeys = ['customer', 'contact', 'visit', 'transaction'] as const
export type TableKey = (typeof tableKeys)[number]
