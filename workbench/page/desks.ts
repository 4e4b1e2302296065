// One desk for each person of the demo: a workbook, the host that answers its pane, and the pane.
// Switching the person shows another desk; the one left behind stays as it was.
import { GridUser } from '../grid/grid-user.ts'
import type { Desk } from '../grid/sheet-grid.ts'
import { Host } from '../host/host.ts'
import { MANIFEST_SETS } from '../host/sets.ts'
import { Workbook } from '../model/workbook.ts'
import { PaneFrame } from './pane-frame.ts'
import { type DemoPerson, paneAddress } from './people.ts'
import type { Texts } from './text/texts.ts'

export interface DeskHome extends Desk {
  readonly host: Host
  readonly person: DemoPerson
  pane: PaneFrame | undefined
}

export interface DeskOptions {
  /** The pane's page; undefined where there is none. */
  readonly panePage: string | undefined
  /** Where the panes stand. */
  readonly dock: HTMLElement
  readonly onAnswer: () => void
  readonly onPaneFailure: () => void
  /** The keyboard leaves the pane for the sheet. */
  readonly onPaneLeave: () => void
}

export class Desks {
  private readonly desks = new Map<string, DeskHome>()
  private readonly options: DeskOptions

  constructor(options: DeskOptions) {
    this.options = options
  }

  /** The person's desk, with his pane in sight and loaded in the language of the texts. */
  show(person: DemoPerson, texts: Texts): DeskHome {
    const desk = this.desks.get(person.id) ?? newDesk(person, texts)
    this.desks.set(person.id, desk)
    for (const other of this.desks.values()) {
      if (other.pane !== undefined) other.pane.element.hidden = other !== desk
    }
    if (desk.pane === undefined) this.startPane(desk, texts)
    return desk
  }

  /** Excel speaks another language from now on: panes are loaded anew, as after a restart. */
  restartPanes(current: DeskHome, texts: Texts): void {
    for (const desk of this.desks.values()) {
      desk.pane?.close()
      desk.pane = undefined
    }
    this.startPane(current, texts)
  }

  private startPane(desk: DeskHome, texts: Texts): void {
    const { panePage, dock, onAnswer, onPaneFailure, onPaneLeave } = this.options
    if (panePage === undefined) return
    desk.pane = new PaneFrame({
      host: desk.host,
      sets: MANIFEST_SETS,
      address: paneAddress(panePage, desk.person),
      title: texts.pane,
      locale: texts.locale,
      onAnswer,
      onFailure: onPaneFailure,
      onLeave: onPaneLeave,
    })
    dock.append(desk.pane.element)
    desk.pane.start()
  }
}

function newDesk(person: DemoPerson, texts: Texts): DeskHome {
  const book = new Workbook({
    name: texts.workbookName,
    currentYear: new Date().getFullYear(),
    quirks: { locale: texts.locale === 'en-US' ? 'en-US' : 'zh-CN' },
  })
  const host = new Host(book, { sets: MANIFEST_SETS })
  return { book, user: new GridUser(book), host, person, pane: undefined }
}
