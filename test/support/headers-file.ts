// Reads Cloudflare's _headers format as far as we write it: a path or a path with a star at its end, then its headers.

/** The headers of a path; those of several rules add up. */
export const headersFor = (rules: string, path: string): Readonly<Record<string, string>> => {
  const found: Record<string, string> = {}
  let isMatching = false
  for (const line of rules.split('\n')) {
    if (line !== '' && !line.startsWith(' '))
      isMatching = line.endsWith('*') ? path.startsWith(line.slice(0, -1)) : path === line
    const [, name, value] = /^ {2}([\w-]+): (.*)$/u.exec(line) ?? []
    if (isMatching && name !== undefined && value !== undefined) found[name.toLowerCase()] = value
  }
  return found
}
