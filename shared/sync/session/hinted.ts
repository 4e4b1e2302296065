// Rows that a session stored and that may be a customer on file, or belong to one: how many, and in which batch.
import type { Session } from './session.ts'

export interface Hinted {
  readonly batch: string
  readonly rows: number
}

/** Empty where there are none. */
export const toHinted = ({
  results,
  batch,
}: Pick<Session, 'results' | 'batch'>): { readonly hinted?: Hinted } => {
  const rows = [...results.values()].filter(
    ({ look = [], related = [] }) => look.length + related.length > 0,
  ).length
  return rows === 0 ? {} : { hinted: { batch, rows } }
}
