// Written by tools/generate-proxmox.ts from the PBS schema. Do not edit.

type Other = string & {}

type T0 = ({ path?: string; propagate?: boolean; roleid?: 'Admin' | 'Audit' | 'NoAccess' | 'DatastoreAdmin' | 'DatastoreReader' | 'DatastoreBackup' | 'DatastorePowerUser' | 'DatastoreAudit' | 'RemoteAudit' | 'RemoteAdmin' | 'RemoteSyncOperator' | 'RemoteSyncPushOperator' | 'RemoteDatastorePowerUser' | 'RemoteDatastoreAdmin' | 'TapeAudit' | 'TapeAdmin' | 'TapeOperator' | 'TapeReader' | Other; ugid?: string; ugid_type?: 'user' | 'group' | Other })[]
type T1 = { exact?: boolean | undefined; path?: string | undefined }
type T2 = ({ comment?: string; default?: boolean; realm?: string; type?: 'pam' | 'pbs' | 'openid' | 'ldap' | 'ad' | Other })[]
type T3 = { 'auth-id'?: string | undefined; path?: string | undefined }
type T4 = ({ comment?: string; privs?: (string)[]; roleid?: 'Admin' | 'Audit' | 'NoAccess' | 'DatastoreAdmin' | 'DatastoreReader' | 'DatastoreBackup' | 'DatastorePowerUser' | 'DatastoreAudit' | 'RemoteAudit' | 'RemoteAdmin' | 'RemoteSyncOperator' | 'RemoteSyncPushOperator' | 'RemoteDatastorePowerUser' | 'RemoteDatastoreAdmin' | 'TapeAudit' | 'TapeAdmin' | 'TapeOperator' | 'TapeReader' | Other })[]
type T5 = ({ entries?: ({ created?: number; description?: string; enable?: boolean; id?: string; type?: 'totp' | 'u2f' | 'webauthn' | 'recovery' | 'yubico' | Other })[]; 'tfa-locked-until'?: number; 'totp-locked'?: boolean; userid?: string })[]
type T6 = ({ created?: number; description?: string; enable?: boolean; id?: string; type?: 'totp' | 'u2f' | 'webauthn' | 'recovery' | 'yubico' | Other })[]
type T7 = ({ comment?: string; email?: string; enable?: boolean; expire?: number; firstname?: string; lastname?: string; 'tfa-locked-until'?: number; tokens?: ({ comment?: string; enable?: boolean; expire?: number; tokenid?: string })[]; 'totp-locked'?: boolean; userid?: string })[]
type T8 = { include_tokens?: boolean | undefined }
type T9 = { comment?: string; email?: string; enable?: boolean; expire?: number; firstname?: string; lastname?: string; userid?: string }
type T10 = ({ comment?: string; enable?: boolean; expire?: number; 'token-name'?: string; tokenid?: string })[]
type T11 = { comment?: string; enable?: boolean; expire?: number; tokenid?: string }
type T12 = { 'token-name': string; userid: string }
type T13 = ({ 'backend-type'?: 'filesystem' | 's3' | Other; comment?: string; maintenance?: string; 'mount-status'?: 'mounted' | 'notmounted' | 'nonremovable' | Other; store?: string })[]
type T14 = { 'archive-name'?: string | undefined; 'backup-id': string; 'backup-time': number; 'backup-type': 'vm' | 'ct' | 'host'; filepath: string; ns?: string | undefined; store: string }
type T15 = { 'backup-id': string; 'backup-time': number; 'backup-type': 'vm' | 'ct' | 'host'; 'file-name': string; ns?: string | undefined; store: string }
type T16 = ({ 'crypt-mode'?: 'none' | 'encrypt' | 'sign-only' | Other; filename?: string; size?: number })[]
type T17 = { 'backup-id': string; 'backup-time': number; 'backup-type': 'vm' | 'ct' | 'host'; ns?: string | undefined; store: string }
type T18 = { 'cache-stats'?: { hits?: number; misses?: number }; 'disk-bytes'?: number; 'disk-chunks'?: number; duration?: number; 'index-data-bytes'?: number; 'index-file-count'?: number; 'last-run-endtime'?: number; 'last-run-state'?: string; 'next-run'?: number; 'pending-bytes'?: number; 'pending-chunks'?: number; 'removed-bad'?: number; 'removed-bytes'?: number; 'removed-chunks'?: number; schedule?: string; 'still-bad'?: number; store?: string; upid?: string }
type T19 = { 'backup-id': string; 'backup-type': 'vm' | 'ct' | 'host'; ns?: string | undefined; store: string }
type T20 = ({ 'backup-count'?: number; 'backup-id'?: string; 'backup-type'?: 'vm' | 'ct' | 'host' | Other; comment?: string; files?: (string)[]; 'last-backup'?: number; owner?: string })[]
type T21 = { ns?: string | undefined; store: string }
type T22 = { 'max-depth'?: number | undefined; parent?: string | undefined; store: string }
type T23 = { 'archive-name'?: string | undefined; 'backup-id': string; 'backup-time': number; 'backup-type': 'vm' | 'ct' | 'host'; filepath: string; ns?: string | undefined; store: string; tar?: boolean | undefined }
type T24 = { cf: 'MAX' | 'AVERAGE'; store: string; timeframe: 'hour' | 'day' | 'week' | 'month' | 'year' | 'decade' }
type T25 = ({ 'backup-id'?: string; 'backup-time'?: number; 'backup-type'?: 'vm' | 'ct' | 'host' | Other; comment?: string; files?: (string)[]; fingerprint?: string; owner?: string; protected?: boolean; size?: number; verification?: { state?: 'ok' | 'failed' | Other; upid?: string } })[]
type T26 = { 'backup-id'?: string | undefined; 'backup-type'?: 'vm' | 'ct' | 'host' | undefined; ns?: string | undefined; store: string }
type T27 = { avail?: number; 'backend-type'?: 'filesystem' | 's3' | Other; counts?: { ct?: { groups?: number; snapshots?: number }; host?: { groups?: number; snapshots?: number }; other?: { groups?: number; snapshots?: number }; vm?: { groups?: number; snapshots?: number } }; 'gc-status'?: { 'cache-stats'?: { hits?: number; misses?: number }; 'disk-bytes'?: number; 'disk-chunks'?: number; 'index-data-bytes'?: number; 'index-file-count'?: number; 'pending-bytes'?: number; 'pending-chunks'?: number; 'removed-bad'?: number; 'removed-bytes'?: number; 'removed-chunks'?: number; 'still-bad'?: number; upid?: string }; 's3-statistics'?: { delete?: number; downloaded?: number; get?: number; head?: number; post?: number; put?: number; uploaded?: number }; total?: number; used?: number }
type T28 = { store: string; verbose?: boolean | undefined }
type T29 = ({ 'cache-stats'?: { hits?: number; misses?: number }; 'disk-bytes'?: number; 'disk-chunks'?: number; duration?: number; 'index-data-bytes'?: number; 'index-file-count'?: number; 'last-run-endtime'?: number; 'last-run-state'?: string; 'next-run'?: number; 'pending-bytes'?: number; 'pending-chunks'?: number; 'removed-bad'?: number; 'removed-bytes'?: number; 'removed-chunks'?: number; schedule?: string; 'still-bad'?: number; store?: string; upid?: string })[]
type T30 = ({ comment?: string; enable?: boolean; name?: string; server?: string; type?: 'influxdb-http' | 'influxdb-udp' | Other })[]
type T31 = ({ comment?: string; disable?: boolean; id?: string; 'keep-daily'?: number; 'keep-hourly'?: number; 'keep-last'?: number; 'keep-monthly'?: number; 'keep-weekly'?: number; 'keep-yearly'?: number; 'last-run-endtime'?: number; 'last-run-state'?: string; 'last-run-upid'?: string; 'max-depth'?: number; 'next-run'?: number; ns?: string; schedule?: string; store?: string })[]
type T32 = ({ 'active-encryption-key'?: string; 'associated-key'?: (string)[]; 'burst-in'?: string; 'burst-out'?: string; comment?: string; 'encrypted-only'?: boolean; 'group-filter'?: (string)[]; id?: string; 'last-run-endtime'?: number; 'last-run-state'?: string; 'last-run-upid'?: string; 'max-depth'?: number; 'next-run'?: number; ns?: string; owner?: string; 'rate-in'?: string; 'rate-out'?: string; remote?: string; 'remote-ns'?: string; 'remote-store'?: string; 'remove-vanished'?: boolean; 'resync-corrupt'?: boolean; 'run-on-mount'?: boolean; schedule?: string; store?: string; 'sync-direction'?: 'pull' | 'push' | Other; 'transfer-last'?: number; 'unmount-on-done'?: boolean; 'verified-only'?: boolean; 'worker-threads'?: number })[]
type T33 = { store?: string | undefined; 'sync-direction'?: 'all' | 'push' | 'pull' | undefined }
type T34 = ({ 'burst-in'?: string; 'burst-out'?: string; comment?: string; 'cur-rate-in'?: number; 'cur-rate-out'?: number; name?: string; network?: (string)[]; 'rate-in'?: string; 'rate-out'?: string; timeframe?: (string)[]; users?: (string)[] })[]
type T35 = ({ comment?: string; id?: string; 'ignore-verified'?: boolean; 'last-run-endtime'?: number; 'last-run-state'?: string; 'last-run-upid'?: string; 'max-depth'?: number; 'next-run'?: number; ns?: string; 'outdated-after'?: number; 'read-threads'?: number; schedule?: string; store?: string; 'verify-threads'?: number })[]
type T36 = { 'backup-id': string; 'backup-time': number; 'backup-type': 'vm' | 'ct' | 'host'; benchmark?: boolean | undefined; debug?: boolean | undefined; 'no-cache'?: boolean | undefined; ns?: string | undefined; store: string }
type T37 = ({ 'base-dn'?: string; 'bind-dn'?: string; capath?: string; comment?: string; default?: boolean; filter?: string; mode?: 'ldap' | 'ldap+starttls' | 'ldaps' | Other; port?: number; realm?: string; server1?: string; server2?: string; 'sync-attributes'?: string; 'sync-defaults-options'?: string; 'user-classes'?: string; verify?: boolean })[]
type T38 = { 'base-dn'?: string; 'bind-dn'?: string; capath?: string; comment?: string; default?: boolean; filter?: string; mode?: 'ldap' | 'ldap+starttls' | 'ldaps' | Other; port?: number; realm?: string; server1?: string; server2?: string; 'sync-attributes'?: string; 'sync-defaults-options'?: string; 'user-classes'?: string; verify?: boolean }
type T39 = ({ 'base-dn'?: string; 'bind-dn'?: string; capath?: string; comment?: string; default?: boolean; filter?: string; mode?: 'ldap' | 'ldap+starttls' | 'ldaps' | Other; port?: number; realm?: string; server1?: string; server2?: string; 'sync-attributes'?: string; 'sync-defaults-options'?: string; 'user-attr'?: string; 'user-classes'?: string; verify?: boolean })[]
type T40 = { 'base-dn'?: string; 'bind-dn'?: string; capath?: string; comment?: string; default?: boolean; filter?: string; mode?: 'ldap' | 'ldap+starttls' | 'ldaps' | Other; port?: number; realm?: string; server1?: string; server2?: string; 'sync-attributes'?: string; 'sync-defaults-options'?: string; 'user-attr'?: string; 'user-classes'?: string; verify?: boolean }
type T41 = ({ 'acr-values'?: string; audiences?: string; autocreate?: boolean; 'client-id'?: string; 'client-key'?: string; comment?: string; default?: boolean; 'issuer-url'?: string; prompt?: string; realm?: string; scopes?: string; 'username-claim'?: string })[]
type T42 = { 'acr-values'?: string; audiences?: string; autocreate?: boolean; 'client-id'?: string; 'client-key'?: string; comment?: string; default?: boolean; 'issuer-url'?: string; prompt?: string; realm?: string; scopes?: string; 'username-claim'?: string }
type T43 = { comment?: string; default?: boolean; realm?: string; type?: 'pam' | 'pbs' | 'openid' | 'ldap' | 'ad' | Other }
type T44 = { 'allow-subdomains'?: boolean; id?: string; origin?: string; rp?: string }
type T45 = { account?: { contact?: (string)[]; externalAccountBinding?: { payload?: string; protected?: string; signature?: string }; onlyReturnExisting?: boolean; orders?: string; status?: '<invalid>' | 'valid' | 'deactivated' | 'revoked' | Other; termsOfServiceAgreed?: boolean }; directory?: string; location?: string; tos?: string }
type T46 = ({ id?: string; name?: string; schema?: Record<string, unknown>; type?: string })[]
type T47 = ({ api?: string; data?: string; disable?: boolean; plugin?: string; type?: string; 'validation-delay'?: number })[]
type T48 = { api?: string; data?: string; disable?: boolean; plugin?: string; type?: string; 'validation-delay'?: number }
type T49 = ({ 'eject-before-unload'?: boolean; 'export-slots'?: string; name?: string; path?: string })[]
type T50 = { 'eject-before-unload'?: boolean; 'export-slots'?: string; name?: string; path?: string }
type T51 = ({ backend?: string; 'backing-device'?: string; comment?: string; 'counter-reset-schedule'?: string; 'gc-on-unmount'?: boolean; 'gc-schedule'?: string; 'keep-daily'?: number; 'keep-hourly'?: number; 'keep-last'?: number; 'keep-monthly'?: number; 'keep-weekly'?: number; 'keep-yearly'?: number; 'maintenance-mode'?: string; name?: string; 'notification-mode'?: 'legacy-sendmail' | 'notification-system' | Other; 'notification-thresholds'?: string; notify?: string; 'notify-user'?: string; path?: string; 'prune-schedule'?: string; tuning?: string; 'verify-new'?: boolean })[]
type T52 = { backend?: string; 'backing-device'?: string; comment?: string; 'counter-reset-schedule'?: string; 'gc-on-unmount'?: boolean; 'gc-schedule'?: string; 'keep-daily'?: number; 'keep-hourly'?: number; 'keep-last'?: number; 'keep-monthly'?: number; 'keep-weekly'?: number; 'keep-yearly'?: number; 'maintenance-mode'?: string; name?: string; 'notification-mode'?: 'legacy-sendmail' | 'notification-system' | Other; 'notification-thresholds'?: string; notify?: string; 'notify-user'?: string; path?: string; 'prune-schedule'?: string; tuning?: string; 'verify-new'?: boolean }
type T53 = ({ changer?: string; 'changer-drivenum'?: number; name?: string; path?: string })[]
type T54 = { changer?: string; 'changer-drivenum'?: number; name?: string; path?: string }
type T55 = ({ 'archived-at'?: number; created?: number; fingerprint?: string; hint?: string; id?: string; kdf?: 'none' | 'scrypt' | 'pbkdf2' | Other; modified?: number; path?: string })[]
type T56 = { 'include-archived'?: boolean | undefined }
type T57 = ({ allocation?: string; comment?: string; encrypt?: string; name?: string; retention?: string; template?: string })[]
type T58 = { allocation?: string; comment?: string; encrypt?: string; name?: string; retention?: string; template?: string }
type T59 = ({ bucket?: string; comment?: string; enable?: boolean; 'max-body-size'?: number; name?: string; organization?: string; token?: string; url?: string; 'verify-tls'?: boolean })[]
type T60 = { bucket?: string; comment?: string; enable?: boolean; 'max-body-size'?: number; name?: string; organization?: string; token?: string; url?: string; 'verify-tls'?: boolean }
type T61 = ({ comment?: string; enable?: boolean; host?: string; mtu?: number; name?: string })[]
type T62 = { comment?: string; enable?: boolean; host?: string; mtu?: number; name?: string }
type T63 = ({ comment?: string; disable?: boolean; filter?: string; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other; server?: string })[]
type T64 = { comment?: string; disable?: boolean; filter?: string; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other; server?: string }
type T65 = ({ author?: string; comment?: string; disable?: boolean; filter?: string; 'from-address'?: string; mailto?: (string)[]; 'mailto-user'?: (string)[]; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other })[]
type T66 = { author?: string; comment?: string; disable?: boolean; filter?: string; 'from-address'?: string; mailto?: (string)[]; 'mailto-user'?: (string)[]; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other }
type T67 = ({ author?: string; comment?: string; disable?: boolean; 'from-address'?: string; mailto?: (string)[]; 'mailto-user'?: (string)[]; mode?: 'insecure' | 'starttls' | 'tls' | Other; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other; port?: number; server?: string; username?: string })[]
type T68 = { author?: string; comment?: string; disable?: boolean; 'from-address'?: string; mailto?: (string)[]; 'mailto-user'?: (string)[]; mode?: 'insecure' | 'starttls' | 'tls' | Other; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other; port?: number; server?: string; username?: string }
type T69 = ({ body?: string; comment?: string; disable?: boolean; header?: (string)[]; method?: 'post' | 'put' | 'get' | Other; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other; secret?: (string)[]; url?: string })[]
type T70 = { body?: string; comment?: string; disable?: boolean; header?: (string)[]; method?: 'post' | 'put' | 'get' | Other; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other; secret?: (string)[]; url?: string }
type T71 = ({ comment?: string; field?: string; value?: string })[]
type T72 = ({ comment?: string; disable?: boolean; 'invert-match'?: boolean; 'match-calendar'?: (string)[]; 'match-field'?: (string)[]; 'match-severity'?: (string)[]; mode?: 'all' | 'any' | Other; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other; target?: (string)[] })[]
type T73 = { comment?: string; disable?: boolean; 'invert-match'?: boolean; 'match-calendar'?: (string)[]; 'match-field'?: (string)[]; 'match-severity'?: (string)[]; mode?: 'all' | 'any' | Other; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other; target?: (string)[] }
type T74 = ({ comment?: string; disable?: boolean; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other; type?: 'sendmail' | 'smtp' | 'gotify' | 'webhook' | Other })[]
type T75 = ({ comment?: string; disable?: boolean; id?: string; 'keep-daily'?: number; 'keep-hourly'?: number; 'keep-last'?: number; 'keep-monthly'?: number; 'keep-weekly'?: number; 'keep-yearly'?: number; 'max-depth'?: number; ns?: string; schedule?: string; store?: string })[]
type T76 = { comment?: string; disable?: boolean; id?: string; 'keep-daily'?: number; 'keep-hourly'?: number; 'keep-last'?: number; 'keep-monthly'?: number; 'keep-weekly'?: number; 'keep-yearly'?: number; 'max-depth'?: number; ns?: string; schedule?: string; store?: string }
type T77 = ({ 'auth-id'?: string; comment?: string; fingerprint?: string; host?: string; name?: string; port?: number; 'use-node-proxy'?: boolean })[]
type T78 = { 'auth-id'?: string; comment?: string; fingerprint?: string; host?: string; name?: string; port?: number; 'use-node-proxy'?: boolean }
type T79 = { name: string; namespace?: string | undefined; store: string }
type T80 = ({ 'access-key'?: string; 'burst-in'?: string; 'burst-out'?: string; endpoint?: string; fingerprint?: string; id?: string; 'path-style'?: boolean; port?: number; 'provider-quirks'?: ('skip-if-none-match-header' | 'delete-objects-via-delete-object' | Other)[]; 'put-rate-limit'?: number; 'rate-in'?: string; 'rate-out'?: string; region?: string })[]
type T81 = { 'access-key'?: string; 'burst-in'?: string; 'burst-out'?: string; endpoint?: string; fingerprint?: string; id?: string; 'path-style'?: boolean; port?: number; 'provider-quirks'?: ('skip-if-none-match-header' | 'delete-objects-via-delete-object' | Other)[]; 'put-rate-limit'?: number; 'rate-in'?: string; 'rate-out'?: string; region?: string }
type T82 = ({ 'active-encryption-key'?: string; 'associated-key'?: (string)[]; 'burst-in'?: string; 'burst-out'?: string; comment?: string; 'encrypted-only'?: boolean; 'group-filter'?: (string)[]; id?: string; 'max-depth'?: number; ns?: string; owner?: string; 'rate-in'?: string; 'rate-out'?: string; remote?: string; 'remote-ns'?: string; 'remote-store'?: string; 'remove-vanished'?: boolean; 'resync-corrupt'?: boolean; 'run-on-mount'?: boolean; schedule?: string; store?: string; 'sync-direction'?: 'pull' | 'push' | Other; 'transfer-last'?: number; 'unmount-on-done'?: boolean; 'verified-only'?: boolean; 'worker-threads'?: number })[]
type T83 = { 'sync-direction'?: 'all' | 'push' | 'pull' | undefined }
type T84 = { 'active-encryption-key'?: string; 'associated-key'?: (string)[]; 'burst-in'?: string; 'burst-out'?: string; comment?: string; 'encrypted-only'?: boolean; 'group-filter'?: (string)[]; id?: string; 'max-depth'?: number; ns?: string; owner?: string; 'rate-in'?: string; 'rate-out'?: string; remote?: string; 'remote-ns'?: string; 'remote-store'?: string; 'remove-vanished'?: boolean; 'resync-corrupt'?: boolean; 'run-on-mount'?: boolean; schedule?: string; store?: string; 'sync-direction'?: 'pull' | 'push' | Other; 'transfer-last'?: number; 'unmount-on-done'?: boolean; 'verified-only'?: boolean; 'worker-threads'?: number }
type T85 = ({ comment?: string; drive?: string; 'eject-media'?: boolean; 'export-media-set'?: boolean; 'group-filter'?: (string)[]; id?: string; 'latest-only'?: boolean; 'max-depth'?: number; 'notification-mode'?: 'legacy-sendmail' | 'notification-system' | Other; 'notify-user'?: string; ns?: string; pool?: string; schedule?: string; store?: string; 'worker-threads'?: number })[]
type T86 = { comment?: string; drive?: string; 'eject-media'?: boolean; 'export-media-set'?: boolean; 'group-filter'?: (string)[]; id?: string; 'latest-only'?: boolean; 'max-depth'?: number; 'notification-mode'?: 'legacy-sendmail' | 'notification-system' | Other; 'notify-user'?: string; ns?: string; pool?: string; schedule?: string; store?: string; 'worker-threads'?: number }
type T87 = ({ created?: number; fingerprint?: string; hint?: string; kdf?: 'none' | 'scrypt' | 'pbkdf2' | Other; modified?: number; path?: string })[]
type T88 = { created?: number; fingerprint?: string; hint?: string; kdf?: 'none' | 'scrypt' | 'pbkdf2' | Other; modified?: number; path?: string }
type T89 = ({ 'burst-in'?: string; 'burst-out'?: string; comment?: string; name?: string; network?: (string)[]; 'rate-in'?: string; 'rate-out'?: string; timeframe?: (string)[]; users?: (string)[] })[]
type T90 = { 'burst-in'?: string; 'burst-out'?: string; comment?: string; name?: string; network?: (string)[]; 'rate-in'?: string; 'rate-out'?: string; timeframe?: (string)[]; users?: (string)[] }
type T91 = ({ comment?: string; id?: string; 'ignore-verified'?: boolean; 'max-depth'?: number; ns?: string; 'outdated-after'?: number; 'read-threads'?: number; schedule?: string; store?: string; 'verify-threads'?: number })[]
type T92 = { comment?: string; id?: string; 'ignore-verified'?: boolean; 'max-depth'?: number; ns?: string; 'outdated-after'?: number; 'read-threads'?: number; schedule?: string; store?: string; 'verify-threads'?: number }
type T93 = { name: string; node: string; version?: string | undefined }
type T94 = { digest?: string; errors?: ({ error?: string; path?: string })[]; files?: ({ content?: string; digest?: string; 'file-type'?: 'list' | 'sources' | Other; path?: string; repositories?: ({ Comment?: string; Components?: (string)[]; Enabled?: boolean; FileType?: 'list' | 'sources' | Other; Options?: ({ Key?: string; Values?: (string)[] })[]; Suites?: (string)[]; Types?: ('deb' | 'deb-src' | Other)[]; URIs?: (string)[] })[] })[]; infos?: ({ index?: number; kind?: string; message?: string; path?: string; property?: string })[]; 'standard-repos'?: ({ description?: string; handle?: string; name?: string; status?: boolean })[] }
type T95 = ({ Arch?: string; Description?: string; ExtraInfo?: string; OldVersion?: string; Origin?: string; Package?: string; Priority?: string; Section?: string; Title?: string; Version?: string })[]
type T96 = ({ filename?: string; fingerprint?: string; issuer?: string; notafter?: number; notbefore?: number; pem?: string; 'public-key-bits'?: number; 'public-key-type'?: string; san?: (string)[]; subject?: string })[]
type T97 = { acme?: string; acmedomain0?: string; acmedomain1?: string; acmedomain2?: string; acmedomain3?: string; acmedomain4?: string; 'ciphers-tls-1.2'?: string; 'ciphers-tls-1.3'?: string; 'consent-text'?: string; 'default-lang'?: 'ar' | 'ca' | 'da' | 'de' | 'en' | 'es' | 'eu' | 'fa' | 'fr' | 'gl' | 'he' | 'hu' | 'it' | 'ja' | 'kr' | 'nb' | 'nl' | 'nn' | 'pl' | 'pt_BR' | 'ru' | 'sl' | 'sv' | 'tr' | 'zh_CN' | 'zh_TW' | Other; description?: string; 'email-from'?: string; 'http-proxy'?: string; location?: string; 'task-log-max-days'?: number }
type T98 = ({ device?: string; filesystem?: 'ext4' | 'xfs' | Other; name?: string; options?: string; path?: string; removable?: boolean; unitfile?: string })[]
type T99 = ({ devpath?: string; 'disk-type'?: 'unknown' | 'hdd' | 'ssd' | 'usb' | Other; gpt?: boolean; model?: string; name?: string; partitions?: ({ devpath?: string; filesystem?: string; gpt?: boolean; mounted?: boolean; name?: string; size?: number; used?: 'unused' | 'lvm' | 'zfs' | 'zfsreserved' | 'efi' | 'bios' | 'filesystem' | Other; uuid?: string })[]; rpm?: number; serial?: string; size?: number; status?: 'passed' | 'failed' | 'unknown' | Other; used?: 'unused' | 'mounted' | 'lvm' | 'zfs' | 'devicemapper' | 'partitions' | 'filesystem' | Other; vendor?: string; wearout?: number; wwn?: string })[]
type T100 = { 'include-partitions'?: boolean | undefined; node: string; skipsmart?: boolean | undefined; 'usage-type'?: 'unused' | 'mounted' | 'lvm' | 'zfs' | 'devicemapper' | 'partitions' | 'filesystem' | undefined }
type T101 = { attributes?: ({ flags?: string; id?: number; name?: string; normalized?: number; raw?: string; threshold?: number; value?: string; worst?: number })[]; status?: 'passed' | 'failed' | 'unknown' | Other; wearout?: number }
type T102 = { disk: string; healthonly?: boolean | undefined; node: string }
type T103 = ({ alloc?: number; dedup?: number; frag?: number; free?: number; health?: string; name?: string; size?: number })[]
type T104 = { digest?: string; dns1?: string; dns2?: string; dns3?: string; search?: string }
type T105 = { endcursor?: string | undefined; lastentries?: number | undefined; node: string; since?: number | undefined; startcursor?: string | undefined; until?: number | undefined }
type T106 = ({ active?: boolean; altnames?: (string)[]; autostart?: boolean; 'bond-primary'?: string; bond_mode?: 'balance-rr' | 'active-backup' | 'balance-xor' | 'broadcast' | '802.3ad' | 'balance-tlb' | 'balance-alb' | Other; bond_xmit_hash_policy?: 'layer2' | 'layer2+3' | 'layer3+4' | Other; bridge_ports?: (string)[]; bridge_vlan_aware?: boolean; cidr?: string; cidr6?: string; comments?: string; comments6?: string; gateway?: string; gateway6?: string; method?: 'manual' | 'static' | 'dhcp' | 'loopback' | Other; method6?: 'manual' | 'static' | 'dhcp' | 'loopback' | Other; mtu?: number; name?: string; options?: (string)[]; options6?: (string)[]; slaves?: (string)[]; type?: 'loopback' | 'eth' | 'bridge' | 'bond' | 'vlan' | 'alias' | 'unknown' | Other; 'vlan-id'?: number; 'vlan-raw-device'?: string })[]
type T107 = { active?: boolean; altnames?: (string)[]; autostart?: boolean; 'bond-primary'?: string; bond_mode?: 'balance-rr' | 'active-backup' | 'balance-xor' | 'broadcast' | '802.3ad' | 'balance-tlb' | 'balance-alb' | Other; bond_xmit_hash_policy?: 'layer2' | 'layer2+3' | 'layer3+4' | Other; bridge_ports?: (string)[]; bridge_vlan_aware?: boolean; cidr?: string; cidr6?: string; comments?: string; comments6?: string; gateway?: string; gateway6?: string; method?: 'manual' | 'static' | 'dhcp' | 'loopback' | Other; method6?: 'manual' | 'static' | 'dhcp' | 'loopback' | Other; mtu?: number; name?: string; options?: (string)[]; options6?: (string)[]; slaves?: (string)[]; type?: 'loopback' | 'eth' | 'bridge' | 'bond' | 'vlan' | 'alias' | 'unknown' | Other; 'vlan-id'?: number; 'vlan-raw-device'?: string }
type T108 = { cf: 'MAX' | 'AVERAGE'; node: string; timeframe: 'hour' | 'day' | 'week' | 'month' | 'year' | 'decade' }
type T109 = ({ desc?: string; name?: string; service?: string; state?: string; 'unit-state'?: string })[]
type T110 = { 'boot-info'?: { mode?: 'efi' | 'legacy-bios' | Other; secureboot?: boolean }; cpu?: number; cpuinfo?: { cpus?: number; model?: string; sockets?: number }; 'current-kernel'?: { machine?: string; release?: string; sysname?: string; version?: string }; info?: { fingerprint?: string }; kversion?: string; loadavg?: (number)[]; memory?: { free?: number; total?: number; used?: number }; root?: { avail?: number; total?: number; used?: number }; swap?: { free?: number; total?: number; used?: number }; uptime?: number; wait?: number }
type T111 = { checktime?: number; key?: string; message?: string; nextduedate?: string; productname?: string; regdate?: string; serverid?: string; signature?: string; status?: 'new' | 'notfound' | 'active' | 'invalid' | 'expired' | 'suspended' | Other; url?: string }
type T112 = { limit?: number | undefined; node: string; service?: string | undefined; since?: string | undefined; start?: number | undefined; until?: string | undefined }
type T113 = ({ endtime?: number; node?: string; pid?: number; pstart?: number; starttime?: number; status?: string; upid?: string; user?: string; worker_id?: string; worker_type?: string })[]
type T114 = { errors?: boolean | undefined; limit?: number | undefined; node: string; running?: boolean | undefined; since?: number | undefined; start?: number | undefined; statusfilter?: readonly ('ok' | 'warning' | 'error' | 'unknown')[] | undefined; store?: string | undefined; typefilter?: string | undefined; until?: number | undefined; userfilter?: string | undefined }
type T115 = { download?: boolean | undefined; limit?: number | undefined; node: string; start?: number | undefined; 'test-status'?: boolean | undefined; upid: string }
type T116 = { endtime?: number; exitstatus?: string; id?: string; node?: string; pid?: number; pstart?: number; starttime?: number; status?: string; tokenid?: string; type?: string; upid?: string; user?: string }
type T117 = { localtime?: number; time?: number; timezone?: string }
type T118 = { node: string; port: number; vncticket: string }
type T119 = { 'backup-id': string; 'backup-time': number; 'backup-type': 'vm' | 'ct' | 'host'; debug?: boolean | undefined; ns?: string | undefined; store: string }
type T120 = ({ avail?: number; 'backend-type'?: 'filesystem' | 's3' | Other; error?: string; 'estimated-full-date'?: number; 'gc-status'?: { 'cache-stats'?: { hits?: number; misses?: number }; 'disk-bytes'?: number; 'disk-chunks'?: number; 'index-data-bytes'?: number; 'index-file-count'?: number; 'pending-bytes'?: number; 'pending-chunks'?: number; 'removed-bad'?: number; 'removed-bytes'?: number; 'removed-chunks'?: number; 'still-bad'?: number; upid?: string }; history?: (number)[]; 'history-delta'?: number; 'history-start'?: number; 'mount-status'?: 'mounted' | 'notmounted' | 'nonremovable' | Other; store?: string; total?: number; used?: number })[]
type T121 = { history?: boolean | undefined; 'start-time'?: number | undefined }
type T122 = ({ comment?: string; drive?: string; 'eject-media'?: boolean; 'export-media-set'?: boolean; 'group-filter'?: (string)[]; id?: string; 'last-run-endtime'?: number; 'last-run-state'?: string; 'last-run-upid'?: string; 'latest-only'?: boolean; 'max-depth'?: number; 'next-media-label'?: string; 'next-run'?: number; 'notification-mode'?: 'legacy-sendmail' | 'notification-system' | Other; 'notify-user'?: string; ns?: string; pool?: string; schedule?: string; store?: string; 'worker-threads'?: number })[]
type T123 = ({ 'eject-before-unload'?: boolean; 'export-slots'?: string; model?: string; name?: string; path?: string; serial?: string; vendor?: string })[]
type T124 = ({ 'entry-id'?: number; 'entry-kind'?: 'drive' | 'slot' | 'import-export' | Other; 'label-text'?: string; 'loaded-slot'?: number; state?: string })[]
type T125 = { cache?: boolean | undefined; name: string }
type T126 = ({ activity?: 'no-activity' | 'cleaning' | 'loading' | 'unloading' | 'other' | 'reading' | 'writing' | 'locating' | 'rewinding' | 'erasing' | 'formatting' | 'calibrating' | 'other-d-t' | 'microcode-update' | 'reading-encrypted' | 'writing-encrypted' | Other; changer?: string; 'changer-drivenum'?: number; model?: string; name?: string; path?: string; serial?: string; state?: string; vendor?: string })[]
type T127 = { changer?: string | undefined; 'query-activity'?: boolean | undefined }
type T128 = ({ id?: number; name?: string; value?: string })[]
type T129 = ({ 'label-text'?: string; uuid?: string })[]
type T130 = { ctime?: number; 'encryption-key-fingerprint'?: string; 'label-text'?: string; 'media-set-ctime'?: number; 'media-set-uuid'?: string; pool?: string; 'seq-nr'?: number; uuid?: string }
type T131 = { drive: string; inventorize?: boolean | undefined }
type T132 = { 'alert-flags'?: string; 'block-number'?: number; blocksize?: number; 'buffer-mode'?: number; 'bytes-read'?: number; 'bytes-written'?: number; compression?: boolean; density?: 'Unknown' | 'LTO1' | 'LTO2' | 'LTO3' | 'LTO4' | 'LTO5' | 'LTO6' | 'LTO7' | 'LTO7M8' | 'LTO8' | 'LTO9' | Other; 'drive-activity'?: 'no-activity' | 'cleaning' | 'loading' | 'unloading' | 'other' | 'reading' | 'writing' | 'locating' | 'rewinding' | 'erasing' | 'formatting' | 'calibrating' | 'other-d-t' | 'microcode-update' | 'reading-encrypted' | 'writing-encrypted' | Other; 'file-number'?: number; manufactured?: number; 'medium-passes'?: number; 'medium-wearout'?: number; product?: string; revision?: string; vendor?: string; 'volume-mounts'?: number; 'write-protect'?: boolean }
type T133 = { 'beginning-of-medium-passes'?: number; 'last-load-read-compression-ratio'?: number; 'last-load-write-compression-ratio'?: number; 'last-mount-bytes-read'?: number; 'last-mount-bytes-written'?: number; 'last-mount-unrecovered-read-errors'?: number; 'last-mount-unrecovered-write-errors'?: number; 'lifetime-bytes-read'?: number; 'lifetime-bytes-written'?: number; 'medium-mount-time'?: number; 'medium-ready-time'?: number; 'middle-of-tape-passes'?: number; serial?: string; 'total-native-capacity'?: number; 'total-used-native-capacity'?: number; 'volume-datasets-read'?: number; 'volume-datasets-written'?: number; 'volume-mounts'?: number; 'volume-recovered-read-errors'?: number; 'volume-recovered-write-data-errors'?: number; 'volume-unrecovered-read-errors'?: number; 'volume-unrecovered-write-data-errors'?: number; 'volume-unrecovered-write-servo-errors'?: number; 'volume-write-servo-errors'?: number; worm?: boolean; 'write-protect'?: boolean }
type T134 = ({ 'backup-time'?: number; 'label-text'?: string; 'media-set-ctime'?: number; 'media-set-name'?: string; 'media-set-uuid'?: string; pool?: string; 'seq-nr'?: number; snapshot?: string; store?: string; uuid?: string })[]
type T135 = { 'backup-id'?: string | undefined; 'backup-type'?: 'vm' | 'ct' | 'host' | undefined; 'label-text'?: string | undefined; media?: string | undefined; 'media-set'?: string | undefined; pool?: string | undefined }
type T136 = { force?: boolean | undefined; 'label-text'?: string | undefined; uuid?: string | undefined }
type T137 = ({ 'bytes-used'?: number; catalog?: boolean; ctime?: number; expired?: boolean; 'label-text'?: string; location?: string; 'media-set-ctime'?: number; 'media-set-name'?: string; 'media-set-uuid'?: string; pool?: string; 'seq-nr'?: number; status?: 'writable' | 'full' | 'unknown' | 'damaged' | 'retired' | Other; uuid?: string })[]
type T138 = { pool?: string | undefined; 'update-status'?: boolean | undefined; 'update-status-changer'?: string | undefined }
type T139 = ({ 'media-set-ctime'?: number; 'media-set-name'?: string; 'media-set-uuid'?: string; pool?: string })[]
type T140 = ({ kind?: 'changer' | 'tape' | Other; major?: number; minor?: number; model?: string; path?: string; serial?: string; vendor?: string })[]
type T141 = { release?: string; repoid?: string; version?: string }
type T142 = { 'dry-run'?: boolean | undefined; 'enable-new'?: boolean | undefined; realm: string; 'remove-vanished'?: string | readonly (string | number)[] | undefined }
type T143 = { realm: string; 'redirect-url': string }
type T144 = { CSRFPreventionToken?: string; ticket?: string; 'ticket-info'?: string; username?: string }
type T145 = { code: string; 'http-only'?: boolean | undefined; 'redirect-url': string; state: string }
type T146 = { challenge?: string; id?: string; recovery?: (number)[] }
type T147 = { challenge?: string | undefined; description?: string | undefined; password?: string | undefined; totp?: string | undefined; type: 'totp' | 'u2f' | 'webauthn' | 'recovery' | 'yubico'; userid: string; value?: string | undefined }
type T148 = { 'http-only'?: boolean | undefined; password?: string | undefined; path?: string | undefined; port?: number | undefined; privs?: string | undefined; 'tfa-challenge'?: string | undefined; username: string }
type T149 = { comment?: string | undefined; email?: string | undefined; enable?: boolean | undefined; expire?: number | undefined; firstname?: string | undefined; lastname?: string | undefined; password?: string | undefined; userid: string }
type T150 = { comment?: string | undefined; digest?: string | undefined; enable?: boolean | undefined; expire?: number | undefined; 'token-name': string; userid: string }
type T151 = { authid: string; path: string; port?: number | undefined; privs: string; vncticket: string }
type T152 = { 'backup-id': string; 'backup-type': 'vm' | 'ct' | 'host'; 'new-owner': string; ns?: string | undefined; store: string }
type T153 = { 'backup-id': string; 'backup-type': 'vm' | 'ct' | 'host'; 'merge-group'?: boolean | undefined; ns?: string | undefined; store: string; 'target-ns'?: string | undefined }
type T154 = { 'delete-source'?: boolean | undefined; 'max-depth'?: number | undefined; 'merge-groups'?: boolean | undefined; ns: string; store: string; 'target-ns': string }
type T155 = { name: string; parent?: string | undefined; store: string }
type T156 = ({ 'backup-id'?: string; 'backup-time'?: number; 'backup-type'?: 'vm' | 'ct' | 'host' | Other; keep?: boolean })[]
type T157 = { 'backup-id': string; 'backup-type': 'vm' | 'ct' | 'host'; 'dry-run'?: boolean | undefined; 'keep-daily'?: number | undefined; 'keep-hourly'?: number | undefined; 'keep-last'?: number | undefined; 'keep-monthly'?: number | undefined; 'keep-weekly'?: number | undefined; 'keep-yearly'?: number | undefined; ns?: string | undefined; store: string; 'use-task'?: boolean | undefined }
type T158 = { 'dry-run'?: boolean | undefined; 'keep-daily'?: number | undefined; 'keep-hourly'?: number | undefined; 'keep-last'?: number | undefined; 'keep-monthly'?: number | undefined; 'keep-weekly'?: number | undefined; 'keep-yearly'?: number | undefined; 'max-depth'?: number | undefined; ns?: string | undefined; store: string }
type T159 = { 'backup-id'?: string | undefined; 'backup-time'?: number | undefined; 'backup-type'?: 'vm' | 'ct' | 'host' | undefined; 'ignore-verified'?: boolean | undefined; 'max-depth'?: number | undefined; ns?: string | undefined; 'outdated-after'?: number | undefined; 'read-threads'?: number | undefined; store: string; 'verify-threads'?: number | undefined }
type T160 = { email?: string | undefined; firstname?: string | undefined; lastname?: string | undefined }
type T161 = { 'enable-new'?: boolean | undefined; 'remove-vanished'?: string | readonly (string | number)[] | undefined }
type T162 = { 'base-dn'?: string | undefined; 'bind-dn'?: string | undefined; capath?: string | undefined; comment?: string | undefined; default?: boolean | undefined; filter?: string | undefined; mode?: 'ldap' | 'ldap+starttls' | 'ldaps' | undefined; password?: string | undefined; port?: number | undefined; realm: string; server1: string; server2?: string | undefined; 'sync-attributes'?: string | T160 | undefined; 'sync-defaults-options'?: string | T161 | undefined; 'user-classes'?: string | readonly (string | number)[] | undefined; verify?: boolean | undefined }
type T163 = { 'base-dn': string; 'bind-dn'?: string | undefined; capath?: string | undefined; comment?: string | undefined; default?: boolean | undefined; filter?: string | undefined; mode?: 'ldap' | 'ldap+starttls' | 'ldaps' | undefined; password?: string | undefined; port?: number | undefined; realm: string; server1: string; server2?: string | undefined; 'sync-attributes'?: string | T160 | undefined; 'sync-defaults-options'?: string | T161 | undefined; 'user-attr': string; 'user-classes'?: string | readonly (string | number)[] | undefined; verify?: boolean | undefined }
type T164 = { 'acr-values'?: string | readonly (string | number)[] | undefined; audiences?: string | readonly (string | number)[] | undefined; autocreate?: boolean | undefined; 'client-id': string; 'client-key'?: string | undefined; comment?: string | undefined; default?: boolean | undefined; 'issuer-url': string; prompt?: string | undefined; realm: string; scopes?: string | readonly (string | number)[] | undefined; 'username-claim'?: string | undefined }
type T165 = { contact: string; directory?: string | undefined; eab_hmac_key?: string | undefined; eab_kid?: string | undefined; name?: string | undefined; tos_url?: string | undefined }
type T166 = { api: string; data: string; disable?: boolean | undefined; id: string; type: string; 'validation-delay'?: number | undefined }
type T167 = { 'eject-before-unload'?: boolean | undefined; 'export-slots'?: string | readonly (string | number)[] | undefined; name: string; path: string }
type T168 = { message?: string | undefined; type: 'read-only' | 'offline' | 'delete' | 'unmount' | 's3-refresh' }
type T169 = { 's3-delete'?: number | undefined; 's3-download'?: string | undefined; 's3-get'?: number | undefined; 's3-head'?: number | undefined; 's3-post'?: number | undefined; 's3-put'?: number | undefined; 's3-upload'?: string | undefined }
type T170 = { gc?: 'never' | 'always' | 'error' | undefined; prune?: 'never' | 'always' | 'error' | undefined; sync?: 'never' | 'always' | 'error' | undefined; verify?: 'never' | 'always' | 'error' | undefined }
type T171 = { 'chunk-order'?: 'none' | 'inode' | undefined; 'default-verification-readers'?: number | undefined; 'default-verification-workers'?: number | undefined; 'gc-atime-cutoff'?: number | undefined; 'gc-atime-safety-check'?: boolean | undefined; 'gc-cache-capacity'?: number | undefined; 'sync-level'?: 'none' | 'file' | 'filesystem' | undefined }
type T172 = { backend?: string | undefined; 'backing-device'?: string | undefined; comment?: string | undefined; 'counter-reset-schedule'?: string | undefined; 'gc-on-unmount'?: boolean | undefined; 'gc-schedule'?: string | undefined; 'keep-daily'?: number | undefined; 'keep-hourly'?: number | undefined; 'keep-last'?: number | undefined; 'keep-monthly'?: number | undefined; 'keep-weekly'?: number | undefined; 'keep-yearly'?: number | undefined; 'maintenance-mode'?: string | T168 | undefined; name: string; 'notification-mode'?: 'legacy-sendmail' | 'notification-system' | undefined; 'notification-thresholds'?: string | T169 | undefined; notify?: string | T170 | undefined; 'notify-user'?: string | undefined; 'overwrite-in-use'?: boolean | undefined; path: string; 'prune-schedule'?: string | undefined; 'reuse-datastore'?: boolean | undefined; tuning?: string | T171 | undefined; 'verify-new'?: boolean | undefined }
type T173 = { changer?: string | undefined; 'changer-drivenum'?: number | undefined; name: string; path: string }
type T174 = { id: string; key?: string | undefined }
type T175 = { digest?: string | undefined; id: string }
type T176 = { allocation?: string | undefined; comment?: string | undefined; encrypt?: string | undefined; name: string; retention?: string | undefined; template?: string | undefined }
type T177 = { bucket?: string | undefined; comment?: string | undefined; enable?: boolean | undefined; 'max-body-size'?: number | undefined; name: string; organization?: string | undefined; token?: string | undefined; url: string; 'verify-tls'?: boolean | undefined }
type T178 = { comment?: string | undefined; enable?: boolean | undefined; host: string; mtu?: number | undefined; name: string }
type T179 = { comment?: string | undefined; disable?: boolean | undefined; filter?: string | undefined; name: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | undefined; server: string; token: string }
type T180 = { author?: string | undefined; comment?: string | undefined; disable?: boolean | undefined; filter?: string | undefined; 'from-address'?: string | undefined; mailto?: readonly (string)[] | undefined; 'mailto-user'?: readonly (string)[] | undefined; name: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | undefined }
type T181 = { author?: string | undefined; comment?: string | undefined; disable?: boolean | undefined; 'from-address': string; mailto?: readonly (string)[] | undefined; 'mailto-user'?: readonly (string)[] | undefined; mode?: 'insecure' | 'starttls' | 'tls' | undefined; name: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | undefined; password?: string | undefined; port?: number | undefined; server: string; username?: string | undefined }
type T182 = { name: string; value?: string | undefined }
type T183 = { body?: string | undefined; comment?: string | undefined; disable?: boolean | undefined; header?: readonly (string | T182)[] | undefined; method: 'post' | 'put' | 'get'; name: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | undefined; secret?: readonly (string | T182)[] | undefined; url: string }
type T184 = { comment?: string | undefined; disable?: boolean | undefined; 'invert-match'?: boolean | undefined; 'match-calendar'?: readonly (string)[] | undefined; 'match-field'?: readonly (string)[] | undefined; 'match-severity'?: readonly (string)[] | undefined; mode?: 'all' | 'any' | undefined; name: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | undefined; target?: readonly (string)[] | undefined }
type T185 = { comment?: string | undefined; disable?: boolean | undefined; id: string; 'keep-daily'?: number | undefined; 'keep-hourly'?: number | undefined; 'keep-last'?: number | undefined; 'keep-monthly'?: number | undefined; 'keep-weekly'?: number | undefined; 'keep-yearly'?: number | undefined; 'max-depth'?: number | undefined; ns?: string | undefined; schedule: string; store: string }
type T186 = { 'auth-id': string; comment?: string | undefined; fingerprint?: string | undefined; host: string; name: string; password: string; port?: number | undefined; 'use-node-proxy'?: boolean | undefined }
type T187 = { 'access-key': string; 'burst-in'?: string | undefined; 'burst-out'?: string | undefined; endpoint: string; fingerprint?: string | undefined; id: string; 'path-style'?: boolean | undefined; port?: number | undefined; 'provider-quirks'?: readonly ('skip-if-none-match-header' | 'delete-objects-via-delete-object')[] | undefined; 'put-rate-limit'?: number | undefined; 'rate-in'?: string | undefined; 'rate-out'?: string | undefined; region?: string | undefined; 'secret-key': string }
type T188 = { 'active-encryption-key'?: string | undefined; 'associated-key'?: readonly (string)[] | undefined; 'burst-in'?: string | undefined; 'burst-out'?: string | undefined; comment?: string | undefined; 'encrypted-only'?: boolean | undefined; 'group-filter'?: readonly (string)[] | undefined; id: string; 'max-depth'?: number | undefined; ns?: string | undefined; owner?: string | undefined; 'rate-in'?: string | undefined; 'rate-out'?: string | undefined; remote?: string | undefined; 'remote-ns'?: string | undefined; 'remote-store': string; 'remove-vanished'?: boolean | undefined; 'resync-corrupt'?: boolean | undefined; 'run-on-mount'?: boolean | undefined; schedule?: string | undefined; store: string; 'sync-direction'?: 'pull' | 'push' | undefined; 'transfer-last'?: number | undefined; 'unmount-on-done'?: boolean | undefined; 'verified-only'?: boolean | undefined; 'worker-threads'?: number | undefined }
type T189 = { comment?: string | undefined; drive: string; 'eject-media'?: boolean | undefined; 'export-media-set'?: boolean | undefined; 'group-filter'?: readonly (string)[] | undefined; id: string; 'latest-only'?: boolean | undefined; 'max-depth'?: number | undefined; 'notification-mode'?: 'legacy-sendmail' | 'notification-system' | undefined; 'notify-user'?: string | undefined; ns?: string | undefined; pool: string; schedule?: string | undefined; store: string; 'worker-threads'?: number | undefined }
type T190 = { hint?: string | undefined; kdf?: 'none' | 'scrypt' | 'pbkdf2' | undefined; key?: string | undefined; password: string }
type T191 = { 'burst-in'?: string | undefined; 'burst-out'?: string | undefined; comment?: string | undefined; name: string; network: readonly (string)[]; 'rate-in'?: string | undefined; 'rate-out'?: string | undefined; timeframe?: readonly (string)[] | undefined; users?: readonly (string)[] | undefined }
type T192 = { comment?: string | undefined; id: string; 'ignore-verified'?: boolean | undefined; 'max-depth'?: number | undefined; ns?: string | undefined; 'outdated-after'?: number | undefined; 'read-threads'?: number | undefined; schedule?: string | undefined; store: string; 'verify-threads'?: number | undefined }
type T193 = { digest?: string | undefined; enabled?: boolean | undefined; index: number; node: string; path: string }
type T194 = { node: string; notify?: boolean | undefined; quiet?: boolean | undefined }
type T195 = { force?: boolean | undefined; node: string }
type T196 = { certificates: string; force?: boolean | undefined; key?: string | undefined; node: string; restart?: boolean | undefined }
type T197 = { 'add-datastore'?: boolean | undefined; disk: string; filesystem?: 'ext4' | 'xfs' | undefined; name: string; node: string; 'removable-datastore'?: boolean | undefined }
type T198 = { disk: string; node: string; uuid?: string | undefined }
type T199 = { 'add-datastore'?: boolean | undefined; ashift?: number | undefined; compression?: 'gzip' | 'lz4' | 'lzjb' | 'zle' | 'zstd' | 'on' | 'off' | undefined; devices: string | readonly (string | number)[]; name: string; node: string; raidlevel: 'single' | 'mirror' | 'raid10' | 'raidz' | 'raidz2' | 'raidz3' }
type T200 = { autostart?: boolean | undefined; 'bond-primary'?: string | undefined; bond_mode?: 'balance-rr' | 'active-backup' | 'balance-xor' | 'broadcast' | '802.3ad' | 'balance-tlb' | 'balance-alb' | undefined; bond_xmit_hash_policy?: 'layer2' | 'layer2+3' | 'layer3+4' | undefined; bridge_ports?: string | readonly (string | number)[] | undefined; bridge_vlan_aware?: boolean | undefined; cidr?: string | undefined; cidr6?: string | undefined; comments?: string | undefined; comments6?: string | undefined; gateway?: string | undefined; gateway6?: string | undefined; iface: string; method?: 'manual' | 'static' | 'dhcp' | 'loopback' | undefined; method6?: 'manual' | 'static' | 'dhcp' | 'loopback' | undefined; mtu?: number | undefined; node: string; slaves?: string | readonly (string | number)[] | undefined; type?: 'loopback' | 'eth' | 'bridge' | 'bond' | 'vlan' | 'alias' | 'unknown' | undefined; 'vlan-id'?: number | undefined; 'vlan-raw-device'?: string | undefined }
type T201 = { command: 'reboot' | 'shutdown'; node: string }
type T202 = { port?: number; ticket?: string; upid?: string; user?: string }
type T203 = { cmd?: 'login' | 'upgrade' | undefined; node: string }
type T204 = { 'burst-in'?: string | undefined; 'burst-out'?: string | undefined; 'decryption-keys'?: readonly (string)[] | undefined; 'encrypted-only'?: boolean | undefined; 'group-filter'?: readonly (string)[] | undefined; 'max-depth'?: number | undefined; ns?: string | undefined; 'rate-in'?: string | undefined; 'rate-out'?: string | undefined; remote?: string | undefined; 'remote-ns'?: string | undefined; 'remote-store': string; 'remove-vanished'?: boolean | undefined; 'resync-corrupt'?: boolean | undefined; store: string; 'transfer-last'?: number | undefined; 'verified-only'?: boolean | undefined; 'worker-threads'?: number | undefined }
type T205 = { 'burst-in'?: string | undefined; 'burst-out'?: string | undefined; 'encrypted-only'?: boolean | undefined; 'encryption-key'?: string | undefined; 'group-filter'?: readonly (string)[] | undefined; 'max-depth'?: number | undefined; ns?: string | undefined; 'rate-in'?: string | undefined; 'rate-out'?: string | undefined; remote: string; 'remote-ns'?: string | undefined; 'remote-store': string; 'remove-vanished'?: boolean | undefined; store: string; 'transfer-last'?: number | undefined; 'verified-only'?: boolean | undefined; 'worker-threads'?: number | undefined }
type T206 = { drive: string; 'eject-media'?: boolean | undefined; 'export-media-set'?: boolean | undefined; 'force-media-set'?: boolean | undefined; 'group-filter'?: readonly (string)[] | undefined; 'latest-only'?: boolean | undefined; 'max-depth'?: number | undefined; 'notification-mode'?: 'legacy-sendmail' | 'notification-system' | undefined; 'notify-user'?: string | undefined; ns?: string | undefined; pool: string; store: string; 'worker-threads'?: number | undefined }
type T207 = { from: number; name: string; to: number }
type T208 = { drive: string; pool?: string | undefined }
type T209 = { drive: string; force?: boolean | undefined; scan?: boolean | undefined; verbose?: boolean | undefined }
type T210 = { drive: string; fast?: boolean | undefined; 'label-text'?: string | undefined; 'load-barcode'?: string | undefined }
type T211 = { drive: string; 'label-text': string; pool?: string | undefined }
type T212 = { drive: string; 'source-slot': number }
type T213 = { drive: string; 'target-slot'?: number | undefined }
type T214 = { status?: 'writable' | 'full' | 'unknown' | 'damaged' | 'retired' | undefined; uuid: string }
type T215 = { 'label-text'?: string | undefined; uuid?: string | undefined; 'vault-name'?: string | undefined }
type T216 = { 'max-depth'?: number | undefined; source?: string | undefined; store: string; target?: string | undefined }
type T217 = { drive: string; 'media-set': string; namespaces?: readonly (string | T216)[] | undefined; 'notification-mode'?: 'legacy-sendmail' | 'notification-system' | undefined; 'notify-user'?: string | undefined; owner?: string | undefined; snapshots?: readonly (string)[] | undefined; store: string | readonly (string | number)[] }
type T218 = { 'auth-id'?: string | undefined; delete?: boolean | undefined; digest?: string | undefined; group?: string | undefined; path: string; propagate?: boolean | undefined; role: 'Admin' | 'Audit' | 'NoAccess' | 'DatastoreAdmin' | 'DatastoreReader' | 'DatastoreBackup' | 'DatastorePowerUser' | 'DatastoreAudit' | 'RemoteAudit' | 'RemoteAdmin' | 'RemoteSyncOperator' | 'RemoteSyncPushOperator' | 'RemoteDatastorePowerUser' | 'RemoteDatastoreAdmin' | 'TapeAudit' | 'TapeAdmin' | 'TapeOperator' | 'TapeReader' }
type T219 = { 'confirmation-password'?: string | undefined; password: string; userid: string }
type T220 = { description?: string | undefined; enable?: boolean | undefined; id: string; password?: string | undefined; userid: string }
type T221 = { comment?: string | undefined; delete?: readonly ('comment' | 'firstname' | 'lastname' | 'email')[] | undefined; digest?: string | undefined; email?: string | undefined; enable?: boolean | undefined; expire?: number | undefined; firstname?: string | undefined; lastname?: string | undefined; password?: string | undefined; userid: string }
type T222 = { comment?: string | undefined; delete?: readonly ('comment')[] | undefined; digest?: string | undefined; enable?: boolean | undefined; expire?: number | undefined; regenerate?: boolean | undefined; 'token-name': string; userid: string }
type T223 = { 'backup-id': string; 'backup-type': 'vm' | 'ct' | 'host'; notes: string; ns?: string | undefined; store: string }
type T224 = { 'backup-id': string; 'backup-time': number; 'backup-type': 'vm' | 'ct' | 'host'; notes: string; ns?: string | undefined; store: string }
type T225 = { 'backup-id': string; 'backup-time': number; 'backup-type': 'vm' | 'ct' | 'host'; ns?: string | undefined; protected: boolean; store: string }
type T226 = { bucket: string; 's3-endpoint-id': string; 'store-prefix'?: string | undefined }
type T227 = { 'base-dn'?: string | undefined; 'bind-dn'?: string | undefined; capath?: string | undefined; comment?: string | undefined; default?: boolean | undefined; delete?: readonly ('server2' | 'port' | 'comment' | 'default' | 'verify' | 'mode' | 'bind-dn' | 'password' | 'filter' | 'sync-defaults-options' | 'sync-attributes' | 'user-classes')[] | undefined; digest?: string | undefined; filter?: string | undefined; mode?: 'ldap' | 'ldap+starttls' | 'ldaps' | undefined; password?: string | undefined; port?: number | undefined; realm: string; server1?: string | undefined; server2?: string | undefined; 'sync-attributes'?: string | T160 | undefined; 'sync-defaults-options'?: string | T161 | undefined; 'user-classes'?: string | readonly (string | number)[] | undefined; verify?: boolean | undefined }
type T228 = { 'base-dn'?: string | undefined; 'bind-dn'?: string | undefined; capath?: string | undefined; comment?: string | undefined; default?: boolean | undefined; delete?: readonly ('server2' | 'port' | 'comment' | 'default' | 'verify' | 'mode' | 'bind-dn' | 'password' | 'filter' | 'sync-defaults-options' | 'sync-attributes' | 'user-classes')[] | undefined; digest?: string | undefined; filter?: string | undefined; mode?: 'ldap' | 'ldap+starttls' | 'ldaps' | undefined; password?: string | undefined; port?: number | undefined; realm: string; server1?: string | undefined; server2?: string | undefined; 'sync-attributes'?: string | T160 | undefined; 'sync-defaults-options'?: string | T161 | undefined; 'user-attr'?: string | undefined; 'user-classes'?: string | readonly (string | number)[] | undefined; verify?: boolean | undefined }
type T229 = { 'acr-values'?: string | readonly (string | number)[] | undefined; audiences?: string | readonly (string | number)[] | undefined; autocreate?: boolean | undefined; 'client-id'?: string | undefined; 'client-key'?: string | undefined; comment?: string | undefined; default?: boolean | undefined; delete?: readonly ('client-key' | 'comment' | 'default' | 'autocreate' | 'scopes' | 'prompt' | 'acr-values' | 'audiences')[] | undefined; digest?: string | undefined; 'issuer-url'?: string | undefined; prompt?: string | undefined; realm: string; scopes?: string | readonly (string | number)[] | undefined }
type T230 = { comment?: string | undefined; default?: boolean | undefined; delete?: readonly ('comment' | 'default')[] | undefined; digest?: string | undefined }
type T231 = { 'allow-subdomains'?: boolean | undefined; delete?: readonly ('origin' | 'allow-subdomains')[] | undefined; digest?: string | undefined; id?: string | undefined; origin?: string | undefined; rp?: string | undefined }
type T232 = { contact?: string | undefined; name: string }
type T233 = { api?: string | undefined; data?: string | undefined; delete?: readonly ('disable' | 'validation-delay')[] | undefined; digest?: string | undefined; disable?: boolean | undefined; id: string; 'validation-delay'?: number | undefined }
type T234 = { delete?: readonly ('export-slots' | 'eject-before-unload')[] | undefined; digest?: string | undefined; 'eject-before-unload'?: boolean | undefined; 'export-slots'?: string | readonly (string | number)[] | undefined; name: string; path?: string | undefined }
type T235 = { comment?: string | undefined; 'counter-reset-schedule'?: string | undefined; delete?: readonly ('comment' | 'gc-schedule' | 'gc-on-unmount' | 'prune-schedule' | 'keep-last' | 'keep-hourly' | 'keep-daily' | 'keep-weekly' | 'keep-monthly' | 'keep-yearly' | 'verify-new' | 'notify-user' | 'notify' | 'notification-mode' | 'tuning' | 'maintenance-mode' | 'notification-thresholds' | 'counter-reset-schedule')[] | undefined; digest?: string | undefined; 'gc-on-unmount'?: boolean | undefined; 'gc-schedule'?: string | undefined; 'keep-daily'?: number | undefined; 'keep-hourly'?: number | undefined; 'keep-last'?: number | undefined; 'keep-monthly'?: number | undefined; 'keep-weekly'?: number | undefined; 'keep-yearly'?: number | undefined; 'maintenance-mode'?: string | T168 | undefined; name: string; 'notification-mode'?: 'legacy-sendmail' | 'notification-system' | undefined; 'notification-thresholds'?: string | T169 | undefined; notify?: string | T170 | undefined; 'notify-user'?: string | undefined; 'prune-schedule'?: string | undefined; tuning?: string | T171 | undefined; 'verify-new'?: boolean | undefined }
type T236 = { changer?: string | undefined; 'changer-drivenum'?: number | undefined; delete?: readonly ('changer' | 'changer-drivenum')[] | undefined; digest?: string | undefined; name: string; path?: string | undefined }
type T237 = { allocation?: string | undefined; comment?: string | undefined; delete?: readonly ('allocation' | 'retention' | 'template' | 'encrypt' | 'comment')[] | undefined; encrypt?: string | undefined; name: string; retention?: string | undefined; template?: string | undefined }
type T238 = { bucket?: string | undefined; comment?: string | undefined; delete?: readonly ('enable' | 'token' | 'bucket' | 'organization' | 'max-body-size' | 'verify-tls' | 'comment')[] | undefined; digest?: string | undefined; enable?: boolean | undefined; 'max-body-size'?: number | undefined; name: string; organization?: string | undefined; token?: string | undefined; url?: string | undefined; 'verify-tls'?: boolean | undefined }
type T239 = { comment?: string | undefined; delete?: readonly ('enable' | 'mtu' | 'comment')[] | undefined; digest?: string | undefined; enable?: boolean | undefined; host?: string | undefined; mtu?: number | undefined; name: string }
type T240 = { comment?: string | undefined; delete?: readonly ('comment' | 'disable')[] | undefined; digest?: string | undefined; disable?: boolean | undefined; name: string; server?: string | undefined; token?: string | undefined }
type T241 = { author?: string | undefined; comment?: string | undefined; delete?: readonly ('author' | 'comment' | 'disable' | 'from-address' | 'mailto' | 'mailto-user')[] | undefined; digest?: string | undefined; disable?: boolean | undefined; 'from-address'?: string | undefined; mailto?: readonly (string)[] | undefined; 'mailto-user'?: readonly (string)[] | undefined; name: string }
type T242 = { author?: string | undefined; comment?: string | undefined; delete?: readonly ('author' | 'comment' | 'disable' | 'mailto' | 'mailto-user' | 'password' | 'port' | 'username')[] | undefined; digest?: string | undefined; disable?: boolean | undefined; 'from-address'?: string | undefined; mailto?: readonly (string)[] | undefined; 'mailto-user'?: readonly (string)[] | undefined; mode?: 'insecure' | 'starttls' | 'tls' | undefined; name: string; password?: string | undefined; port?: number | undefined; server?: string | undefined; username?: string | undefined }
type T243 = { body?: string | undefined; comment?: string | undefined; delete?: readonly ('comment' | 'disable' | 'header' | 'body' | 'secret')[] | undefined; digest?: string | undefined; disable?: boolean | undefined; header?: readonly (string | T182)[] | undefined; method?: 'post' | 'put' | 'get' | undefined; name: string; secret?: readonly (string | T182)[] | undefined; url?: string | undefined }
type T244 = { comment?: string | undefined; delete?: readonly ('comment' | 'disable' | 'invert-match' | 'match-calendar' | 'match-field' | 'match-severity' | 'mode' | 'target')[] | undefined; digest?: string | undefined; disable?: boolean | undefined; 'invert-match'?: boolean | undefined; 'match-calendar'?: readonly (string)[] | undefined; 'match-field'?: readonly (string)[] | undefined; 'match-severity'?: readonly (string)[] | undefined; mode?: 'all' | 'any' | undefined; name: string; target?: readonly (string)[] | undefined }
type T245 = { comment?: string | undefined; delete?: readonly ('comment' | 'disable' | 'ns' | 'max-depth' | 'keep-last' | 'keep-hourly' | 'keep-daily' | 'keep-weekly' | 'keep-monthly' | 'keep-yearly')[] | undefined; digest?: string | undefined; disable?: boolean | undefined; id: string; 'keep-daily'?: number | undefined; 'keep-hourly'?: number | undefined; 'keep-last'?: number | undefined; 'keep-monthly'?: number | undefined; 'keep-weekly'?: number | undefined; 'keep-yearly'?: number | undefined; 'max-depth'?: number | undefined; ns?: string | undefined; schedule?: string | undefined; store?: string | undefined }
type T246 = { 'auth-id'?: string | undefined; comment?: string | undefined; delete?: readonly ('comment' | 'fingerprint' | 'port' | 'use-node-proxy')[] | undefined; digest?: string | undefined; fingerprint?: string | undefined; host?: string | undefined; name: string; password?: string | undefined; port?: number | undefined; 'use-node-proxy'?: boolean | undefined }
type T247 = { 'access-key'?: string | undefined; 'burst-in'?: string | undefined; 'burst-out'?: string | undefined; delete?: readonly ('port' | 'region' | 'fingerprint' | 'path-style' | 'rate-in' | 'burst-in' | 'rate-out' | 'burst-out' | 'provider-quirks')[] | undefined; digest?: string | undefined; endpoint?: string | undefined; fingerprint?: string | undefined; id: string; 'path-style'?: boolean | undefined; port?: number | undefined; 'provider-quirks'?: readonly ('skip-if-none-match-header' | 'delete-objects-via-delete-object')[] | undefined; 'put-rate-limit'?: number | undefined; 'rate-in'?: string | undefined; 'rate-out'?: string | undefined; region?: string | undefined; 'secret-key'?: string | undefined }
type T248 = { 'active-encryption-key'?: string | undefined; 'associated-key'?: readonly (string)[] | undefined; 'burst-in'?: string | undefined; 'burst-out'?: string | undefined; comment?: string | undefined; delete?: readonly ('remote' | 'owner' | 'comment' | 'schedule' | 'remove-vanished' | 'group-filter' | 'rate-in' | 'burst-in' | 'rate-out' | 'burst-out' | 'ns' | 'remote-ns' | 'max-depth' | 'transfer-last' | 'encrypted-only' | 'verified-only' | 'run-on-mount' | 'unmount-on-done' | 'sync-direction' | 'worker-threads' | 'active-encryption-key' | 'associated-key')[] | undefined; digest?: string | undefined; 'encrypted-only'?: boolean | undefined; 'group-filter'?: readonly (string)[] | undefined; id: string; 'max-depth'?: number | undefined; ns?: string | undefined; owner?: string | undefined; 'rate-in'?: string | undefined; 'rate-out'?: string | undefined; remote?: string | undefined; 'remote-ns'?: string | undefined; 'remote-store'?: string | undefined; 'remove-vanished'?: boolean | undefined; 'resync-corrupt'?: boolean | undefined; 'run-on-mount'?: boolean | undefined; schedule?: string | undefined; store?: string | undefined; 'sync-direction'?: 'pull' | 'push' | undefined; 'transfer-last'?: number | undefined; 'unmount-on-done'?: boolean | undefined; 'verified-only'?: boolean | undefined; 'worker-threads'?: number | undefined }
type T249 = { comment?: string | undefined; delete?: readonly ('comment' | 'schedule' | 'eject-media' | 'export-media-set' | 'latest-only' | 'notify-user' | 'notification-mode' | 'group-filter' | 'max-depth' | 'ns' | 'worker-threads')[] | undefined; digest?: string | undefined; drive?: string | undefined; 'eject-media'?: boolean | undefined; 'export-media-set'?: boolean | undefined; 'group-filter'?: readonly (string)[] | undefined; id: string; 'latest-only'?: boolean | undefined; 'max-depth'?: number | undefined; 'notification-mode'?: 'legacy-sendmail' | 'notification-system' | undefined; 'notify-user'?: string | undefined; ns?: string | undefined; pool?: string | undefined; schedule?: string | undefined; store?: string | undefined; 'worker-threads'?: number | undefined }
type T250 = { digest?: string | undefined; fingerprint: string; force?: boolean | undefined; hint: string; kdf?: 'none' | 'scrypt' | 'pbkdf2' | undefined; 'new-password': string; password?: string | undefined }
type T251 = { 'burst-in'?: string | undefined; 'burst-out'?: string | undefined; comment?: string | undefined; delete?: readonly ('rate-in' | 'burst-in' | 'rate-out' | 'burst-out' | 'comment' | 'timeframe' | 'users')[] | undefined; digest?: string | undefined; name: string; network?: readonly (string)[] | undefined; 'rate-in'?: string | undefined; 'rate-out'?: string | undefined; timeframe?: readonly (string)[] | undefined; users?: readonly (string)[] | undefined }
type T252 = { comment?: string | undefined; delete?: readonly ('ignore-verified' | 'comment' | 'schedule' | 'outdated-after' | 'ns' | 'max-depth' | 'read-threads' | 'verify-threads')[] | undefined; digest?: string | undefined; id: string; 'ignore-verified'?: boolean | undefined; 'max-depth'?: number | undefined; ns?: string | undefined; 'outdated-after'?: number | undefined; 'read-threads'?: number | undefined; schedule?: string | undefined; store?: string | undefined; 'verify-threads'?: number | undefined }
type T253 = { digest?: string | undefined; handle: string; node: string }
type T254 = { alias?: string | undefined; domain: string; plugin?: string | undefined }
type T255 = { acme?: string | { account: string } | undefined; acmedomain0?: string | T254 | undefined; acmedomain1?: string | T254 | undefined; acmedomain2?: string | T254 | undefined; acmedomain3?: string | T254 | undefined; acmedomain4?: string | T254 | undefined; 'ciphers-tls-1.2'?: string | undefined; 'ciphers-tls-1.3'?: string | undefined; 'consent-text'?: string | undefined; 'default-lang'?: 'ar' | 'ca' | 'da' | 'de' | 'en' | 'es' | 'eu' | 'fa' | 'fr' | 'gl' | 'he' | 'hu' | 'it' | 'ja' | 'kr' | 'nb' | 'nl' | 'nn' | 'pl' | 'pt_BR' | 'ru' | 'sl' | 'sv' | 'tr' | 'zh_CN' | 'zh_TW' | undefined; delete?: readonly ('acme' | 'acmedomain0' | 'acmedomain1' | 'acmedomain2' | 'acmedomain3' | 'acmedomain4' | 'http-proxy' | 'email-from' | 'ciphers-tls-1.3' | 'ciphers-tls-1.2' | 'default-lang' | 'description' | 'task-log-max-days' | 'consent-text' | 'location')[] | undefined; description?: string | undefined; digest?: string | undefined; 'email-from'?: string | undefined; 'http-proxy'?: string | undefined; location?: string | undefined; node: string; 'task-log-max-days'?: number | undefined }
type T256 = { delete?: readonly ('dns1' | 'dns2' | 'dns3')[] | undefined; digest?: string | undefined; dns1?: string | undefined; dns2?: string | undefined; dns3?: string | undefined; node: string; search?: string | undefined }
type T257 = { autostart?: boolean | undefined; 'bond-primary'?: string | undefined; bond_mode?: 'balance-rr' | 'active-backup' | 'balance-xor' | 'broadcast' | '802.3ad' | 'balance-tlb' | 'balance-alb' | undefined; bond_xmit_hash_policy?: 'layer2' | 'layer2+3' | 'layer3+4' | undefined; bridge_ports?: string | readonly (string | number)[] | undefined; bridge_vlan_aware?: boolean | undefined; cidr?: string | undefined; cidr6?: string | undefined; comments?: string | undefined; comments6?: string | undefined; delete?: readonly ('cidr' | 'cidr6' | 'gateway' | 'gateway6' | 'method' | 'method6' | 'comments' | 'comments6' | 'mtu' | 'autostart' | 'bridge_ports' | 'bridge_vlan_aware' | 'slaves' | 'bond-primary' | 'bond_xmit_hash_policy')[] | undefined; digest?: string | undefined; gateway?: string | undefined; gateway6?: string | undefined; iface: string; method?: 'manual' | 'static' | 'dhcp' | 'loopback' | undefined; method6?: 'manual' | 'static' | 'dhcp' | 'loopback' | undefined; mtu?: number | undefined; node: string; slaves?: string | readonly (string | number)[] | undefined; type?: 'loopback' | 'eth' | 'bridge' | 'bond' | 'vlan' | 'alias' | 'unknown' | undefined; 'vlan-id'?: number | undefined; 'vlan-raw-device'?: string | undefined }
type T258 = { catalog?: boolean | undefined; drive: string; 'read-all-labels'?: boolean | undefined }
type T259 = { id: string; password?: string | undefined; userid: string }
type T260 = { digest?: string | undefined; userid: string }
type T261 = { digest?: string | undefined; 'token-name': string; userid: string }
type T262 = { 'protected-snapshots'?: number; 'removed-groups'?: number; 'removed-snapshots'?: number }
type T263 = { 'backup-id': string; 'backup-type': 'vm' | 'ct' | 'host'; 'error-on-protected'?: boolean | undefined; ns?: string | undefined; store: string }
type T264 = { 'delete-groups'?: boolean | undefined; 'error-on-protected'?: boolean | undefined; ns: string; store: string }
type T265 = { digest?: string | undefined; realm: string }
type T266 = { force?: boolean | undefined; name: string }
type T267 = { 'destroy-data'?: boolean | undefined; digest?: string | undefined; 'keep-job-configs'?: boolean | undefined; name: string }
type T268 = { digest?: string | undefined; name: string }
type T269 = { digest?: string | undefined; fingerprint: string }
type T270 = { node: string; restart?: boolean | undefined }
type T271 = { digest?: string | undefined; iface: string; node: string }

