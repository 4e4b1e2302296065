// Deeds that came after histories were kept by their seeds: half of the histories have them, woven in by dice of their
// own, so that the others tell what they always told.
import type { Deed } from './deed.ts'
import { deploy } from './deploy.ts'
import { pickAt } from './deed.ts'
import { closePane, isOwing } from './desk.ts'
import { isTooOld } from './deploy.ts'
import { undoBatch } from './undo-batch.ts'

export const laterDeeds: readonly Deed[] = [
  { name: 'undo a batch', family: 'user', weight: 0, later: 0.015, act: undoBatch },
  {
    name: 'a new server is deployed',
    family: 'server',
    weight: 0,
    later: 0.003,
    act: (world, { a }) => deploy(world, a),
  },
  {
    name: 'load an old pane again',
    family: 'pane',
    weight: 0,
    later: 0.01,
    act: (world, { who }) => {
      const desk = pickAt(
        world.desks.filter((one) => isTooOld(world, one)),
        who,
      )
      if (desk === null || isOwing(desk)) return false
      closePane(world, desk)
      return true
    },
  },
]
