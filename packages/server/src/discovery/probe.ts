/** Where Proxmox listens. */
export const proxmoxPorts = [8006, 8007] as const
export type ProxmoxPort = (typeof proxmoxPorts)[number]

/** What was said on a port to a question without credentials. */
export interface Heard {
  status: number
  /** The header `Server`, empty where missing. */
  server: string
  /** The beginning of the body. */
  body: string
  /** Organisation in the subject of the certificate, empty where there is none. */
  organisation: string
}

/** Port: asks other hosts. Nothing secret is sent, and why somebody did not answer is not told. */
export interface Probe {
  /** What is heard on the port; undefined if nothing is, or once `signal` says that nobody wants to know. Never rejects. */
  ask(address: string, port: ProxmoxPort, signal: AbortSignal): Promise<Heard | undefined>
  /** Names of the address as the name service has them: hostile, perhaps. Never rejects. */
  namesOf(address: string): Promise<readonly string[]>
  /** Private IPv4 networks that this machine has an address in, such as `192.168.1.0/24`. */
  ownNetworks(): readonly string[]
}
