// Which way a pane's page reaches its host. A page of this origin finds Excel for Windows as its
// window.external, over plain http; a page of another origin is spoken to as Excel on the web does
// it, by messages and over https only.
import { openDesktop } from '../host/desktop.ts'
import type { Host } from '../host/host.ts'
import { openWeb } from '../host/web.ts'
import { standApart } from './apart.ts'

export interface ChannelOptions {
  readonly host: Host
  readonly sets: Readonly<Record<string, string>>
  /** Address of the pane's page. */
  readonly address: string
  readonly locale: string
  readonly onAnswer: () => void
  /** The keyboard leaves the pane for the sheet. Excel on the web alone is told. */
  readonly onLeave: () => void
}

export interface PaneChannel {
  /** Whether the page that stands in the frame now can find its host. */
  readonly hasHost: () => boolean
  /** What the pane asked of its channel and did not get. */
  readonly unknown: readonly string[]
  readonly close: () => void
}

/**
 * Loads the pane's page into `frame` and puts it into `home`. A frame has a window only in a
 * document, so `home` must stand in one.
 */
export function openChannel(
  frame: HTMLIFrameElement,
  home: HTMLElement,
  options: ChannelOptions,
): PaneChannel {
  const address = new URL(options.address, location.href)
  return address.origin === location.origin
    ? openHere(frame, home, options)
    : openAcross(frame, home, { ...options, address: address.href })
}

/**
 * A frame begins with an empty document, whose window is kept for a page of the same origin that its
 * src was set to before (HTML standard, "initial about:blank"): so window.external stands there
 * before any script of the pane runs.
 */
function openHere(
  frame: HTMLIFrameElement,
  home: HTMLElement,
  options: ChannelOptions,
): PaneChannel {
  frame.src = options.address
  home.replaceChildren(frame)
  const { contentWindow } = frame
  if (contentWindow === null) throw new Error('The home of the pane stands in no document.')
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const desktop = openDesktop({ ...options, isDark: () => dark.matches })
  Object.assign(contentWindow.external, standApart(desktop.external, frame))
  return {
    hasHost: () => {
      const external = frame.contentWindow?.external
      return external !== undefined && 'GetHostInfo' in external
    },
    unknown: [],
    close: desktop.close,
  }
}

/** The frame's name outlives its pages: a pane that reloads itself finds its host again. */
function openAcross(
  frame: HTMLIFrameElement,
  home: HTMLElement,
  options: ChannelOptions,
): PaneChannel {
  const address = new URL(options.address)
  const web = openWeb({
    ...options,
    origin: location.origin,
    send: (text) => frame.contentWindow?.postMessage(text, address.origin),
  })
  const hear = ({ source, origin, data }: MessageEvent<unknown>): void => {
    if (source === frame.contentWindow && origin === address.origin) web.receive(data)
  }
  addEventListener('message', hear)
  address.searchParams.set('_host_Info', web.hostInfo)
  frame.name = web.frameName
  // office.js looks for the $ between the parts as they stand.
  frame.src = address.href.replaceAll('%24', '$')
  home.replaceChildren(frame)
  return {
    hasHost: () => true,
    unknown: web.unknown,
    close: () => {
      removeEventListener('message', hear)
      web.close()
    },
  }
}