interface Get {
  '/': { parameters: Record<string, unknown>; result: unknown }
  '/access': { parameters: Record<string, unknown>; result: unknown }
  '/access/acl': { parameters: T1; result: T0 }
  '/access/domains': { parameters: Record<string, never>; result: T2 }
  '/access/openid': { parameters: Record<string, unknown>; result: unknown }
  '/access/permissions': { parameters: T3; result: Record<string, unknown> }
  '/access/roles': { parameters: Record<string, never>; result: T4 }
  '/access/tfa': { parameters: Record<string, never>; result: T5 }
  '/access/tfa/{userid}': { parameters: { userid: string }; result: T6 }
  '/access/tfa/{userid}/{id}': { parameters: { id: string; userid: string }; result: unknown }
  '/access/users': { parameters: T8; result: T7 }
  '/access/users/{userid}': { parameters: { userid: string }; result: T9 }
  '/access/users/{userid}/token': { parameters: { userid: string }; result: T10 }
  '/access/users/{userid}/token/{token-name}': { parameters: T12; result: T11 }
  '/admin': { parameters: Record<string, unknown>; result: unknown }
  '/admin/datastore': { parameters: Record<string, never>; result: T13 }
  '/admin/datastore/{store}': { parameters: { store: string }; result: unknown }
  '/admin/datastore/{store}/active-operations': { parameters: { store: string }; result: unknown }
  '/admin/datastore/{store}/catalog': { parameters: T14; result: unknown }
  '/admin/datastore/{store}/download': { parameters: T15; result: unknown }
  '/admin/datastore/{store}/download-decoded': { parameters: T15; result: unknown }
  '/admin/datastore/{store}/files': { parameters: T17; result: T16 }
  '/admin/datastore/{store}/gc': { parameters: { store: string }; result: T18 }
  '/admin/datastore/{store}/group-notes': { parameters: T19; result: unknown }
  '/admin/datastore/{store}/groups': { parameters: T21; result: T20 }
  '/admin/datastore/{store}/namespace': { parameters: T22; result: ({ comment?: string; ns?: string })[] }
  '/admin/datastore/{store}/notes': { parameters: T17; result: unknown }
  '/admin/datastore/{store}/protected': { parameters: T17; result: unknown }
  '/admin/datastore/{store}/pxar-file-download': { parameters: T23; result: unknown }
  '/admin/datastore/{store}/rrd': { parameters: T24; result: unknown }
  '/admin/datastore/{store}/snapshots': { parameters: T26; result: T25 }
  '/admin/datastore/{store}/status': { parameters: T28; result: T27 }
  '/admin/gc': { parameters: { store?: string | undefined }; result: T29 }
  '/admin/gc/{store}': { parameters: { store: string }; result: T29 }
  '/admin/metrics': { parameters: Record<string, never>; result: T30 }
  '/admin/prune': { parameters: { store?: string | undefined }; result: T31 }
  '/admin/prune/{id}': { parameters: { id: string }; result: unknown }
  '/admin/s3/{s3-endpoint-id}': { parameters: { 's3-endpoint-id': string }; result: unknown }
  '/admin/sync': { parameters: T33; result: T32 }
  '/admin/sync/{id}': { parameters: { id: string }; result: unknown }
  '/admin/traffic-control': { parameters: Record<string, never>; result: T34 }
  '/admin/verify': { parameters: { store?: string | undefined }; result: T35 }
  '/admin/verify/{id}': { parameters: { id: string }; result: unknown }
  '/backup': { parameters: T36; result: unknown }
  '/config': { parameters: Record<string, unknown>; result: unknown }
  '/config/access': { parameters: Record<string, unknown>; result: unknown }
  '/config/access/ad': { parameters: Record<string, never>; result: T37 }
  '/config/access/ad/{realm}': { parameters: { realm: string }; result: T38 }
  '/config/access/ldap': { parameters: Record<string, never>; result: T39 }
  '/config/access/ldap/{realm}': { parameters: { realm: string }; result: T40 }
  '/config/access/openid': { parameters: Record<string, never>; result: T41 }
  '/config/access/openid/{realm}': { parameters: { realm: string }; result: T42 }
  '/config/access/pam': { parameters: Record<string, never>; result: T43 }
  '/config/access/pbs': { parameters: Record<string, never>; result: T43 }
  '/config/access/tfa': { parameters: Record<string, unknown>; result: unknown }
  '/config/access/tfa/webauthn': { parameters: Record<string, never>; result: T44 }
  '/config/acme': { parameters: Record<string, unknown>; result: unknown }
  '/config/acme/account': { parameters: Record<string, never>; result: ({ name?: string })[] }
  '/config/acme/account/{name}': { parameters: { name: string }; result: T45 }
  '/config/acme/challenge-schema': { parameters: Record<string, never>; result: T46 }
  '/config/acme/directories': { parameters: Record<string, never>; result: ({ name?: string; url?: string })[] }
  '/config/acme/plugins': { parameters: Record<string, never>; result: T47 }
  '/config/acme/plugins/{id}': { parameters: { id: string }; result: T48 }
  '/config/acme/tos': { parameters: { directory?: string | undefined }; result: string }
  '/config/changer': { parameters: Record<string, never>; result: T49 }
  '/config/changer/{name}': { parameters: { name: string }; result: T50 }
  '/config/datastore': { parameters: Record<string, never>; result: T51 }
  '/config/datastore/{name}': { parameters: { name: string }; result: T52 }
  '/config/drive': { parameters: Record<string, never>; result: T53 }
  '/config/drive/{name}': { parameters: { name: string }; result: T54 }
  '/config/encryption-keys': { parameters: T56; result: T55 }
  '/config/media-pool': { parameters: Record<string, never>; result: T57 }
  '/config/media-pool/{name}': { parameters: { name: string }; result: T58 }
  '/config/metrics': { parameters: Record<string, unknown>; result: unknown }
  '/config/metrics/influxdb-http': { parameters: Record<string, never>; result: T59 }
  '/config/metrics/influxdb-http/{name}': { parameters: { name: string }; result: T60 }
  '/config/metrics/influxdb-udp': { parameters: Record<string, never>; result: T61 }
  '/config/metrics/influxdb-udp/{name}': { parameters: { name: string }; result: T62 }
  '/config/notifications': { parameters: Record<string, unknown>; result: unknown }
  '/config/notifications/endpoints': { parameters: Record<string, unknown>; result: unknown }
  '/config/notifications/endpoints/gotify': { parameters: Record<string, never>; result: T63 }
  '/config/notifications/endpoints/gotify/{name}': { parameters: { name: string }; result: T64 }
  '/config/notifications/endpoints/sendmail': { parameters: Record<string, never>; result: T65 }
  '/config/notifications/endpoints/sendmail/{name}': { parameters: { name: string }; result: T66 }
  '/config/notifications/endpoints/smtp': { parameters: Record<string, never>; result: T67 }
  '/config/notifications/endpoints/smtp/{name}': { parameters: { name: string }; result: T68 }
  '/config/notifications/endpoints/webhook': { parameters: Record<string, never>; result: T69 }
  '/config/notifications/endpoints/webhook/{name}': { parameters: { name: string }; result: T70 }
  '/config/notifications/matcher-field-values': { parameters: Record<string, never>; result: T71 }
  '/config/notifications/matcher-fields': { parameters: Record<string, never>; result: ({ name?: string })[] }
  '/config/notifications/matchers': { parameters: Record<string, never>; result: T72 }
  '/config/notifications/matchers/{name}': { parameters: { name: string }; result: T73 }
  '/config/notifications/targets': { parameters: Record<string, never>; result: T74 }
  '/config/notifications/targets/{name}': { parameters: { name: string }; result: unknown }
  '/config/prune': { parameters: Record<string, never>; result: T75 }
  '/config/prune/{id}': { parameters: { id: string }; result: T76 }
  '/config/remote': { parameters: Record<string, never>; result: T77 }
  '/config/remote/{name}': { parameters: { name: string }; result: T78 }
  '/config/remote/{name}/scan': { parameters: { name: string }; result: T13 }
  '/config/remote/{name}/scan/{store}': { parameters: { name: string; store: string }; result: unknown }
  '/config/remote/{name}/scan/{store}/groups': { parameters: T79; result: T20 }
  '/config/remote/{name}/scan/{store}/namespaces': { parameters: { name: string; store: string }; result: ({ comment?: string; ns?: string })[] }
  '/config/s3': { parameters: Record<string, never>; result: T80 }
  '/config/s3/{id}': { parameters: { id: string }; result: T81 }
  '/config/s3/{id}/list-buckets': { parameters: { id: string }; result: unknown }
  '/config/sync': { parameters: T83; result: T82 }
  '/config/sync/{id}': { parameters: { id: string }; result: T84 }
  '/config/tape-backup-job': { parameters: Record<string, never>; result: T85 }
  '/config/tape-backup-job/{id}': { parameters: { id: string }; result: T86 }
  '/config/tape-encryption-keys': { parameters: Record<string, never>; result: T87 }
  '/config/tape-encryption-keys/{fingerprint}': { parameters: { fingerprint: string }; result: T88 }
  '/config/traffic-control': { parameters: Record<string, never>; result: T89 }
  '/config/traffic-control/{name}': { parameters: { name: string }; result: T90 }
  '/config/verify': { parameters: Record<string, never>; result: T91 }
  '/config/verify/{id}': { parameters: { id: string }; result: T92 }
  '/nodes': { parameters: Record<string, never>; result: unknown }
  '/nodes/{node}': { parameters: { node: string }; result: unknown }
  '/nodes/{node}/apt': { parameters: { node: string }; result: unknown }
  '/nodes/{node}/apt/changelog': { parameters: T93; result: string }
  '/nodes/{node}/apt/repositories': { parameters: { node: string }; result: T94 }
  '/nodes/{node}/apt/update': { parameters: { node: string }; result: T95 }
  '/nodes/{node}/apt/versions': { parameters: { node: string }; result: T95 }
  '/nodes/{node}/certificates': { parameters: { node: string }; result: unknown }
  '/nodes/{node}/certificates/acme': { parameters: { node: string }; result: unknown }
  '/nodes/{node}/certificates/info': { parameters: { node: string }; result: T96 }
  '/nodes/{node}/config': { parameters: { node: string }; result: T97 }
  '/nodes/{node}/disks': { parameters: { node: string }; result: unknown }
  '/nodes/{node}/disks/directory': { parameters: { node: string }; result: T98 }
  '/nodes/{node}/disks/list': { parameters: T100; result: T99 }
  '/nodes/{node}/disks/smart': { parameters: T102; result: T101 }
  '/nodes/{node}/disks/zfs': { parameters: { node: string }; result: T103 }
  '/nodes/{node}/disks/zfs/{name}': { parameters: { name: string; node: string }; result: Record<string, unknown> }
  '/nodes/{node}/dns': { parameters: { node: string }; result: T104 }
  '/nodes/{node}/identity': { parameters: { node: string }; result: { 'pbs-instance-id'?: string } }
  '/nodes/{node}/journal': { parameters: T105; result: (string)[] }
  '/nodes/{node}/network': { parameters: { node: string }; result: T106 }
  '/nodes/{node}/network/{iface}': { parameters: { iface: string; node: string }; result: T107 }
  '/nodes/{node}/report': { parameters: { node: string }; result: string }
  '/nodes/{node}/rrd': { parameters: T108; result: unknown }
  '/nodes/{node}/services': { parameters: { node: string }; result: T109 }
  '/nodes/{node}/services/{service}': { parameters: { node: string; service: string }; result: unknown }
  '/nodes/{node}/services/{service}/state': { parameters: { node: string; service: string }; result: unknown }
  '/nodes/{node}/status': { parameters: { node: string }; result: T110 }
  '/nodes/{node}/subscription': { parameters: { node: string }; result: T111 }
  '/nodes/{node}/syslog': { parameters: T112; result: ({ n?: number; t?: string })[] }
  '/nodes/{node}/tasks': { parameters: T114; result: T113 }
  '/nodes/{node}/tasks/{upid}': { parameters: { node: string; upid: string }; result: unknown }
  '/nodes/{node}/tasks/{upid}/log': { parameters: T115; result: unknown }
  '/nodes/{node}/tasks/{upid}/status': { parameters: { node: string; upid: string }; result: T116 }
  '/nodes/{node}/time': { parameters: { node: string }; result: T117 }
  '/nodes/{node}/vncwebsocket': { parameters: T118; result: unknown }
  '/ping': { parameters: Record<string, never>; result: { pong?: boolean } }
  '/reader': { parameters: T119; result: unknown }
  '/status': { parameters: Record<string, unknown>; result: unknown }
  '/status/datastore-usage': { parameters: Record<string, never>; result: T120 }
  '/status/metrics': { parameters: T121; result: unknown }
  '/tape': { parameters: Record<string, unknown>; result: unknown }
  '/tape/backup': { parameters: Record<string, never>; result: T122 }
  '/tape/changer': { parameters: Record<string, never>; result: T123 }
  '/tape/changer/{name}': { parameters: { name: string }; result: unknown }
  '/tape/changer/{name}/status': { parameters: T125; result: T124 }
  '/tape/drive': { parameters: T127; result: T126 }
  '/tape/drive/{drive}': { parameters: { drive: string }; result: unknown }
  '/tape/drive/{drive}/cartridge-memory': { parameters: { drive: string }; result: T128 }
  '/tape/drive/{drive}/inventory': { parameters: { drive: string }; result: T129 }
  '/tape/drive/{drive}/read-label': { parameters: T131; result: T130 }
  '/tape/drive/{drive}/status': { parameters: { drive: string }; result: T132 }
  '/tape/drive/{drive}/volume-statistics': { parameters: { drive: string }; result: T133 }
  '/tape/media': { parameters: Record<string, unknown>; result: unknown }
  '/tape/media/content': { parameters: T135; result: T134 }
  '/tape/media/destroy': { parameters: T136; result: unknown }
  '/tape/media/list': { parameters: T138; result: T137 }
  '/tape/media/list/{uuid}': { parameters: { uuid: string }; result: unknown }
  '/tape/media/list/{uuid}/status': { parameters: { uuid: string }; result: unknown }
  '/tape/media/media-sets': { parameters: Record<string, never>; result: T139 }
  '/tape/scan-changers': { parameters: Record<string, never>; result: T140 }
  '/tape/scan-drives': { parameters: Record<string, never>; result: T140 }
  '/version': { parameters: Record<string, never>; result: T141 }
}

