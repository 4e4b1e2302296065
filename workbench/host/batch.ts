// Executes one request of the client, the "ProcessQuery" protocol: actions in order, each on an
// object that is found by a path. The first failure ends the batch; what was done stays done.
import { ExcelFailure } from '../model/failure.ts'
import { CLASSES } from './classes.ts'
import { query, type QueryInfo } from './query.ts'
import type { Session } from './session.ts'
import { WireObject } from './wire.ts'

export interface ActionMessage {
  readonly Id: number
  readonly ActionType: number
  readonly Name: string
  readonly ObjectPathId: number
  readonly ArgumentInfo?: ArgumentInfo
  readonly QueryInfo?: QueryInfo
  readonly ObjectState?: Readonly<Record<string, unknown>>
}

export interface PathMessage {
  readonly ObjectPathType: number
  readonly Name: string
  readonly ParentObjectPathId?: number
  readonly ArgumentInfo?: ArgumentInfo
}

interface ArgumentInfo {
  readonly Arguments?: readonly unknown[]
  readonly ReferencedObjectPathIds?: readonly unknown[]
}

export interface BatchRequest {
  readonly Actions: readonly ActionMessage[]
  readonly ObjectPaths: Readonly<Record<string, PathMessage>>
}

const ACTION = {
  instantiate: 1,
  query: 2,
  method: 3,
  setProperty: 4,
  trace: 5,
  retrieve: 7,
  ensureUnchanged: 8,
  update: 9,
}
const PATH = { global: 1, created: 2, method: 3, property: 4, indexer: 5, reference: 6, none: 7 }

/** Runs a batch on the root object. @returns the response's body as the client reads it */
export function runBatch(session: Session, root: WireObject, request: BatchRequest): unknown {
  return new Batch(session, root, request).run()
}

class Batch {
  private readonly session: Session
  private readonly root: WireObject
  private readonly request: BatchRequest
  private readonly found = new Map<number, WireObject | null>()

  constructor(session: Session, root: WireObject, request: BatchRequest) {
    this.session = session
    this.root = root
    this.request = request
  }

  run(): unknown {
    const results: { readonly ActionId: number; readonly Value: unknown }[] = []
    const traces: number[] = []
    for (const [index, action] of this.request.Actions.entries()) {
      try {
        const value = this.session.actionStep(() => this.act(action))
        results.push({ ActionId: action.Id, Value: value ?? null })
        if (action.ActionType === ACTION.trace) traces.push(action.Id)
      } catch (error) {
        if (!(error instanceof ExcelFailure)) throw error
        return {
          Error: this.describe(error, action, index),
          ProcessedResults: { Results: results, TraceIds: traces },
          TraceIds: traces,
        }
      }
    }
    return { Results: results, TraceIds: traces }
  }

  private describe(error: ExcelFailure, action: ActionMessage, index: number): unknown {
    const path = this.request.ObjectPaths[action.ObjectPathId]
    return {
      Code: error.code,
      Message: error.message,
      Location: action.Name || (path?.Name ?? ''),
      HttpStatusCode: error.status,
      ActionIndex: index,
    }
  }

  private act(action: ActionMessage): unknown {
    if (action.ActionType === ACTION.trace) return null
    const object = this.find(action.ObjectPathId)
    if (object === null) return this.actOnNull(action)
    switch (action.ActionType) {
      case ACTION.instantiate:
        return identify(object)
      case ACTION.query:
        return { ...query(this.session, object, action.QueryInfo ?? {}), ...identify(object) }
      case ACTION.retrieve:
        return query(this.session, object, action.QueryInfo ?? {})
      case ACTION.method:
        return this.answer(this.call(object, action.Name, this.args(action.ArgumentInfo)))
      case ACTION.setProperty:
        return this.set(object, action.Name, this.args(action.ArgumentInfo)[0])
      case ACTION.update:
        for (const [name, value] of Object.entries(action.ObjectState ?? {})) {
          this.set(object, name, value)
        }
        return null
      default:
        throw this.session.missing(`action type ${action.ActionType}`)
    }
  }

