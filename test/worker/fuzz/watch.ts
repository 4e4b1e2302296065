// A D1 that notes which statements wrote rows: what the database says of each batch, not what the app says of itself.

/** What a refused request may write: attempts, the trace, the day that a key was last used, who holds a lease. */
const mayMove =
  /^\s*(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "?(?:throttle|audit|audit_seal|delivery|pane_lease)\b|^\s*UPDATE (?:access_key|identity) SET last_used/iu
const EXCERPT = 120

export interface Watched {
  readonly db: D1Database
  /** Statements that wrote rows since it was asked last, without those that may. */
  readonly taken: () => readonly string[]
}

export const watch = (real: D1Database): Watched => {
  const sqlOf = new WeakMap<object, string>()
  let written: string[] = []
  const noted = (statement: D1PreparedStatement, sql: string): D1PreparedStatement => {
    sqlOf.set(statement, sql)
    return new Proxy(statement, {
      get: (target, name) => {
        if (name === 'bind')
          return (...values: unknown[]) => {
            const bound = target.bind(...values)
            sqlOf.set(bound, sql)
            return bound
          }
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? (value.bind(target) as unknown) : value
      },
    })
  }
  const db: D1Database = new Proxy(real, {
    get: (target, name) => {
      if (name === 'withSession') return () => db
      if (name === 'prepare') return (sql: string) => noted(target.prepare(sql), sql)
      if (name === 'batch')
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements)
          for (const [i, { meta }] of results.entries()) {
            const sql = sqlOf.get(statements[i] ?? {}) ?? 'a statement that nobody prepared'
            if (meta.rows_written > 0 && !mayMove.test(sql)) written.push(sql.slice(0, EXCERPT))
          }
          return results
        }
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
  return {
    db,
    taken: () => {
      const since = written
      written = []
      return since
    },
  }
}
