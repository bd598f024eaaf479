/**
 * Port: the few file operations that saving needs, one by one, so that a test can stop between any two. All reject with
 * the error of the system (`code` is `ENOSPC`, `EACCES` …).
 */
export interface Disk {
  /** Undefined where there is no such file. */
  read(path: string): Promise<string | undefined>
  /** Creates or replaces; only the owner may read it. Not safe before `sync`. */
  write(path: string, text: string): Promise<void>
  /** Returns once the content would survive a power cut. */
  sync(path: string): Promise<void>
  /** Replaces `to` at once or not at all. */
  rename(from: string, to: string): Promise<void>
  /** No error where there is no such file. */
  remove(path: string): Promise<void>
  /** Returns once the names in it would survive a power cut. */
  syncFolder(path: string): Promise<void>
}
