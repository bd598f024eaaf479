const dots = '•••'

/** A value that never shows: JSON, string conversion, inspection and errors print dots. */
export class Secret<T = string> {
  readonly #value: T

  constructor(value: T) {
    this.#value = value
  }

  /** The value itself. Call it only where it is used, never to store it elsewhere. */
  reveal(): T {
    return this.#value
  }

  toString(): string {
    return dots
  }

  toJSON(): string {
    return dots
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return `Secret(${dots})`
  }
}
