// Microsoft accounts: whose token opens the door, and forged, stolen and stale ones that never do. The issuer is our
// own and local; what it signs is what Entra would, or what a thief would like it to.
import { env } from 'cloudflare:workers'
import { base64url, exportSPKI, importJWK } from 'jose'
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'

import { inviteReply } from '../../shared/protocol/members.ts'
import { refusalBody } from '../../shared/protocol/refusal.ts'
import { joinReply, meReply } from '../../shared/protocol/sign-in.ts'
import { auditReply } from '../../shared/protocol/trace.ts'
import { keySets } from '../../worker/auth/guard.ts'
import { hasTwice } from '../../worker/auth/duplicate-keys.ts'
import {
  type Claims,
  encodePart,
  type Issuer,
  type IssuerKey,
  makeKey,
  signText,
  signToken,
  startIssuer,
  userClaims,
} from '../support/issuer.ts'
import { createPerson, type Firm, foundFirm, migrate, type Person, send } from './support.ts'

const authority = 'https://login.issuer.test'
const audience = '11111111-2222-4333-8444-555555555555'
const tid = 'aaaaaaaa-0000-4000-8000-00000000000a'
const otherTid = 'bbbbbbbb-0000-4000-8000-00000000000b'
const strangerTid = 'cccccccc-0000-4000-8000-00000000000c'
const oid = 'dddddddd-0000-4000-8000-00000000000d'
const bindings = { ...env, ENTRA_CLIENT_ID: audience, ENTRA_AUTHORITY: `${authority}/` }

let issuer: Issuer
let firm: Firm
let boss: Person
const now = Date.UTC(2026, 10, 22, 4)
const seconds = now / 1_000

let senders = 0
/** Each from an address of his own. */
const ask = async (path: string, body: unknown, token: string | null) =>
  await send(path, body, token, bindings, { 'CF-Connecting-IP': `2001:db8:0:${(senders += 1)}::1` })
const me = async (token: string) => await ask('session/me', {}, token)
const codeOf = async (response: Response) => refusalBody.parse(await response.json()).code

const claimsOf = (change: Claims = {}): Claims => {
  const claims = { ...userClaims({ tid, oid, audience, authority, now: Date.now() }), ...change }
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))
}
const good = async (change: Claims = {}, header: Claims = {}) =>
  await signToken(claimsOf(change), issuer.key(), header)

