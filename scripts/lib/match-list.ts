// A list to match: its rows by what the columns say, ids and, for checking, the labels of truth.
import {
  mapColumns,
  namedRole,
  roleNames,
  toMatchRow,
  type Role,
} from '../../shared/match/columns.ts'
import { toMatchRecord, type MatchRecord } from '../../shared/match/record.ts'
import { UsageError } from './command.ts'
import { readCsv } from './csv.ts'

export interface MatchList {
  readonly records: readonly MatchRecord[]
  readonly ids: readonly string[]
  /** The label of each row; rows of one label are one customer. Null without --truth. */
  readonly truth: readonly string[] | null
}

export interface ListOptions {
  readonly id?: string | undefined
  readonly truth?: string | undefined
  readonly map?: string | undefined
}

interface Table {
  readonly file: string
  readonly header: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Some lists put a space before a quoted cell: the quotes are then part of the text. */
const bare = (cell: string): string =>
  cell
    .trim()
    .replace(/^"(.*)"$/su, '$1')
    .trim()

const readTable = (file: string): Table => {
  const csv = readCsv(file)
  return { file, header: csv.header.map(bare), rows: csv.rows.map((row) => row.map(bare)) }
}

/** The place of a column by its header; -1 for none. */
const placeOf = (header: readonly string[], name: string): number => {
  const exact = header.indexOf(name.trim())
  if (exact >= 0) return exact
  return header.findIndex((h) => h.toLowerCase() === name.trim().toLowerCase())
}

const noColumn = (tables: readonly Table[], option: string, name: string) =>
  new UsageError(
    `--${option}: there is no column "${name}"; there are ${tables.flatMap((t) => t.header).join(', ')}.`,
  )

interface Mapped {
  readonly role: Role
  readonly column: string
}

/** `field=Header,…`; each header must stand in one of the files. */
const readMap = (map: string | undefined, tables: readonly Table[]): readonly Mapped[] =>
  (map ?? '')
    .split(',')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => {
      const [field = '', column = ''] = pair.split(/=(.*)/su).map((part) => part.trim())
      const role = namedRole(field)
      if (role === null)
        throw new UsageError(`--map: "${field}" is no field; fields are ${roleNames.join(', ')}.`)
      if (tables.every((t) => placeOf(t.header, column) < 0)) throw noColumn(tables, 'map', column)
      return { role, column }
    })

/** --id, else rec_id, else id, else none: the line number. */
const idPlace = (table: Table, id: string | undefined): number => {
  const named = id === undefined ? -1 : placeOf(table.header, id)
  if (named >= 0) return named
  const known = placeOf(table.header, 'rec_id')
  return known >= 0 ? known : placeOf(table.header, 'id')
}

const truthPlace = (table: Table, truth: string | undefined): number => {
  if (truth === undefined) return -1
  const place = placeOf(table.header, truth)
  if (place < 0) throw noColumn([table], 'truth', truth)
  return place
}

const rolesOf = (
  table: Table,
  mapped: readonly Mapped[],
  apart: readonly number[],
): readonly (Role | null)[] => {
  const roles = mapColumns(table.header, table.rows.slice(0, 50)).map((role, i) =>
    apart.includes(i) ? null : role,
  )
  for (const { role, column } of mapped) {
    const place = placeOf(table.header, column)
    if (place >= 0) roles[place] = role
  }
  if (roles.some((role) => role !== null)) return roles
  throw new UsageError(
    `${table.file}: no column can be compared; say which is which with --map, e.g. --map name=${table.header[0] ?? 'Header'}.`,
  )
}

const toMatchList = (table: Table, options: ListOptions, mapped: readonly Mapped[]): MatchList => {
  const id = idPlace(table, options.id)
  const truth = truthPlace(table, options.truth)
  const roles = rolesOf(table, mapped, [id, truth])
  return {
    records: table.rows.map((row) => toMatchRecord(toMatchRow(row, roles))),
    // The header is line 1.
    ids: table.rows.map((row, i) => (id < 0 ? String(i + 2) : (row[id] ?? ''))),
    truth: truth < 0 ? null : table.rows.map((row) => row[truth] ?? ''),
  }
}

/** Reads the files of one command; a UsageError where one cannot be read or has nothing to compare. */
export const readMatchLists = (
  files: readonly string[],
  options: ListOptions,
): readonly MatchList[] => {
  const tables = files.map(readTable)
  const mapped = readMap(options.map, tables)
  const { id } = options
  if (id !== undefined && tables.every((t) => placeOf(t.header, id) < 0))
    throw noColumn(tables, 'id', id)
  return tables.map((table) => toMatchList(table, options, mapped))
}

/** One list by itself. */
export const readMatchList = (file: string, options: ListOptions): MatchList => {
  const [list] = readMatchLists([file], options)
  if (!list) throw new UsageError(`${file} cannot be read.`)
  return list
}
