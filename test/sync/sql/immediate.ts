// setImmediate for workerd, where the real one takes a millisecond: lets promises go on until none of them can, as far
// as a step of the simulator reaches. The lane's configuration puts it in the place of node:timers.

/** Far more than the awaits in a row of any code between two parked calls; sql-lane.test.ts compares both. */
const TURNS = 1_000
const done = Promise.resolve()

export const setImmediate = (goOn: () => void): void => {
  const pass = async () => {
    for (let turn = 0; turn < TURNS; turn++) await done
    goOn()
  }
  void pass()
}
