// Who acts where nobody is signed in: the calendar. It sees the whole organisation; runs and cursors name it.
import type { Actor, Organisation } from './actor.ts'

export const calendarActor = (org: Organisation): Actor => ({
  id: 'calendar',
  name: '',
  role: 'admin',
  org,
  teammates: [],
  users: [],
})
