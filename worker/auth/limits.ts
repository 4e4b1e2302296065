// How often a stranger may try, by where he comes from. An address is kept as a hash that changes daily.
import type { Context } from 'hono'

import { takeTurn, type Turn } from '../db/throttle.ts'
import type { App } from '../env.ts'
import { Refusal } from '../refusal.ts'
import { keyHash } from './key.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

type Limit = Omit<Turn, 'org' | 'who'>
/** Codes and secrets are long; these keep the noise down, not the guessing. */
export const joinLimit: Limit = { what: 'join', mine: 20, all: 2_000, windowMs: DAY_MS }
export const setupLimit: Limit = { what: 'setup', mine: 10, all: 100, windowMs: DAY_MS }
/** Panes that nobody is signed in to, each at its opening. */
export const standingLimit: Limit = {
  what: 'standing',
  mine: 600,
  all: 50_000,
  windowMs: 10 * MINUTE_MS,
}
/** Refused keys and tokens only. An office behind one address has many panes. */
export const signInLimit: Limit = {
  what: 'sign-in',
  mine: 300,
  all: 20_000,
  windowMs: 10 * MINUTE_MS,
}

/** Of IPv6 the network, of which one subscriber has many addresses. */
const networkOf = (address: string): string =>
  address.includes(':') ? address.split(':').slice(0, 4).join(':') : address

/** null: not reached through Cloudflare, which always says it. */
const addressOf = (c: Context<App>): string | null => c.req.header('cf-connecting-ip') ?? null

const hashOf = async (address: string, now: number): Promise<string> =>
  (await keyHash(`${Math.floor(now / DAY_MS)}/${networkOf(address)}`)).slice(0, 24)

/** @throws Refusal too_many */
export const takeStranger = async (c: Context<App>, limit: Limit, now: number): Promise<void> => {
  const address = addressOf(c) ?? 'local'
  const turn: Turn = { ...limit, org: '', who: await hashOf(address, now) }
  const wait = await takeTurn(c.get('database'), turn, now)
  if (wait > 0)
    throw new Refusal(
      'too_many',
      'Too many attempts from here. Come again later.',
      wait,
      'attempts',
    )
}

/** A key or token that was refused, where the sender's address is known. @throws Refusal too_many */
export const noteRefused = async (c: Context<App>, now: number): Promise<void> => {
  if (addressOf(c) !== null) await takeStranger(c, signInLimit, now)
}

/** The period of the binding RATE in wrangler.toml; how many requests it lets through stands there. */
export const RATE_SECONDS = 60

/** @param route as in route-rules.ts. @throws Refusal too_many */
export const takeRate = async (c: Context<App>, route: string): Promise<void> => {
  const { id, org } = c.get('actor')
  const answer = await c.env.RATE?.limit({ key: `${org.id}/${id}/${route}` })
  if (answer?.success === false)
    throw new Refusal('too_many', 'So many requests a minute are enough.', RATE_SECONDS, 'rate')
}

/** Of one user, and of all of an organisation. */
export const inviteLimit: Limit = { what: 'invite', mine: 100, all: 1_000, windowMs: DAY_MS }
export const keyLimit: Limit = { what: 'key', mine: 30, all: 1_000, windowMs: DAY_MS }

/** @throws Refusal too_many */
export const takeUser = async (c: Context<App>, limit: Limit, now: number): Promise<void> => {
  const { id, org } = c.get('actor')
  const wait = await takeTurn(c.get('database'), { ...limit, org: org.id, who: id }, now)
  if (wait > 0)
    throw new Refusal('too_many', 'So many a day are enough. Come again later.', wait, 'daily')
}
