import { deltaProtocol, socketPath } from '@pulse/contract'

export interface SocketEvents {
  text(text: string): void
  /** Once, whether it was ever open or not. */
  closed(): void
}

export interface Socket {
  send(text: string): void
  /** Closes without `closed` being called. */
  close(): void
}

/** Opens the live connection to the server this page came from. */
export function openSocket(events: SocketEvents): Socket {
  const url = new URL(socketPath, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  const socket = new WebSocket(url, deltaProtocol)
  let over = false
  const end = (): void => {
    if (over) return
    over = true
    events.closed()
  }
  socket.onmessage = (event: MessageEvent<unknown>) => {
    if (!over && typeof event.data === 'string') events.text(event.data)
  }
  socket.onclose = end
  socket.onerror = end
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