interface Post {
  '/access/domains/{realm}/sync': { parameters: T142; result: string }
  '/access/openid/auth-url': { parameters: T143; result: string }
  '/access/openid/login': { parameters: T145; result: T144 }
  '/access/tfa/{userid}': { parameters: T147; result: T146 }
  '/access/ticket': { parameters: T148; result: T144 }
  '/access/users': { parameters: T149; result: null }
  '/access/users/{userid}/token/{token-name}': { parameters: T150; result: { tokenid?: string; value?: string } }
  '/access/vncticket': { parameters: T151; result: null }
  '/admin/datastore/{store}/change-owner': { parameters: T152; result: null }
  '/admin/datastore/{store}/gc': { parameters: { store: string }; result: string }
  '/admin/datastore/{store}/mount': { parameters: { store: string }; result: string }
  '/admin/datastore/{store}/move-group': { parameters: T153; result: string }
  '/admin/datastore/{store}/move-namespace': { parameters: T154; result: string }
  '/admin/datastore/{store}/namespace': { parameters: T155; result: string }
  '/admin/datastore/{store}/prune': { parameters: T157; result: T156 }
  '/admin/datastore/{store}/prune-datastore': { parameters: T158; result: string }
  '/admin/datastore/{store}/unmount': { parameters: { store: string }; result: string }
  '/admin/datastore/{store}/upload-backup-log': { parameters: T17; result: null }
  '/admin/datastore/{store}/verify': { parameters: T159; result: string }
  '/admin/prune/{id}/run': { parameters: { id: string }; result: null }
  '/admin/sync/{id}/run': { parameters: { id: string }; result: null }
  '/admin/verify/{id}/run': { parameters: { id: string }; result: null }
  '/config/access/ad': { parameters: T162; result: null }
  '/config/access/ldap': { parameters: T163; result: null }
  '/config/access/openid': { parameters: T164; result: null }
  '/config/acme/account': { parameters: T165; result: null }
  '/config/acme/plugins': { parameters: T166; result: null }
  '/config/changer': { parameters: T167; result: null }
  '/config/datastore': { parameters: T172; result: null }
  '/config/drive': { parameters: T173; result: null }
  '/config/encryption-keys': { parameters: T174; result: null }
  '/config/encryption-keys/{id}': { parameters: T175; result: null }
  '/config/media-pool': { parameters: T176; result: null }
  '/config/metrics/influxdb-http': { parameters: T177; result: null }
  '/config/metrics/influxdb-udp': { parameters: T178; result: null }
  '/config/notifications/endpoints/gotify': { parameters: T179; result: null }
  '/config/notifications/endpoints/sendmail': { parameters: T180; result: null }
  '/config/notifications/endpoints/smtp': { parameters: T181; result: null }
  '/config/notifications/endpoints/webhook': { parameters: T183; result: null }
  '/config/notifications/matchers': { parameters: T184; result: null }
  '/config/notifications/targets/{name}/test': { parameters: { name: string }; result: null }
  '/config/prune': { parameters: T185; result: null }
  '/config/remote': { parameters: T186; result: null }
  '/config/s3': { parameters: T187; result: null }
  '/config/sync': { parameters: T188; result: null }
  '/config/tape-backup-job': { parameters: T189; result: null }
  '/config/tape-encryption-keys': { parameters: T190; result: string }
  '/config/traffic-control': { parameters: T191; result: null }
  '/config/verify': { parameters: T192; result: null }
  '/nodes/{node}/apt/repositories': { parameters: T193; result: null }
  '/nodes/{node}/apt/update': { parameters: T194; result: string }
  '/nodes/{node}/certificates/acme/certificate': { parameters: T195; result: null }
  '/nodes/{node}/certificates/custom': { parameters: T196; result: T96 }
  '/nodes/{node}/disks/directory': { parameters: T197; result: string }
  '/nodes/{node}/disks/initgpt': { parameters: T198; result: string }
  '/nodes/{node}/disks/zfs': { parameters: T199; result: string }
  '/nodes/{node}/network': { parameters: T200; result: null }
  '/nodes/{node}/services/{service}/reload': { parameters: { node: string; service: string }; result: null }
  '/nodes/{node}/services/{service}/restart': { parameters: { node: string; service: string }; result: null }
  '/nodes/{node}/services/{service}/start': { parameters: { node: string; service: string }; result: null }
  '/nodes/{node}/services/{service}/stop': { parameters: { node: string; service: string }; result: null }
  '/nodes/{node}/status': { parameters: T201; result: null }
  '/nodes/{node}/subscription': { parameters: T195; result: null }
  '/nodes/{node}/termproxy': { parameters: T203; result: T202 }
  '/pull': { parameters: T204; result: null }
  '/push': { parameters: T205; result: null }
  '/tape/backup': { parameters: T206; result: string }
  '/tape/backup/{id}': { parameters: { id: string }; result: null }
  '/tape/changer/{name}/transfer': { parameters: T207; result: null }
  '/tape/drive/{drive}/barcode-label-media': { parameters: T208; result: string }
  '/tape/drive/{drive}/catalog': { parameters: T209; result: string }
  '/tape/drive/{drive}/eject-media': { parameters: { drive: string }; result: string }
  '/tape/drive/{drive}/format-media': { parameters: T210; result: string }
  '/tape/drive/{drive}/label-media': { parameters: T211; result: string }
  '/tape/drive/{drive}/load-media': { parameters: { drive: string; 'label-text': string }; result: string }
  '/tape/drive/{drive}/load-slot': { parameters: T212; result: null }
  '/tape/drive/{drive}/restore-key': { parameters: { drive: string; password: string }; result: null }
  '/tape/drive/{drive}/rewind': { parameters: { drive: string }; result: string }
  '/tape/drive/{drive}/unload': { parameters: T213; result: string }
  '/tape/media/list/{uuid}/status': { parameters: T214; result: null }
  '/tape/media/move': { parameters: T215; result: null }
  '/tape/restore': { parameters: T217; result: string }
}

