import { NamedFaultError, type Simulator, startNamedFault } from '@pulse/simulator'
import { CommandError } from '../../command-error.ts'

const help = [
  'fault <fault>   lets something go wrong, such as fault node-down=attic/pve2',
  'clear [fault]   ends that one, or all',
  'list            what goes wrong now',
  'quit            ends the simulation',
].join('\n')

/** The faults that a person has set, by the words they were set with. */
export class FaultControl {
  readonly #simulator: Simulator
  readonly #ends = new Map<string, () => void>()

  constructor(simulator: Simulator) {
    this.#simulator = simulator
  }

  /**
   * Lets a fault begin; one that is on already stays.
   *
   * @throws CommandError of kind `usage`
   */
  start(fault: string): void {
    if (this.#ends.has(fault)) return
    try {
      this.#ends.set(fault, startNamedFault(this.#simulator, fault))
    } catch (error) {
      throw error instanceof NamedFaultError ? new CommandError('usage', error.message) : error
    }
  }

  /** Does what a line says and gives the answer to it; null when it is to end. */
  obey(line: string): string | null {
    const [order = '', fault = ''] = line.trim().split(/\s+(.*)/s)
    switch (order) {
      case '':
        return ''
      case 'fault':
        return this.#tryStart(fault)
      case 'clear':
        return this.#clear(fault)
      case 'list':
        return this.#ends.size === 0 ? 'Nothing goes wrong.' : [...this.#ends.keys()].join('\n')
      case 'quit':
      case 'exit':
        return null
      default:
        return help
    }
  }

  #tryStart(fault: string): string {
    try {
      this.start(fault)
      return `${fault} has begun.`
    } catch (error) {
      if (error instanceof CommandError) return error.message
      throw error
    }
  }

  #clear(fault: string): string {
    const ended = fault === '' ? [...this.#ends.keys()] : [fault]
    if (ended.some((one) => !this.#ends.has(one))) return `There is no "${fault}" now; list tells what there is.`
    for (const one of ended) {
      this.#ends.get(one)?.()
      this.#ends.delete(one)
    }
    return ended.length === 0 ? 'Nothing goes wrong.' : `${ended.join(', ')} has ended.`
  }
}
