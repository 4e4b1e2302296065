// A fetch that asks the Worker what D1 read and wrote for each request, and adds it up.

export interface D1Meter {
  readonly read: number
  readonly written: number
}

export const createMeteredFetch = (): {
  readonly fetch: typeof fetch
  readonly meter: () => D1Meter
} => {
  const total = { read: 0, written: 0 }
  const metered: typeof fetch = async (input, init) => {
    const headers = new Headers(init?.headers)
    headers.set('x-kehu-meter', '1')
    const response = await fetch(input, { ...init, headers })
    const found = /read=(\d+);written=(\d+)/u.exec(response.headers.get('x-kehu-d1') ?? '')
    total.read += Number(found?.[1] ?? 0)
    total.written += Number(found?.[2] ?? 0)
    return response
  }
  return { fetch: metered, meter: () => ({ ...total }) }
}
