import { anything, list, object, partial, record, text, words } from '../shape/shape.ts'
import { bytes, count, counter } from './measures.ts'

/** Ceph's own answer, of which only the parts that are shown are described. */
export const cephStatus = object(
  partial({
    fsid: text,
    health: object(partial({ status: words('HEALTH_OK', 'HEALTH_WARN', 'HEALTH_ERR'), checks: record(anything) })),
    pgmap: object(
      partial({
        bytes_total: bytes,
        bytes_used: bytes,
        bytes_avail: bytes,
        data_bytes: bytes,
        num_pgs: count,
        read_bytes_sec: bytes,
        write_bytes_sec: bytes,
        read_op_per_sec: counter,
        write_op_per_sec: counter,
      }),
    ),
    osdmap: object(partial({ num_osds: count, num_up_osds: count, num_in_osds: count, epoch: count })),
    monmap: object(partial({ epoch: count, num_mons: count, mons: list(anything) })),
    quorum_names: list(text),
  }),
)