  /** Null objects answer null to reading; calling or writing them is an error. */
  private actOnNull(action: ActionMessage): null {
    const isRead = action.ActionType !== ACTION.method && action.ActionType !== ACTION.setProperty
    if (isRead || action.Name === '_KeepReference') return null
    throw new ExcelFailure('ItemNotFound', "The requested resource doesn't exist.")
  }

  private answer(value: unknown): unknown {
    return value instanceof WireObject ? identify(value) : value
  }

  private find(id: number): WireObject | null {
    const known = this.found.get(id)
    if (known !== undefined) return known
    const path = this.request.ObjectPaths[id]
    if (path === undefined) throw new ExcelFailure('InvalidObjectPath', `No object path ${id}.`)
    const object = this.resolve(path)
    this.found.set(id, object)
    return object
  }

  private resolve(path: PathMessage): WireObject | null {
    switch (path.ObjectPathType) {
      case PATH.global:
        return this.root
      case PATH.none:
        return null
      case PATH.reference:
        return this.session.references.get(path.Name) ?? this.refuseReference(path.Name)
      case PATH.created:
        throw this.session.missing(`new ${path.Name}`)
      default:
        return this.resolveBelow(path)
    }
  }

  private resolveBelow(path: PathMessage): WireObject | null {
    const parent = this.find(path.ParentObjectPathId ?? 0)
    if (parent === null) return null
    if (path.ObjectPathType === PATH.property) return this.follow(parent, path.Name)
    const args = this.args(path.ArgumentInfo)
    if (path.ObjectPathType === PATH.indexer) {
      const { item } = CLASSES[parent.name]
      if (item === undefined) throw this.session.missing(`${parent.name}[]`)
      return item(parent.self, args[0], this.session)
    }
    const result = this.call(parent, path.Name, args)
    if (result instanceof WireObject || result === null) return result
    throw this.session.missing(`${parent.name}.${path.Name}() as an object`)
  }

  private refuseReference(name: string): never {
    throw new ExcelFailure('InvalidReference', `The reference ${name} is not valid any more.`)
  }

  private follow(object: WireObject, name: string): WireObject | null {
    const link = CLASSES[object.name].links?.[name]
    if (link === undefined) throw this.session.missing(`${object.name}.${name}`)
    return link(object.self, this.session)
  }

  private call(object: WireObject, name: string, args: readonly unknown[]): unknown {
    if (name === '_KeepReference') {
      this.session.keep(object)
      return null
    }
    const method = CLASSES[object.name].methods?.[name]
    if (method === undefined) throw this.session.missing(`${object.name}.${name}()`)
    return method(object.self, args, this.session)
  }

  private set(object: WireObject, name: string, value: unknown): null {
    const property = CLASSES[object.name].properties[name]
    if (property?.set === undefined) throw this.session.missing(`${object.name}.${name} =`)
    property.set(object.self, value, this.session)
    return null
  }

  /** Arguments, with objects put in where the client named their paths. */
  private args(info: ArgumentInfo | undefined): readonly unknown[] {
    const args = info?.Arguments ?? []
    const ids = info?.ReferencedObjectPathIds
    return ids === undefined || ids === null ? args : this.fillIn(args, ids)
  }

  private fillIn(args: readonly unknown[], ids: readonly unknown[]): readonly unknown[] {
    return args.map((value, index) => {
      const id = ids[index]
      if (Array.isArray(id) && Array.isArray(value)) return this.fillIn(value, id)
      return typeof id === 'number' && id !== 0 ? this.find(id) : value
    })
  }
}

/** What the client must be told of an object whenever it is named. */
export function identify(object: WireObject): Readonly<Record<string, unknown>> {
  const identity = CLASSES[object.name].identity?.(object.self) ?? {}
  return object.referenceId === undefined
    ? identity
    : { ...identity, _ReferenceId: object.referenceId }
}
