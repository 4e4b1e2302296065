// What all command lines share: exit 0 done, 1 the thing checked failed, 2 wrong arguments or unreadable file,
// with one line on stderr that says what would be right.
import { parseArgs, type ParseArgsConfig } from 'node:util'

/** Wrong arguments or an unreadable file: the message is the one line that the user sees. */
export class UsageError extends Error {}

type Options = NonNullable<ParseArgsConfig['options']>

/** Parses the arguments of a command, with positionals; what does not fit is a UsageError with `usage`. */
export const readArguments = <O extends Options>(options: O, usage: string) => {
  try {
    return parseArgs({ options, allowPositionals: true, strict: true })
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error)
    throw new UsageError(`${reason} Usage: ${usage}`)
  }
}

/** A whole number of an option, or null where it was not given. */
export const wholeNumber = (
  name: string,
  text: string | undefined,
  least: number,
): number | null => {
  if (text === undefined) return null
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least)
    throw new UsageError(`--${name} takes a whole number from ${least}, not "${text}".`)
  return value
}

/** Runs a command and ends the process with its exit code. */
export const runCommand = async (main: () => Promise<number>): Promise<never> => {
  try {
    process.exit(await main())
  } catch (error) {
    if (error instanceof UsageError) {
      console.error(error.message)
      process.exit(2)
    }
    console.error(error)
    process.exit(1)
  }
}
