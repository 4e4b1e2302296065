// Who sits before the sheet in the demo: people with keys, asked of the development server, each with
// a workbook of his own. Where nobody answers there is one person without a key.

export interface DemoPerson {
  readonly id: string
  readonly name: string
  readonly role: string
  /** Hands the pane its sign-in; empty where there is none. */
  readonly key: string
}

export const NOBODY: DemoPerson = { id: 'nobody', name: '', role: '', key: '' }
const MAX_PEOPLE = 20

function isPerson(value: unknown): value is DemoPerson {
  if (typeof value !== 'object' || value === null) return false
  return ['id', 'name', 'role', 'key'].every(
    (name) => name in value && typeof Reflect.get(value, name) === 'string',
  )
}

/** GET /demo/users, which only a development server answers. */
export async function fetchPeople(): Promise<readonly DemoPerson[]> {
  try {
    const reply = await fetch('/demo/users')
    const body: unknown = await reply.json()
    const people = Array.isArray(body) ? body.filter(isPerson).slice(0, MAX_PEOPLE) : []
    return people.length > 0 ? people : [NOBODY]
  } catch {
    return [NOBODY]
  }
}

/**
 * The address of the pane for a person. The key stands in the fragment, which no server ever sees;
 * a pane built for production reads no fragment. A pane of another origin is given no key: there the
 * person signs in.
 */
export function paneAddress(page: string, person: DemoPerson): string {
  const isHere = page.startsWith('/')
  return isHere && person.key !== '' ? `${page}#demo-key=${encodeURIComponent(person.key)}` : page
}
