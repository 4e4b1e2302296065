// A tool's motor in its screen: it runs as long as the screen is open.
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'

import { createMotor, type Machine } from './motor.ts'

/** @param first happens once, when the screen opens */
export const useMachine = <State, Event, Effect>(
  machine: Machine<State, Event, Effect>,
  first: Event,
): readonly [State, (event: Event) => void] => {
  const [state, setState] = useState(machine.start)
  const latest = useRef(machine)
  latest.current = machine
  const isOpen = useRef(true)
  const dispatch = useMemo(() => {
    const motor = createMotor(() => latest.current, setState)
    return (event: Event): void => {
      if (isOpen.current) motor.dispatch(event)
    }
  }, [])
  useEffect(() => {
    isOpen.current = true
    dispatch(first)
    return () => {
      isOpen.current = false
    }
  }, [])
  return [state, dispatch]
}
