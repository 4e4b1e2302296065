// The add-in's pane, docked beside the sheet: its own unmodified page in a frame, in which the real
// office.js finds a host. A frame begins with an empty document, whose window is kept for a page of
// the same origin that its src was set to before (HTML standard, "initial about:blank"): so
// window.external stands there before any script of the pane runs.
import { make } from '../grid/dom.ts'
import { type Desktop, openDesktop } from '../host/desktop.ts'
import type { Host } from '../host/host.ts'

export interface PaneOptions {
  readonly host: Host
  readonly sets: Readonly<Record<string, string>>
  /** Address of the pane's page on this origin, with the fragment that is handed to it. */
  readonly address: string
  readonly title: string
  readonly locale: string
  readonly onAnswer: () => void
  /** The pane's page came up without its host, more than once. */
  readonly onFailure: () => void
}

/** A pane that reloads itself gets its host anew; one that loses it again and again is given up. */
const MAX_RESTARTS = 3

export class PaneFrame {
  readonly element = make('div', 'pane-home')
  private readonly options: PaneOptions
  private desktop: Desktop | undefined
  private restarts = 0

  constructor(options: PaneOptions) {
    this.options = options
  }

  /** Loads the pane. A frame has a window only in a document, so `element` must stand in one. */
  start(): void {
    const { address, title } = this.options
    this.desktop?.close()
    const frame = make('iframe', 'pane-frame', { title })
    frame.allow = 'clipboard-read; clipboard-write'
    frame.src = address
    this.element.replaceChildren(frame)
    const { contentWindow } = frame
    if (contentWindow === null) throw new Error('The home of the pane stands in no document.')
    this.desktop = openDesktop(this.options)
    Object.assign(contentWindow.external, this.desktop.external)
    frame.addEventListener('load', () => {
      if (!hasHost(frame)) this.restart()
    })
  }

  close(): void {
    this.desktop?.close()
    this.element.remove()
  }

  private restart(): void {
    this.restarts += 1
    if (this.restarts > MAX_RESTARTS) this.options.onFailure()
    else this.start()
  }
}

function hasHost(frame: HTMLIFrameElement): boolean {
  const external = frame.contentWindow?.external
  return external !== undefined && 'GetHostInfo' in external
}

/** Whether a pane stands at the address: its page loads office.js. */
export async function isPaneThere(address: string): Promise<boolean> {
  try {
    const reply = await fetch(address)
    return reply.ok && (await reply.text()).includes('/office.js')
  } catch {
    return false
  }
}
