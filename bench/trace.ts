// What a browser's trace says of one thread: its tasks, and whose scripts ran in each. Pane and workbench share a
// thread here, as they do not in Excel; so the sampled stacks tell them apart, by the address of the script.
import * as z from 'zod'

const eventShape = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  tid: z.number(),
  id: z.union([z.string(), z.number()]).optional(),
  /** Microseconds. */
  ts: z.number().default(0),
  dur: z.number().default(0),
  /** Of the thread itself, where the system says it. */
  tdur: z.number().optional(),
  args: z.unknown().optional(),
})
const startShape = z.object({ data: z.object({ startTime: z.number() }) })
const nodeShape = z.object({
  id: z.number(),
  parent: z.number().optional(),
  callFrame: z.object({ functionName: z.string(), url: z.string().optional() }),
})
const chunkShape = z.object({
  data: z.object({
    cpuProfile: z
      .object({ nodes: z.array(nodeShape).optional(), samples: z.array(z.number()).optional() })
      .optional(),
    timeDeltas: z.array(z.number()).optional(),
  }),
})

type TraceEvent = z.infer<typeof eventShape>
type ProfileNode = z.infer<typeof nodeShape>

interface Profile {
  readonly pid: number
  readonly tid: number
  readonly nodes: Map<number, ProfileNode>
  /** Time in microseconds, node. */
  readonly samples: [number, number][]
  clock: number
}

/** null: nobody's, such as the browser's own scripts. */
export type OwnerOf = (url: string) => string | null

export interface TracedTask {
  /** As it was felt: what other programs took of the machine meanwhile is in it. */
  readonly ms: number
  /** The thread's own time. */
  readonly cpuMs: number
  /** Milliseconds of the thread's own time in which scripts of each owner ran. */
  readonly byOwner: Readonly<Record<string, number>>
}

const addChunk = (profile: Profile, args: unknown): void => {
  const { cpuProfile, timeDeltas = [] } = chunkShape.parse(args).data
  for (const node of cpuProfile?.nodes ?? []) profile.nodes.set(node.id, node)
  for (const [at, node] of (cpuProfile?.samples ?? []).entries()) {
    profile.clock += timeDeltas[at] ?? 0
    profile.samples.push([profile.clock, node])
  }
}

/** The profile of the thread that was sampled most: the page's own. */
const readProfile = (events: readonly TraceEvent[]): Profile | null => {
  const profiles = new Map<string, Profile>()
  for (const { name, pid, tid, id, args } of events) {
    const key = `${pid} ${id}`
    if (name === 'Profile') {
      const clock = startShape.parse(args).data.startTime
      profiles.set(key, { pid, tid, nodes: new Map(), samples: [], clock })
    }
    const profile = profiles.get(key)
    if (name === 'ProfileChunk' && profile !== undefined) addChunk(profile, args)
  }
  const [most] = [...profiles.values()].sort((a, b) => b.samples.length - a.samples.length)
  return most ?? null
}

/** The innermost script of a stack that has an owner; collecting garbage is paid by whoever ran before. */
const ownersIn = ({ nodes }: Profile, ownerOf: OwnerOf) => {
  const known = new Map<number, string | null>()
  const find = (id: number): string | null => {
    for (let node = nodes.get(id); node !== undefined; node = nodes.get(node.parent ?? -1)) {
      const owner = ownerOf(node.callFrame.url ?? '')
      if (owner !== null) return owner
    }
    return null
  }
  const isGarbage = (id: number) => nodes.get(id)?.callFrame.functionName === '(garbage collector)'
  return (id: number, before: string | null): string | null => {
    if (isGarbage(id)) return before
    const owner = known.get(id) ?? find(id)
    known.set(id, owner)
    return owner
  }
}

type Samples = readonly (readonly [number, number])[]

/** Microseconds by owner between two samples each; `samples` are those of the task. */
const timeByOwner = (
  start: number,
  samples: Samples,
  owner: (node: number, before: string | null) => string | null,
): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>()
  let [last, who]: [number, string | null] = [start, null]
  for (const [time, node] of samples) {
    who = owner(node, who)
    if (who !== null) sums.set(who, (sums.get(who) ?? 0) + time - last)
    last = time
  }
  return sums
}

/** Tasks of the page's thread in their order. @param raw events as the browser sends them, in any order */
export const readTasks = (raw: readonly unknown[], ownerOf: OwnerOf): readonly TracedTask[] => {
  const events = raw.map((event) => eventShape.parse(event)).toSorted((a, b) => a.ts - b.ts)
  const profile = readProfile(events)
  if (profile === null) return []
  const owner = ownersIn(profile, ownerOf)
  const isTask = ({ name, ph, pid, tid }: TraceEvent) =>
    name === 'RunTask' && ph === 'X' && pid === profile.pid && tid === profile.tid
  const samples = profile.samples.toSorted(([a], [b]) => a - b)
  let at = 0
  return events.filter(isTask).map(({ ts, dur, tdur = dur }) => {
    while ((samples[at]?.[0] ?? Infinity) < ts) at++
    const first = at
    while ((samples[at]?.[0] ?? Infinity) <= ts + dur) at++
    const sums = timeByOwner(ts, samples.slice(first, at), owner)
    const share = dur === 0 ? 0 : Math.min(1, tdur / dur) / 1_000
    const byOwner = Object.fromEntries([...sums].map(([who, sum]) => [who, sum * share]))
    return { ms: dur / 1_000, cpuMs: Math.min(dur, tdur) / 1_000, byOwner }
  })
}
