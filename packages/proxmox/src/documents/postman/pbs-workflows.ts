import { trackStep } from './shared-steps.ts'
import type { Workflow } from './workflows.ts'

export const pbsWorkflows: readonly Workflow[] = [
  {
    name: 'List snapshots',
    note: 'What is kept in `{{store}}`, in its root namespace.',
    steps: [
      {
        name: 'List the namespaces',
        note: 'Every namespace has groups of its own.',
        verb: 'GET',
        path: '/admin/datastore/{store}/namespace',
      },
      {
        name: 'List the groups',
        note: 'One for each guest or host.',
        verb: 'GET',
        path: '/admin/datastore/{store}/groups',
      },
      {
        name: 'List the snapshots',
        note: 'They come in no order: sort by `backup-time`. Sets `{{backup_type}}`, `{{backup_id}}` and `{{backup_time}}` to those of the first one.',
        verb: 'GET',
        path: '/admin/datastore/{store}/snapshots',
      },
    ],
  },
  {
    name: 'Verify',
    note: 'Reads the chunks of the snapshots of one group, and says whether they are whole.',
    steps: [
      {
        name: 'Start the verification',
        note: 'Of the group that was listed first, leaving out what was verified within 30 days. The answer is the id of the task. Without type and id the whole datastore is verified, which takes hours.',
        verb: 'POST',
        path: '/admin/datastore/{store}/verify',
        values: {
          'backup-type': '{{backup_type}}',
          'backup-id': '{{backup_id}}',
          'ignore-verified': 'true',
          'outdated-after': '30',
        },
      },
      trackStep('Track the verification'),
    ],
  },
  {
    name: 'Collect garbage',
    note: 'Frees the chunks that no snapshot needs any more. It takes nothing away that is still in use.',
    steps: [
      {
        name: 'Start the garbage collection',
        note: 'The answer is the id of the task.',
        verb: 'POST',
        path: '/admin/datastore/{store}/gc',
      },
      trackStep('Track the garbage collection'),
      {
        name: 'Read what it found',
        note: 'Counts of the last run.',
        verb: 'GET',
        path: '/admin/datastore/{store}/gc',
      },
    ],
  },
  {
    name: 'Prune, dry run',
    note: 'What would be removed if only the last backup and one for each of seven days were kept. Nothing is removed.',
    steps: [
      {
        name: 'Prune a group, dry run',
        note: 'The answer lists the snapshots of the group and whether each would be kept.',
        verb: 'POST',
        path: '/admin/datastore/{store}/prune',
        values: {
          'backup-type': '{{backup_type}}',
          'backup-id': '{{backup_id}}',
          'keep-last': '1',
          'keep-daily': '7',
          'dry-run': 'true',
        },
      },
    ],
  },
]