const inviteFor = async (order: object): Promise<string> =>
  inviteReply.parse(await (await ask('members/invite', { days: 7, ...order }, boss.key)).json())
    .code

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  vi.setSystemTime(now)
  keySets.clear()
  issuer.isDown = false
  issuer.asked = 0
  vi.stubGlobal('fetch', async (url: string) => {
    const answer = issuer.answer(url)
    if (answer === null) throw new Error(`nobody may be asked at ${url}`)
    return await Promise.resolve(answer)
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

beforeAll(async () => {
  await migrate()
  issuer = await startIssuer(authority, [tid, otherTid, strangerTid])
  firm = await foundFirm()
  boss = await createPerson(firm.org, '老板', 'admin', null)
  const value = { tenants: [tid, otherTid], keyDays: 90 }
  const set = await ask('sign-in/change-policy', { seen: 0, value }, boss.key)
  expect(set.status).toBe(200)
  await env.DB.prepare('INSERT INTO identity (org, tid, oid, user, at) VALUES (?1, ?2, ?3, ?4, 0)')
    .bind(firm.org, tid, oid, firm.li.id)
    .run()
})

describe('a Microsoft account', () => {
  test('that is linked signs in as its user', async () => {
    const response = await me(await good())
    expect(response.status).toBe(200)
    expect(meReply.parse(await response.json())).toMatchObject({
      me: { id: firm.li.id, name: '李雷', role: 'rep', team: 'east' },
      via: 'account',
      expires: null,
    })
  })

  test('is in the audit once a day, and not with a token that is forged', async () => {
    const came = async () => {
      const order = { before: 0, limit: 9, what: ['sign_in'] }
      const { entries } = auditReply.parse(await (await ask('audit/list', order, boss.key)).json())
      return entries.filter(({ detail }) => detail['by'] === 'account').length
    }
    vi.setSystemTime(now + 3 * 86_400_000)
    const before = await came()
    expect((await me(`${(await good()).slice(0, -4)}AAAA`)).status).toBe(401)
    expect(await came()).toBe(before)
    const token = await good()
    expect([(await me(token)).status, (await me(token)).status]).toEqual([200, 200])
    expect(await came()).toBe(before + 1)
  })

  test('of an allowed tenant that nobody invited is told to ask for an invitation', async () => {
    const oid = 'dddddddd-0000-4000-8000-0000000000ff'
    const response = await me(await good({ oid }))
    expect([response.status, await codeOf(response)]).toEqual([403, 'not_invited'])
  })

  test('is linked by a code, once, and needs no key', async () => {
    const code = await inviteFor({ name: '新来的', role: 'rep', team: 'east' })
    const token = await good({ oid: 'dddddddd-0000-4000-8000-000000000001' })
    const joined = joinReply.parse(await (await ask('join', { code }, token)).json())
    expect(joined).toMatchObject({ key: null, expires: null, me: { name: '新来的' } })
    expect(meReply.parse(await (await me(token)).json()).me.name).toBe('新来的')
    const other = await good({ oid: 'dddddddd-0000-4000-8000-000000000002' })
    expect(await codeOf(await ask('join', { code }, other))).toBe('code_invalid')
    expect(await codeOf(await me(other))).toBe('not_invited')
    const second = await inviteFor({ name: '再来的', role: 'rep', team: null })
    expect(await codeOf(await ask('join', { code: second }, token))).toBe('forbidden')
  })

  test('is linked to a user who had a key', async () => {
    const code = await inviteFor({ user: firm.han.id })
    const token = await good({ oid: 'dddddddd-0000-4000-8000-000000000003' })
    expect((await ask('join', { code }, token)).status).toBe(200)
    expect(meReply.parse(await (await me(token)).json()).me.id).toBe(firm.han.id)
  })

  test('is not believed in an organisation that does not allow its tenant', async () => {
    const other = await foundFirm()
    const theirBoss = await createPerson(other.org, '别家的老板', 'admin', null)
    const order = { days: 1, name: '外人', role: 'rep', team: null }
    const invited = await ask('members/invite', order, theirBoss.key)
    const { code } = inviteReply.parse(await invited.json())
    const token = await good({ oid: 'dddddddd-0000-4000-8000-000000000004' })
    expect(await codeOf(await ask('join', { code }, token))).toBe('code_invalid')
  })

  test('of a disabled user is refused like any other', async () => {
    const leaver = 'dddddddd-0000-4000-8000-000000000005'
    await createPerson(firm.org, '离职的', 'rep', null)
    await env.DB.prepare('INSERT INTO identity (org, tid, oid, user, at) VALUES (?1,?2,?3,?4,0)')
      .bind(firm.org, tid, leaver, 'u-离职的')
      .run()
    const token = await good({ oid: leaver })
    expect((await me(token)).status).toBe(200)
    expect((await ask('members/disable', { id: 'u-离职的' }, boss.key)).status).toBe(200)
    expect(await codeOf(await me(token))).toBe('unauthenticated')
  })

  test('means nothing to a server that knows no Microsoft accounts', async () => {
    const response = await send('session/me', {}, await good())
    expect(await codeOf(response)).toBe('unauthenticated')
    expect(issuer.asked).toBe(0)
  })
})

type Forge = () => Promise<string>
const withSignature = (token: string, signature: string) =>
  `${token.split('.').slice(0, 2).join('.')}.${signature}`
const hmac = async (secret: Uint8Array, header: string): Promise<string> => {
  const input = `${encodePart(header)}.${encodePart(JSON.stringify(claimsOf()))}`
  const key = await crypto.subtle.importKey(
    'raw',
    secret,
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  )
  const signed = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(input))
  return `${input}.${base64url.encode(new Uint8Array(signed))}`
}
const hs256 = () => JSON.stringify({ typ: 'JWT', alg: 'HS256', kid: issuer.key().kid })
const publicPem = async () =>
  await exportSPKI((await importJWK({ ...issuer.key().jwk }, 'RS256')) as CryptoKey)
/** A thief's key under the issuer's key id. */
const stolen = async (): Promise<IssuerKey> => ({ ...(await makeKey()), kid: issuer.key().kid })
const twice =
  (claim: string, value: string): Forge =>
  async () => {
    const json = JSON.stringify(claimsOf())
    const header = JSON.stringify({ typ: 'JWT', alg: 'RS256', kid: issuer.key().kid })
    return await signText(header, json.replace('{', `{"${claim}":"${value}",`), issuer.key())
  }
const claim =
  (change: Claims): Forge =>
  async () =>
    await good(change)
const header =
  (change: Claims): Forge =>
  async () =>
    await good({}, change)
const raw =
  (payload: string): Forge =>
  async () =>
    await signText(
      JSON.stringify({ typ: 'JWT', alg: 'RS256', kid: issuer.key().kid }),
      payload,
      issuer.key(),
    )

const forged: Readonly<Record<string, Forge>> = {
  'alg none without a signature': async () =>
    `${encodePart('{"alg":"none","typ":"JWT"}')}.${encodePart(JSON.stringify(claimsOf()))}.`,
  'alg none with the signature of a good one': async () => {
    const [, payload = '', signature = ''] = (await good()).split('.')
    return `${encodePart(`{"alg":"none","typ":"JWT","kid":"${issuer.key().kid}"}`)}.${payload}.${signature}`
  },
  'alg nOnE': header({ alg: 'nOnE' }),
  'HS256 with the public key as its secret (PEM)': async () =>
    await hmac(new TextEncoder().encode(await publicPem()), hs256()),
  'HS256 with the public key as its secret (JWK)': async () =>
    await hmac(new TextEncoder().encode(JSON.stringify(issuer.key().jwk)), hs256()),
  'HS256 with an empty secret': async () => await hmac(new Uint8Array(1), hs256()),
  'RS512 in the header': header({ alg: 'RS512' }),
  'PS256 in the header': header({ alg: 'PS256' }),
  'ES256 in the header': header({ alg: 'ES256' }),
  'no alg': header({ alg: undefined }),
  'another key under the same id': async () => await signToken(claimsOf(), await stolen()),
  'another key under an id that nobody knows': async () =>
    await signToken(claimsOf(), await makeKey()),
  'no key id': header({ kid: undefined }),
  'an empty key id': header({ kid: '' }),
  'a key id that is a path': header({ kid: '../../../../dev/null' }),
  'jku of a thief': async () =>
    await signToken(claimsOf(), await stolen(), { jku: 'https://evil.test/keys' }),
  'x5u of a thief': async () =>
    await signToken(claimsOf(), await stolen(), { x5u: 'https://evil.test/cert' }),
  'jwk of a thief': async () => {
    const key = await stolen()
    return await signToken(claimsOf(), key, { jwk: key.jwk })
  },
  'x5c of a thief': async () => await signToken(claimsOf(), await stolen(), { x5c: ['MIIB'] }),
  'an extension that must be understood': header({ crit: ['exp'] }),
  'the nonce of a token for Graph': header({ nonce: 'abc' }),
  'another type': header({ typ: 'at+jwt' }),
  'the signature of another token': async () =>
    withSignature(await good(), (await good({ oid: tid })).split('.')[2] ?? ''),
  'no signature': async () => withSignature(await good(), ''),
  'a signature cut short': async () => (await good()).slice(0, -8),
  'a changed claim under the old signature': async () => {
    const [head = '', , signature = ''] = (await good()).split('.')
    return `${head}.${encodePart(JSON.stringify(claimsOf({ oid: tid })))}.${signature}`
  },
  'expired two minutes ago': claim({ exp: seconds - 120 }),
  'expired, to the second of tolerance': claim({ exp: seconds - 60 }),
  'not valid before ten minutes from now': claim({ nbf: seconds + 600 }),
  'no expiry': claim({ exp: undefined }),
  'no start': claim({ nbf: undefined }),
  'an expiry that is a text': claim({ exp: String(seconds + 3_600) }),
  'an expiry that is no number': raw('{"exp":NaN}'),
  'a wrong audience': claim({ aud: '99999999-2222-4333-8444-555555555555' }),
  'an audience by address, as version 1 has it': claim({ aud: `api://${audience}` }),
  'a list of audiences': claim({ aud: [audience] }),
  'no audience': claim({ aud: undefined }),
  'a wrong issuer': claim({ iss: 'https://evil.test/v2.0' }),
  'the issuer of version 1': claim({ iss: `https://sts.windows.net/${tid}/`, ver: '1.0' }),
  'the issuer of another tenant': claim({ iss: `${authority}/${otherTid}/v2.0` }),
  'an issuer with something behind it': claim({ iss: `${authority}/${tid}/v2.0/` }),
  'the common issuer': claim({ iss: `${authority}/common/v2.0` }),
  'no issuer': claim({ iss: undefined }),
  'a tenant that nobody allows': claim({
    tid: strangerTid,
    iss: `${authority}/${strangerTid}/v2.0`,
  }),
  'a tenant that is none': claim({ tid: 'common', iss: `${authority}/common/v2.0` }),
  'a tenant that leads elsewhere': claim({ tid: `${tid}/../..` }),
  'no tenant': claim({ tid: undefined }),
  'the user of another tenant': claim({ tid: otherTid }),
  'version 1': claim({ ver: '1.0' }),
  'no version': claim({ ver: undefined }),
  'an id token': claim({ scp: undefined, nonce: 'n', ver: '2.0' }),
  'an application without a user': claim({
    scp: undefined,
    roles: ['access_as_user'],
    idtyp: 'app',
  }),
  'an application that claims a scope': claim({ idtyp: 'app' }),
  'another scope': claim({ scp: 'User.Read' }),
  'a scope that only begins so': claim({ scp: 'access_as_user_too' }),
  'a list of scopes': claim({ scp: ['access_as_user'] }),
  'a guest': claim({ acct: 1 }),
  'a guest by his own issuer': claim({ idp: `https://sts.windows.net/${strangerTid}/` }),
  'no object id': claim({ oid: undefined }),
  'an object id that is an address': claim({ oid: 'li@example.cn' }),
  'an object id as a list': claim({ oid: [oid] }),
  'two tenants': twice('tid', strangerTid),
  'two object ids': twice('oid', tid),
  'a second object id under another spelling': twice('\\u006fid', tid),
  'two issuers': twice('iss', 'https://evil.test'),
  'a payload that is a list': raw('[]'),
  'a payload that is null': raw('null'),
  'a payload that is no JSON': raw('{'),
  'a payload with a byte order mark': raw(`\uFEFF{}`),
  'a prototype': raw('{"__proto__":{"oid":"x"}}'),
  oversized: claim({ groups: Array.from({ length: 1_000 }, (_, i) => `group-${i}`) }),
  'four parts': async () => `${await good()}.AAAA`,
  'two parts': async () => (await good()).split('.').slice(0, 2).join('.'),
  'five parts, encrypted': async () => 'eyJhbGciOiJSU0EtT0FFUCJ9.AA.AA.AA.AA',
  'base64 with padding': async () => `${await good()}==`,
  'base64 of the old alphabet': async () =>
    (await good()).replaceAll('_', '/').replaceAll('-', '+'),
  'a header that is no base64': async () => `!!!!.${(await good()).split('.').slice(1).join('.')}`,
  'a header of broken UTF-8': async () =>
    `${base64url.encode(new Uint8Array([123, 255, 254]))}.${(await good()).split('.').slice(1).join('.')}`,
  'a good one in quotes': async () => `"${await good()}"`,
  'nothing at all': async () => '',
}

describe('a forged token', () => {
  test(`is one of at least 40`, () => {
    expect(Object.keys(forged).length).toBeGreaterThanOrEqual(40)
  })

  test.each(Object.entries(forged))('opens nothing: %s', async (name, forge) => {
    // What differs from a good one is what the case names: a good one opens the door.
    expect((await me(await good())).status).toBe(200)
    const token = await forge()
    const response = await me(token)
    expect([response.status, await codeOf(response)]).toEqual([401, 'unauthenticated'])
    const code = await inviteFor({ name: `伪造 ${name}`.slice(0, 60), role: 'rep', team: null })
    expect((await ask('join', { code }, token === '' ? 'x' : token)).status).toBe(401)
  })

  test('is looked through for names that stand twice', () => {
    expect(hasTwice('{"a":{"b":1},"b":[{"a":1},{"a":2}]}')).toBe(false)
    expect(hasTwice('{"a":"\\"a\\":","b":"a"}')).toBe(false)
    expect(hasTwice('{"a":1,"x":{"a":1,"a":2}}')).toBe(true)
  })
})

describe('the tolerance of clocks', () => {
  test.each([
    ['expired a second within it', { exp: seconds - 59 }, 200],
    ['valid from a second within it', { nbf: seconds + 59 }, 200],
    ['valid from beyond it', { nbf: seconds + 62 }, 401],
  ])('%s', async (_, change, status) => {
    expect((await me(await good(change))).status).toBe(status)
  })
})

describe('the issuer’s keys', () => {
  test('are asked for once for many requests', async () => {
    for (let i = 0; i < 20; i++) expect((await me(await good())).status).toBe(200)
    expect(issuer.asked).toBe(1)
  })

  test('are never asked for by a stranger’s tenant, or a token that names another audience', async () => {
    const strange = { tid: strangerTid, iss: `${authority}/${strangerTid}/v2.0` }
    expect((await me(await good(strange))).status).toBe(401)
    expect((await me(await good({ aud: tid }))).status).toBe(401)
    expect(issuer.asked).toBe(0)
  })

  test('50 tokens of unknown keys cost the issuer one more question', async () => {
    expect((await me(await good())).status).toBe(200)
    vi.setSystemTime(now + 31_000)
    for (let i = 0; i < 50; i++)
      expect((await me(await good({}, { kid: `unknown-${i}` }))).status).toBe(401)
    expect(issuer.asked).toBe(2)
  })

  test('may change: the new key works at once, the old one until it is looked at again', async () => {
    const old = await good({ exp: seconds + 90_000 })
    expect((await me(old)).status).toBe(200)
    await issuer.rotate()
    vi.setSystemTime(now + 31_000)
    expect((await me(old)).status).toBe(200)
    expect((await me(await good())).status).toBe(200)
    expect((await me(old)).status).toBe(401)
    expect(issuer.asked).toBe(2)
  })

  test('of an issuer that is down still work for a day, and no longer', async () => {
    expect((await me(await good())).status).toBe(200)
    issuer.isDown = true
    for (const hours of [2, 12, 23.9]) {
      vi.setSystemTime(now + hours * 3_600_000)
      expect((await me(await good())).status).toBe(200)
    }
    vi.setSystemTime(now + 24.1 * 3_600_000)
    const response = await me(await good())
    expect([response.status, await codeOf(response)]).toEqual([503, 'unavailable'])
  })

  test('that nobody has yet cannot be had from an issuer that is down: come again, it says', async () => {
    issuer.isDown = true
    const first = await me(await good())
    expect(first.status).toBe(503)
    expect(Number(first.headers.get('Retry-After'))).toBeGreaterThan(0)
    vi.setSystemTime(now + 10_000)
    const second = await me(await good())
    expect(refusalBody.parse(await second.json())).toMatchObject({ code: 'unavailable', wait: 20 })
    expect(issuer.asked).toBe(1)
    issuer.isDown = false
    vi.setSystemTime(now + 30_000)
    expect((await me(await good())).status).toBe(200)
  })

  test('that are for another tenant sign for that one only', async () => {
    const foreign = await makeKey({ issuer: `${authority}/${otherTid}/v2.0` })
    const real = issuer.answer
    vi.stubGlobal(
      'fetch',
      async (url: string) =>
        await Promise.resolve(real(url) && Response.json({ keys: [foreign.jwk] })),
    )
    expect((await me(await signToken(claimsOf(), foreign))).status).toBe(401)
  })

  test.each([
    ['a page', () => new Response('<html>')],
    [
      'a redirect',
      () => new Response(null, { status: 302, headers: { location: 'https://x.test' } }),
    ],
    ['no keys', () => Response.json({ keys: [] })],
    ['a secret as a key', () => Response.json({ keys: [{ kty: 'oct', kid: 'k', k: 'AA' }] })],
    ['a huge document', () => new Response(' '.repeat(200_000))],
  ])('%s instead of them opens nothing', async (_, answer) => {
    vi.stubGlobal('fetch', async () => await Promise.resolve(answer()))
    expect((await me(await good())).status).toBe(503)
  })
})