interface Put {
  '/access/acl': { parameters: T218; result: null }
  '/access/password': { parameters: T219; result: null }
  '/access/tfa/{userid}/{id}': { parameters: T220; result: null }
  '/access/users/{userid}': { parameters: T221; result: null }
  '/access/users/{userid}/token/{token-name}': { parameters: T222; result: { secret?: string } }
  '/access/users/{userid}/unlock-tfa': { parameters: { userid: string }; result: boolean }
  '/admin/datastore/{store}/group-notes': { parameters: T223; result: null }
  '/admin/datastore/{store}/notes': { parameters: T224; result: null }
  '/admin/datastore/{store}/protected': { parameters: T225; result: null }
  '/admin/datastore/{store}/s3-refresh': { parameters: { store: string }; result: string }
  '/admin/s3/{s3-endpoint-id}/check': { parameters: T226; result: null }
  '/admin/s3/{s3-endpoint-id}/reset-counters': { parameters: T226; result: null }
  '/config/access/ad/{realm}': { parameters: T227; result: T38 }
  '/config/access/ldap/{realm}': { parameters: T228; result: T40 }
  '/config/access/openid/{realm}': { parameters: T229; result: T42 }
  '/config/access/pam': { parameters: T230; result: T43 }
  '/config/access/pbs': { parameters: T230; result: T43 }
  '/config/access/tfa/webauthn': { parameters: T231; result: null }
  '/config/acme/account/{name}': { parameters: T232; result: null }
  '/config/acme/plugins/{id}': { parameters: T233; result: null }
  '/config/changer/{name}': { parameters: T234; result: null }
  '/config/datastore/{name}': { parameters: T235; result: null }
  '/config/drive/{name}': { parameters: T236; result: null }
  '/config/media-pool/{name}': { parameters: T237; result: null }
  '/config/metrics/influxdb-http/{name}': { parameters: T238; result: null }
  '/config/metrics/influxdb-udp/{name}': { parameters: T239; result: null }
  '/config/notifications/endpoints/gotify/{name}': { parameters: T240; result: null }
  '/config/notifications/endpoints/sendmail/{name}': { parameters: T241; result: null }
  '/config/notifications/endpoints/smtp/{name}': { parameters: T242; result: null }
  '/config/notifications/endpoints/webhook/{name}': { parameters: T243; result: null }
  '/config/notifications/matchers/{name}': { parameters: T244; result: null }
  '/config/prune/{id}': { parameters: T245; result: null }
  '/config/remote/{name}': { parameters: T246; result: null }
  '/config/s3/{id}': { parameters: T247; result: null }
  '/config/sync/{id}': { parameters: T248; result: null }
  '/config/tape-backup-job/{id}': { parameters: T249; result: null }
  '/config/tape-encryption-keys/{fingerprint}': { parameters: T250; result: null }
  '/config/traffic-control/{name}': { parameters: T251; result: null }
  '/config/verify/{id}': { parameters: T252; result: null }
  '/nodes/{node}/apt/repositories': { parameters: T253; result: null }
  '/nodes/{node}/certificates/acme/certificate': { parameters: T195; result: null }
  '/nodes/{node}/config': { parameters: T255; result: null }
  '/nodes/{node}/disks/wipedisk': { parameters: { disk: string; node: string }; result: string }
  '/nodes/{node}/dns': { parameters: T256; result: null }
  '/nodes/{node}/network': { parameters: { node: string }; result: null }
  '/nodes/{node}/network/{iface}': { parameters: T257; result: null }
  '/nodes/{node}/subscription': { parameters: { key: string; node: string }; result: null }
  '/nodes/{node}/time': { parameters: { node: string; timezone: string }; result: null }
  '/tape/drive/{drive}/clean': { parameters: { drive: string }; result: string }
  '/tape/drive/{drive}/export-media': { parameters: { drive: string; 'label-text': string }; result: number }
  '/tape/drive/{drive}/inventory': { parameters: T258; result: string }
}

