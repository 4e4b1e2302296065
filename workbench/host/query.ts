// Answers a load: which properties of an object, of the objects it leads to, and of a collection's
// members the client wants, in the shape in which the client reads them.
import { CLASSES } from './classes.ts'
import type { Session } from './session.ts'
import type { WireObject } from './wire.ts'

export interface QueryInfo {
  readonly Select?: readonly string[]
  readonly Expand?: readonly string[]
  readonly Top?: number
  readonly Skip?: number
}

type Answer = Record<string, unknown>

/** @throws ExcelFailure ApiNotFound for a property that the host does not play */
export function query(session: Session, object: WireObject, info: QueryInfo): Answer {
  const select = (info.Select ?? []).map((path) => path.replaceAll('.', '/'))
  const expand = (info.Expand ?? []).map((path) => path.replaceAll('.', '/'))
  return CLASSES[object.name].items === undefined
    ? queryOne(session, object, select, expand)
    : queryItems(session, object, select, expand, info)
}

function queryItems(
  session: Session,
  object: WireObject,
  select: readonly string[],
  expand: readonly string[],
  info: QueryInfo,
): Answer {
  const all = CLASSES[object.name].items?.(object.self, session) ?? []
  const start = info.Skip ?? 0
  const items = all.slice(start, start + (info.Top ?? all.length))
  const isOwn = (path: string): boolean =>
    nameIn(CLASSES[object.name].properties, path) !== undefined
  const below = select.filter((path) => !isOwn(path) && path !== 'items').map(withoutItems)
  const expandBelow = expand.filter((path) => path !== 'items').map(withoutItems)
  const answer: Answer = {}
  for (const path of select.filter(isOwn)) readInto(answer, session, object, path)
  return { ...answer, _Items: items.map((item) => queryOne(session, item, below, expandBelow)) }
}

function withoutItems(path: string): string {
  return path.replace(/^items\//, '')
}

function queryOne(
  session: Session,
  object: WireObject,
  select: readonly string[],
  expand: readonly string[],
): Answer {
  const answer: Answer = { ...CLASSES[object.name].identity?.(object.self) }
  const deeper = new Map<string, string[]>()
  if (select.includes('*') || (select.length === 0 && expand.length === 0)) {
    for (const name of Object.keys(CLASSES[object.name].properties)) {
      readInto(answer, session, object, name)
    }
  }
  for (const path of select) {
    if (path === '*') continue
    const [head = '', ...rest] = path.split('/')
    const link = nameIn(CLASSES[object.name].links ?? {}, head)
    if (link === undefined) readInto(answer, session, object, head)
    else
      deeper.set(link, [...(deeper.get(link) ?? []), ...(rest.length > 0 ? [rest.join('/')] : [])])
  }
  for (const path of expand) {
    const link = nameIn(CLASSES[object.name].links ?? {}, path.split('/')[0] ?? '')
    if (link === undefined) throw session.missing(`${object.name}.${path}`)
    if (!deeper.has(link)) deeper.set(link, [])
  }
  for (const [link, paths] of deeper) {
    const target = CLASSES[object.name].links?.[link]?.(object.self, session) ?? null
    answer[link] = target === null ? null : query(session, target, { Select: paths })
  }
  return answer
}

function readInto(answer: Answer, session: Session, object: WireObject, path: string): void {
  const name = nameIn(CLASSES[object.name].properties, path)
  const property = name === undefined ? undefined : CLASSES[object.name].properties[name]
  if (name === undefined || property === undefined) {
    throw session.missing(`${object.name}.${path}`)
  }
  answer[name] = property.get(object.self, session)
}

/** The client asks in camelCase, the wire answers in PascalCase. */
function nameIn(members: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const pascal = name.charAt(0).toUpperCase() + name.slice(1)
  return pascal in members ? pascal : undefined
}
