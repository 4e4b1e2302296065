// The fuzzer inside of workerd: an order comes in, what became of it goes out. run.ts starts it; it is deployed nowhere.
import { fuzz, type Fuzzed } from './fuzz.ts'

interface Env {
  readonly DB: D1Database
}
export interface Order {
  readonly seed: number
  readonly requests: number
  readonly from: number
}

const handler = {
  fetch: async (request: Request, env: Env): Promise<Response> => {
    // The command sends nothing else.
    const order = (await request.json()) as Order
    const told: Fuzzed = await fuzz(env, order)
    return Response.json(told)
  },
}
export default handler
