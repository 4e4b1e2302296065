// The add-in's pane, docked beside the sheet: its own unmodified page in a frame, in which the real
// office.js finds a host. A page that lost its host is loaded anew, a few times.
import { make } from '../grid/dom.ts'
import { type ChannelOptions, openChannel, type PaneChannel } from './pane-channel.ts'

export interface PaneOptions extends ChannelOptions {
  readonly title: string
  /** The pane's page came up without its host, more than once. */
  readonly onFailure: () => void
}

/** A pane that reloads itself gets its host anew; one that loses it again and again is given up. */
const MAX_RESTARTS = 3

export class PaneFrame {
  readonly element = make('div', 'pane-home')
  private readonly options: PaneOptions
  private channel: PaneChannel | undefined
  private restarts = 0

  constructor(options: PaneOptions) {
    this.options = options
  }

  /** What the pane asked of its channel and did not get. */
  get unknown(): readonly string[] {
    return this.channel?.unknown ?? []
  }

  /** Loads the pane. `element` must stand in a document. */
  start(): void {
    this.channel?.close()
    const frame = make('iframe', 'pane-frame', { title: this.options.title })
    frame.allow = 'clipboard-read; clipboard-write'
    const channel = openChannel(frame, this.element, this.options)
    this.channel = channel
    frame.addEventListener('load', () => {
      if (!channel.hasHost()) this.restart()
    })
  }

  close(): void {
    this.channel?.close()
    this.element.remove()
  }

  private restart(): void {
    this.restarts += 1
    if (this.restarts > MAX_RESTARTS) this.options.onFailure()
    else this.start()
  }
}

/**
 * Whether a pane stands at the address: its page loads office.js. Of a page on another origin only
 * this can be seen, that somebody answers there.
 */
export async function isPaneThere(address: string): Promise<boolean> {
  try {
    const reply = await fetch(address, { mode: 'no-cors' })
    return reply.type === 'opaque' || (reply.ok && (await reply.text()).includes('/office.js'))
  } catch {
    return false
  }
}
