// Microsoft Entra ID as this deployment knows it: from the Worker's variables, or not at all.
import type { Env } from '../env.ts'
import type { Expectations } from './token.ts'

const AUTHORITY = 'https://login.microsoftonline.com'
const SCOPE = 'access_as_user'

/** null: no Microsoft accounts here. China's 21Vianet has an authority of its own. */
export const entraOf = (env: Env): Expectations | null => {
  const audience = env.ENTRA_CLIENT_ID ?? ''
  if (audience === '') return null
  return {
    audience: audience.toLowerCase(),
    authority: (env.ENTRA_AUTHORITY ?? AUTHORITY).replace(/\/+$/u, ''),
    scope: env.ENTRA_SCOPE ?? SCOPE,
  }
}

/** What the pane asks a token for: the permission with the address of this application before it. */
export const fullScope = (env: Env, { audience, scope }: Expectations): string =>
  `${env.ENTRA_APP_URI ?? `api://${audience}`}/${scope}`