interface Delete {
  '/access/tfa/{userid}/{id}': { parameters: T259; result: null }
  '/access/ticket': { parameters: Record<string, never>; result: null }
  '/access/users/{userid}': { parameters: T260; result: null }
  '/access/users/{userid}/token/{token-name}': { parameters: T261; result: null }
  '/admin/datastore/{store}/groups': { parameters: T263; result: T262 }
  '/admin/datastore/{store}/namespace': { parameters: T264; result: null }
  '/admin/datastore/{store}/snapshots': { parameters: T17; result: null }
  '/config/access/ad/{realm}': { parameters: T265; result: null }
  '/config/access/ldap/{realm}': { parameters: T265; result: null }
  '/config/access/openid/{realm}': { parameters: T265; result: null }
  '/config/acme/account/{name}': { parameters: T266; result: null }
  '/config/acme/plugins/{id}': { parameters: { id: string }; result: null }
  '/config/changer/{name}': { parameters: { name: string }; result: null }
  '/config/datastore/{name}': { parameters: T267; result: string }
  '/config/drive/{name}': { parameters: { name: string }; result: null }
  '/config/encryption-keys/{id}': { parameters: T175; result: null }
  '/config/media-pool/{name}': { parameters: { name: string }; result: null }
  '/config/metrics/influxdb-http/{name}': { parameters: T268; result: null }
  '/config/metrics/influxdb-udp/{name}': { parameters: T268; result: null }
  '/config/notifications/endpoints/gotify/{name}': { parameters: { name: string }; result: null }
  '/config/notifications/endpoints/sendmail/{name}': { parameters: { name: string }; result: null }
  '/config/notifications/endpoints/smtp/{name}': { parameters: { name: string }; result: null }
  '/config/notifications/endpoints/webhook/{name}': { parameters: { name: string }; result: null }
  '/config/notifications/matchers/{name}': { parameters: { name: string }; result: null }
  '/config/prune/{id}': { parameters: T175; result: null }
  '/config/remote/{name}': { parameters: T268; result: null }
  '/config/s3/{id}': { parameters: T175; result: null }
  '/config/sync/{id}': { parameters: T175; result: null }
  '/config/tape-backup-job/{id}': { parameters: T175; result: null }
  '/config/tape-encryption-keys/{fingerprint}': { parameters: T269; result: null }
  '/config/traffic-control/{name}': { parameters: T268; result: null }
  '/config/verify/{id}': { parameters: T175; result: null }
  '/nodes/{node}/certificates/custom': { parameters: T270; result: null }
  '/nodes/{node}/disks/directory/{name}': { parameters: { name: string; node: string }; result: null }
  '/nodes/{node}/network': { parameters: { node: string }; result: null }
  '/nodes/{node}/network/{iface}': { parameters: T271; result: null }
  '/nodes/{node}/subscription': { parameters: { node: string }; result: null }
  '/nodes/{node}/tasks/{upid}': { parameters: { node: string; upid: string }; result: null }
}

/** Every method of the product: verb, path, then the type of its parameters and of its result. */
export interface PbsMethods { get: Get; post: Post; put: Put; delete: Delete }
