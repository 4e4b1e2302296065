// The physical limit over HTTP: what a server costs that checks nothing. Prints its port; a table, one transaction a request.
import { createServer } from 'node:http'
import { DatabaseSync } from 'node:sqlite'

import { columns, createTable } from './lead-rows.ts'

const db = new DatabaseSync(process.argv[2] ?? ':memory:')
db.exec(`PRAGMA journal_mode = WAL; ${createTable}`)
const insert = db.prepare(`INSERT INTO lead VALUES (${columns.map(() => '?').join(',')})`)

const server = createServer((request, response) => {
  const parts: Buffer[] = []
  request.on('data', (part: Buffer) => parts.push(part))
  request.on('end', () => {
    const rows = JSON.parse(Buffer.concat(parts).toString()) as string[][]
    db.exec('BEGIN')
    for (const row of rows) insert.run(...row)
    db.exec('COMMIT')
    response.end(JSON.stringify(rows.map((row) => row[0])))
  })
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.stdout.write(`${typeof address === 'object' && address ? address.port : 0}\n`)
})
