import { createCipheriv, pbkdf2Sync } from 'node:crypto'

/** An export as the original makes it; with the same salt and nonce each time, as this is only for tests. */
export function originalExport(content: object | string, passphrase: string): string {
  const [salt, nonce] = [Buffer.alloc(32, 1), Buffer.alloc(12, 2)]
  const key = pbkdf2Sync(passphrase, salt, 100_000, 32, 'sha256')
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  return Buffer.concat([salt, gcm(key, nonce, text)]).toString('base64')
}

/** A file as the original encrypts it in its data directory. */
export function originalFile(content: object | string, key: Buffer): Buffer {
  return gcm(key, Buffer.alloc(12, 2), typeof content === 'string' ? content : JSON.stringify(content, null, 2))
}

function gcm(key: Buffer, nonce: Buffer, text: string): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
}

/** A whole configuration of the original, in the form of its exports. */
export const originalContent = {
  version: '4.0',
  exportedAt: '2025-08-15T09:35:40.123456789Z',
  nodes: {
    pveInstances: [
      {
        Name: 'lab',
        Host: 'https://10.0.0.5:8006',
        User: '',
        Password: '',
        TokenName: 'pulse-monitor@pam!pulse-10-0-0-9-1755250000',
        TokenValue: 'fake-token-value',
        Fingerprint: '',
        VerifySSL: false,
        MonitorVMs: true,
        MonitorContainers: true,
        MonitorStorage: true,
        MonitorBackups: false,
        IsCluster: true,
        ClusterName: 'labcluster',
        ClusterEndpoints: [
          {
            NodeID: 'node/pve1',
            NodeName: 'pve1',
            Host: 'pve1',
            IP: '10.0.0.5',
            Online: true,
            LastSeen: '2025-08-15T09:00:00Z',
          },
        ],
      },
    ],
    pbsInstances: [
      {
        Name: 'backup',
        Host: 'https://10.0.0.6:8007',
        User: 'mon@pbs',
        Password: 'fake-password',
        TokenName: '',
        TokenValue: '',
        Fingerprint: '',
        VerifySSL: true,
        MonitorBackups: true,
        MonitorDatastores: true,
        MonitorSyncJobs: true,
        MonitorVerifyJobs: true,
        MonitorPruneJobs: true,
        MonitorGarbageJobs: false,
      },
    ],
  },
  alerts: {
    enabled: true,
    guestDefaults: { cpu: { trigger: 80, clear: 75 }, memory: { trigger: 85, clear: 80 } },
    nodeDefaults: { cpu: { trigger: 80, clear: 75 } },
    storageDefault: { trigger: 85, clear: 80 },
    overrides: {
      'lab-pve1-101': { cpu: { trigger: 95, clear: 90 }, memoryLegacy: 90 },
      'lab-pve1': { disabled: true },
      'lab-pve1-local': { usage: { trigger: 70, clear: 65 } },
      'shared-ceph': { usage: { trigger: 60, clear: 55 } },
    },
    customRules: null,
    schedule: {
      quietHours: { enabled: false, start: '22:00', end: '08:00', timezone: 'America/New_York', days: null },
      cooldown: 5,
      groupingWindow: 30,
      maxAlertsHour: 10,
      escalation: { enabled: false, levels: null },
    },
    minimumDelta: 2,
    suppressionWindow: 5,
    hysteresisMargin: 5,
    timeThreshold: 0,
  },
  email: {
    enabled: true,
    provider: '',
    server: 'mail.example.org',
    port: 587,
    username: 'pulse@example.org',
    password: 'fake-mail-password',
    from: 'pulse@example.org',
    to: null,
    tls: true,
    startTLS: false,
  },
  webhooks: [
    {
      id: 'webhook-1755250000000000000',
      name: 'Ops',
      url: 'https://hooks.example.org/fake-path',
      method: '',
      headers: null,
      enabled: true,
      service: 'discord',
      template: '',
    },
  ],
  system: {
    pollingInterval: 5,
    backendPort: 3000,
    frontendPort: 7655,
    allowedOrigins: '',
    connectionTimeout: 15,
    updateChannel: 'rc',
    autoUpdateEnabled: false,
    autoUpdateCheckInterval: 24,
    autoUpdateTime: '03:00',
    apiToken: 'fake-api-token-of-the-original',
  },
  guestMetadata: {
    'lab-pve1-101': { id: 'lab-pve1-101', customUrl: 'https://wiki.example.org', description: '', tags: null },
  },
}
