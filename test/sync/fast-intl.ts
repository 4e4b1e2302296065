// A session makes a formatter for "today", which costs a millisecond: nothing in Excel, most of the time here. The
// simulator keeps them; what they answer is the same.
const { DateTimeFormat } = Intl
const known = new Map<string, Intl.DateTimeFormat>()

const cached = new Proxy(DateTimeFormat, {
  construct: (target, asked: ConstructorParameters<typeof DateTimeFormat>) => {
    const key = JSON.stringify(asked)
    const formatter = known.get(key) ?? new target(...asked)
    known.set(key, formatter)
    return formatter
  },
})

export const fastFormatters = (): void => {
  Intl.DateTimeFormat = cached
}
