// Names of the pane's tools, in English; the words of each tool come with it.

export const toolEn = {
  'tool.ahead': 'Check before syncing',
  'tool.review': 'Review duplicates',
  'tool.merges': 'Merged customers',
  'tool.answers': 'Answers about duplicates',
  'tool.board': 'Tiers and profit',
  'tool.reports': 'Reports and pivots',
  'tool.people': 'People and keys',
  'tool.trace': 'Trace and privacy',
  'tool.fields': 'Fields and privacy',
  'tool.all': 'Tools',
  'tool.loading': 'Opening…',
  'tool.failed': 'This part could not be loaded. Check the connection, then open it again.',
} as const
