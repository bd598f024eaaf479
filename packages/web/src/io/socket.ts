import { deltaProtocol, socketPath } from '@pulse/contract'

export interface SocketEvents {
  text(text: string): void
  /**
   * Once. `refused`: it was never open, or the server ended it because who listens may no longer: only a call can tell
   * whether that is so, as a page does not get to see why an upgrade was refused.
   */
  closed(refused: boolean): void
}

export interface Socket {
  send(text: string): void
  /** Closes without `closed` being called. */
  close(): void
}

/** Close code of the server for who lost the right to listen: logged out, revoked, expired. */
const noLongerAllowed = 4401

/** Opens the live connection to the server this page came from. */
export function openSocket(events: SocketEvents): Socket {
  const url = new URL(socketPath, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(url, deltaProtocol)
  let opened = false
  let over = false
  const end = (code: number): void => {
    if (over) return
    over = true
    events.closed(!opened || code === noLongerAllowed)
  }
  socket.onopen = () => (opened = true)
  socket.onmessage = (event: MessageEvent<unknown>) => {
    if (!over && typeof event.data === 'string') events.text(event.data)
  }
  // The close event follows each error.
  socket.onclose = ({ code }) => end(code)
  return {
    send(text) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text)
    },
    close() {
      over = true
      socket.close()
    },
  }
}
