// Wall time of an IANA zone and UTC, to the minute. The zone rules are the runtime's (Intl).

const formats = new Map<string, Intl.DateTimeFormat>()
const formatOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  })
  formats.set(timeZone, made)
  return made
}

const wallOf = (ms: number, timeZone: string): string => {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(ms)
      .map((p) => [p.type, p.value]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '00'
  const year = part('year').padStart(4, '0')
  return `${year}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

/** YYYY-MM-DDTHH:MM in the zone, of a stored YYYY-MM-DDTHH:MMZ. */
export const utcToWall = (utc: string, timeZone: string): string =>
  wallOf(Date.parse(utc.replace('Z', ':00Z')), timeZone)

const msOf = (wall: string): number => Date.parse(`${wall}:00Z`)

/**
 * The UTC minute of a wall time. A time that the zone's clocks skip is read an hour on; of a time that
 * they show twice, the first is meant.
 */
export const wallToUtc = (wall: string, timeZone: string): string => {
  const wanted = msOf(wall)
  const offsetAt = (ms: number) => msOf(wallOf(ms, timeZone)) - ms
  const early = wanted - offsetAt(wanted - 86_400_000)
  const late = wanted - offsetAt(wanted + 86_400_000)
  const isEarly = wallOf(early, timeZone) === wall
  const isLate = wallOf(late, timeZone) === wall
  const ms = isEarly && isLate ? Math.min(early, late) : isLate ? late : early
  return `${new Date(ms).toISOString().slice(0, 16)}Z`
}
