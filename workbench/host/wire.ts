// How an Office.js class is described to the host: the members it answers, by their names on the
// wire (PascalCase). One description serves all objects of the class; an object is the name of its
// class and the thing of the model that it stands for.
import { refuseArgument } from '../model/failure.ts'
import type { WireName, WireSelves } from './selves.ts'
import type { Session } from './session.ts'

/** Method notation: lets a description of one thing stand in a list of descriptions of any. */
type Loose<A extends readonly unknown[], R> = { method(...args: A): R }['method']

export interface WireProperty<T = unknown> {
  readonly get: Loose<[self: T, session: Session], unknown>
  /** Missing when the property is read-only. */
  readonly set?: Loose<[self: T, value: unknown, session: Session], void>
}

export type WireLink<T = unknown> = Loose<[self: T, session: Session], WireObject | null>

export type WireMethod<T = unknown> = Loose<
  [self: T, args: readonly unknown[], session: Session],
  unknown
>

export interface WireClass<T = unknown> {
  /** What the client needs to know an object again; sent whenever it is named. */
  readonly identity?: Loose<[self: T], Readonly<Record<string, unknown>>>
  readonly properties: Readonly<Record<string, WireProperty<T>>>
  readonly links?: Readonly<Record<string, WireLink<T>>>
  readonly methods?: Readonly<Record<string, WireMethod<T>>>
  /** Collections: their members in order. */
  readonly items?: Loose<[self: T, session: Session], readonly WireObject[]>
  /** Collections: one member by key; throws ItemNotFound. */
  readonly item?: Loose<[self: T, key: unknown, session: Session], WireObject>
}

export class WireObject {
  readonly name: WireName
  readonly self: unknown
  /** Given to a range that the client keeps beyond one batch. */
  referenceId: string | undefined

  constructor(name: WireName, self: unknown) {
    this.name = name
    this.self = self
  }
}

export function wire<N extends WireName>(name: N, self: WireSelves[N]): WireObject {
  return new WireObject(name, self)
}

/** Like wire, with null for what is not there: a null object. */
export function wireOrNull<N extends WireName>(
  name: N,
  self: WireSelves[N] | undefined,
): WireObject | null {
  return self === undefined ? null : wire(name, self)
}

/** Ties a description to what the class stands for. */
export function describe<N extends WireName>(
  _name: N,
  description: WireClass<WireSelves[N]>,
): WireClass<WireSelves[N]> {
  return description
}

/** The thing behind an object argument of one class; undefined for anything else. */
export function selfOf<N extends WireName>(value: unknown, name: N): WireSelves[N] | undefined {
  // wire() is the only maker of objects, so that the name decides what self is.
  return value instanceof WireObject && value.name === name
    ? (value.self as WireSelves[N])
    : undefined
}

// Arguments come from the wire as anything; these take them as what Excel expects, or refuse.

export function asText(value: unknown, what: string): string {
  return typeof value === 'string' ? value : refuseArgument(`${what} must be a text`)
}

export function asNumber(value: unknown, what: string): number {
  return typeof value === 'number' && Number.isFinite(value)
    ? value
    : refuseArgument(`${what} must be a number`)
}

export function asFlag(value: unknown, what: string): boolean {
  return typeof value === 'boolean' ? value : refuseArgument(`${what} must be true or false`)
}

export function asList(value: unknown, what: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuseArgument(`${what} must be a list`)
}

export function asRecord(value: unknown, what: string): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? { ...value }
    : refuseArgument(`${what} must be an object`)
}

export function asWord<const V extends string>(
  value: unknown,
  allowed: readonly V[],
  what: string,
): V {
  const found = allowed.find((word) => word === value)
  return found ?? refuseArgument(`${what} must be one of ${allowed.join(', ')}`)
}
