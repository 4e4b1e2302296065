// Labels of the rows that references point to, as the server sent them: what a cell shows for an id, and back.
import type { HelloReply } from '../../protocol/hello.ts'
import type { RefBook } from '../../schema/kind.ts'

export interface Labels {
  readonly book: RefBook
  /** Labels by table and id, as a pull brings them. */
  readonly add: (labels: Readonly<Record<string, Readonly<Record<string, string>>>>) => void
}

export const createLabels = (users: HelloReply['users']): Labels => {
  const labels = new Map<string, Map<string, string>>()
  const ids = new Map<string, Map<string, string[]>>()
  const learn = (table: string, id: string, label: string) => {
    const byId = labels.get(table) ?? new Map<string, string>()
    labels.set(table, byId.set(id, label))
    const byLabel = ids.get(table) ?? new Map<string, string[]>()
    const known = byLabel.get(label) ?? []
    ids.set(table, byLabel.set(label, known.includes(id) ? known : [...known, id]))
  }
  for (const user of users) learn('user', user.id, user.name)
  return {
    book: {
      find: (table, label) => ids.get(table)?.get(label) ?? [],
      label: (table, id) => labels.get(table)?.get(id) ?? null,
    },
    add: (pulled) => {
      for (const [table, byId] of Object.entries(pulled))
        for (const [id, label] of Object.entries(byId)) learn(table, id, label)
    },
  }
}
