import { describe, expect, it } from 'vitest'
import { readEstate } from './read-estate.ts'

const given = (texts: Record<string, string>) => ({ words: [], texts, lists: {}, switches: new Set<string>() })

describe('the estate that options describe', () => {
  it.each<[Record<string, string>, object]>([
    [{}, { scenario: 'small', basePort: 8006, versions: {} }],
    [
      { scenario: 'small', port: '0' },
      { scenario: 'small', basePort: 0 },
    ],
    [{ nodes: '5' }, { scenario: { clusters: 1, nodes: 5, guests: 50 } }],
    [{ nodes: '1', guests: '0' }, { scenario: { clusters: 1, nodes: 1, guests: 0 } }],
    [{ guests: '20' }, { scenario: { clusters: 1, nodes: 3, guests: 20 } }],
    [{ guests: '5000' }, { scenario: { clusters: 1, nodes: 100, guests: 5000 } }],
    [{ guests: '20000' }, { scenario: { clusters: 1, nodes: 300, guests: 20_000 } }],
    [{ pve: '7.4', pbs: '3.4' }, { versions: { pve: '7.4', pbs: '3.4' } }],
    [
      { seed: '7', latency: '250' },
      { seed: 7, latencyMs: 250 },
    ],
  ])('%j', (texts, estate) => {
    expect(readEstate(given(texts))).toMatchObject(estate)
  })

  it.each<[Record<string, string>, string]>([
    [{ nodes: '0' }, '--nodes must be a whole number from 1 to 300, not "0".'],
    [{ nodes: '301' }, '--nodes must be a whole number from 1 to 300, not "301".'],
    [{ guests: '-1' }, '--guests must be a whole number from 0 to 20000, not "-1".'],
    [{ guests: '1e3' }, '--guests must be a whole number from 0 to 20000, not "1e3".'],
    [{ port: '65535' }, '--port must be a whole number from 0 to 65000, not "65535".'],
    [{ seed: 'x' }, '--seed must be a whole number from 0 to 999999999, not "x".'],
    [{ latency: '600001' }, '--latency must be a whole number from 0 to 600000, not "600001".'],
    [{ scenario: 'small', nodes: '3' }, '--scenario and --nodes or --guests exclude each other.'],
  ])('%j is refused', (texts, problem) => {
    expect(() => readEstate(given(texts))).toThrow(
      expect.objectContaining({ kind: 'usage', message: problem }) as Error,
    )
  })
})
