// Written by tools/generate-proxmox.ts from the PVE schema. Do not edit.

type Other = string & {}

type T0 = ({ path?: string; propagate?: boolean; roleid?: string; type?: 'user' | 'group' | 'token' | Other; ugid?: string })[]
type T1 = ({ comment?: string; realm?: string; tfa?: 'yubico' | 'oath' | Other; type?: string })[]
type T2 = ({ comment?: string; groupid?: string; users?: string })[]
type T3 = { comment?: string; members?: (string)[] }
type T4 = { path?: string | undefined; userid?: string | undefined }
type T5 = ({ privs?: string; roleid?: string; special?: boolean })[]
type T6 = { 'Datastore.Allocate'?: boolean; 'Datastore.AllocateSpace'?: boolean; 'Datastore.AllocateTemplate'?: boolean; 'Datastore.Audit'?: boolean; 'Group.Allocate'?: boolean; 'Mapping.Audit'?: boolean; 'Mapping.Modify'?: boolean; 'Mapping.Use'?: boolean; 'Permissions.Modify'?: boolean; 'Pool.Allocate'?: boolean; 'Pool.Audit'?: boolean; 'Realm.Allocate'?: boolean; 'Realm.AllocateUser'?: boolean; 'SDN.Allocate'?: boolean; 'SDN.Audit'?: boolean; 'SDN.Use'?: boolean; 'Sys.AccessNetwork'?: boolean; 'Sys.Audit'?: boolean; 'Sys.Console'?: boolean; 'Sys.Incoming'?: boolean; 'Sys.Modify'?: boolean; 'Sys.PowerMgmt'?: boolean; 'Sys.Syslog'?: boolean; 'User.Modify'?: boolean; 'VM.Allocate'?: boolean; 'VM.Audit'?: boolean; 'VM.Backup'?: boolean; 'VM.Clone'?: boolean; 'VM.Config.CDROM'?: boolean; 'VM.Config.CPU'?: boolean; 'VM.Config.Cloudinit'?: boolean; 'VM.Config.Disk'?: boolean; 'VM.Config.HWType'?: boolean; 'VM.Config.Memory'?: boolean; 'VM.Config.Network'?: boolean; 'VM.Config.Options'?: boolean; 'VM.Console'?: boolean; 'VM.GuestAgent.Audit'?: boolean; 'VM.GuestAgent.FileRead'?: boolean; 'VM.GuestAgent.FileSystemMgmt'?: boolean; 'VM.GuestAgent.FileWrite'?: boolean; 'VM.GuestAgent.Unrestricted'?: boolean; 'VM.Migrate'?: boolean; 'VM.PowerMgmt'?: boolean; 'VM.Replicate'?: boolean; 'VM.Snapshot'?: boolean; 'VM.Snapshot.Rollback'?: boolean }
type T7 = ({ entries?: ({ created?: number; description?: string; enable?: boolean; id?: string; type?: 'totp' | 'u2f' | 'webauthn' | 'recovery' | 'yubico' | Other })[]; 'tfa-locked-until'?: number; 'totp-locked'?: boolean; userid?: string })[]
type T8 = ({ created?: number; description?: string; enable?: boolean; id?: string; type?: 'totp' | 'u2f' | 'webauthn' | 'recovery' | 'yubico' | Other })[]
type T9 = { created?: number; description?: string; enable?: boolean; id?: string; type?: 'totp' | 'u2f' | 'webauthn' | 'recovery' | 'yubico' | Other }
type T10 = ({ comment?: string; email?: string; enable?: boolean; expire?: number; firstname?: string; groups?: string; keys?: string; lastname?: string; 'realm-type'?: string; 'tfa-locked-until'?: number; tokens?: ({ comment?: string; expire?: number; privsep?: boolean; tokenid?: string })[]; 'totp-locked'?: boolean; userid?: string })[]
type T11 = { enabled?: boolean | undefined; full?: boolean | undefined }
type T12 = { comment?: string; email?: string; enable?: boolean; expire?: number; firstname?: string; groups?: (string)[]; keys?: string; lastname?: string; tokens?: Record<string, { comment?: string; expire?: number; privsep?: boolean }> }
type T13 = { realm?: 'oath' | 'yubico' | Other; types?: ('totp' | 'u2f' | 'yubico' | 'webauthn' | 'recovedry' | Other)[]; user?: 'oath' | 'u2f' | Other }
type T14 = { multiple?: boolean | undefined; userid: string }
type T15 = ({ comment?: string; expire?: number; privsep?: boolean; tokenid?: string })[]
type T16 = { comment?: string; expire?: number; privsep?: boolean }
type T17 = { account?: Record<string, unknown>; directory?: string; location?: string; tos?: string }
type T18 = ({ id?: string; name?: string; schema?: Record<string, unknown>; type?: string })[]
type T19 = { caaIdentities?: (string)[]; externalAccountRequired?: boolean; termsOfService?: string; website?: string }
type T20 = ({ api?: '1984hosting' | 'acmedns' | 'acmeproxy' | 'active24' | 'ad' | 'ali' | 'alviy' | 'anx' | 'artfiles' | 'arvan' | 'aurora' | 'autodns' | 'aws' | 'azion' | 'azure' | 'beget' | 'bookmyname' | 'bunny' | 'cf' | 'clouddns' | 'cloudns' | 'cn' | 'conoha' | 'constellix' | 'cpanel' | 'curanet' | 'cyon' | 'da' | 'ddnss' | 'desec' | 'df' | 'dgon' | 'dnsexit' | 'dnshome' | 'dnsimple' | 'dnsservices' | 'doapi' | 'domeneshop' | 'dp' | 'dpi' | 'dreamhost' | 'duckdns' | 'durabledns' | 'dyn' | 'dynu' | 'dynv6' | 'easydns' | 'edgecenter' | 'edgedns' | 'euserv' | 'exoscale' | 'fornex' | 'freedns' | 'freemyip' | 'gandi_livedns' | 'gcloud' | 'gcore' | 'gd' | 'geoscaling' | 'googledomains' | 'he' | 'he_ddns' | 'hetzner' | 'hetznercloud' | 'hexonet' | 'hostingde' | 'huaweicloud' | 'infoblox' | 'infomaniak' | 'internetbs' | 'inwx' | 'ionos' | 'ionos_cloud' | 'ipv64' | 'ispconfig' | 'jd' | 'joker' | 'kappernet' | 'kas' | 'kinghost' | 'knot' | 'la' | 'leaseweb' | 'lexicon' | 'limacity' | 'linode' | 'linode_v4' | 'loopia' | 'lua' | 'maradns' | 'me' | 'miab' | 'mijnhost' | 'misaka' | 'myapi' | 'mydevil' | 'mydnsjp' | 'mythic_beasts' | 'namecheap' | 'namecom' | 'namesilo' | 'nanelo' | 'nederhost' | 'neodigit' | 'netcup' | 'netlify' | 'nic' | 'njalla' | 'nm' | 'nsd' | 'nsone' | 'nsupdate' | 'nw' | 'oci' | 'omglol' | 'one' | 'online' | 'openprovider' | 'openprovider_rest' | 'openstack' | 'opnsense' | 'ovh' | 'pdns' | 'pleskxml' | 'pointhq' | 'porkbun' | 'rackcorp' | 'rackspace' | 'rage4' | 'rcode0' | 'regru' | 'scaleway' | 'schlundtech' | 'selectel' | 'selfhost' | 'servercow' | 'simply' | 'spaceship' | 'technitium' | 'tele3' | 'tencent' | 'timeweb' | 'transip' | 'udr' | 'ultra' | 'unoeuro' | 'variomedia' | 'veesp' | 'vercel' | 'vscale' | 'vultr' | 'websupport' | 'west_cn' | 'world4you' | 'yandex360' | 'yc' | 'zilore' | 'zone' | 'zoneedit' | 'zonomi' | Other; data?: string; digest?: string; disable?: boolean; nodes?: string; plugin?: string; type?: 'dns' | 'standalone' | Other; 'validation-delay'?: number })[]
type T21 = { type?: 'dns' | 'standalone' | undefined }
type T22 = { api?: '1984hosting' | 'acmedns' | 'acmeproxy' | 'active24' | 'ad' | 'ali' | 'alviy' | 'anx' | 'artfiles' | 'arvan' | 'aurora' | 'autodns' | 'aws' | 'azion' | 'azure' | 'beget' | 'bookmyname' | 'bunny' | 'cf' | 'clouddns' | 'cloudns' | 'cn' | 'conoha' | 'constellix' | 'cpanel' | 'curanet' | 'cyon' | 'da' | 'ddnss' | 'desec' | 'df' | 'dgon' | 'dnsexit' | 'dnshome' | 'dnsimple' | 'dnsservices' | 'doapi' | 'domeneshop' | 'dp' | 'dpi' | 'dreamhost' | 'duckdns' | 'durabledns' | 'dyn' | 'dynu' | 'dynv6' | 'easydns' | 'edgecenter' | 'edgedns' | 'euserv' | 'exoscale' | 'fornex' | 'freedns' | 'freemyip' | 'gandi_livedns' | 'gcloud' | 'gcore' | 'gd' | 'geoscaling' | 'googledomains' | 'he' | 'he_ddns' | 'hetzner' | 'hetznercloud' | 'hexonet' | 'hostingde' | 'huaweicloud' | 'infoblox' | 'infomaniak' | 'internetbs' | 'inwx' | 'ionos' | 'ionos_cloud' | 'ipv64' | 'ispconfig' | 'jd' | 'joker' | 'kappernet' | 'kas' | 'kinghost' | 'knot' | 'la' | 'leaseweb' | 'lexicon' | 'limacity' | 'linode' | 'linode_v4' | 'loopia' | 'lua' | 'maradns' | 'me' | 'miab' | 'mijnhost' | 'misaka' | 'myapi' | 'mydevil' | 'mydnsjp' | 'mythic_beasts' | 'namecheap' | 'namecom' | 'namesilo' | 'nanelo' | 'nederhost' | 'neodigit' | 'netcup' | 'netlify' | 'nic' | 'njalla' | 'nm' | 'nsd' | 'nsone' | 'nsupdate' | 'nw' | 'oci' | 'omglol' | 'one' | 'online' | 'openprovider' | 'openprovider_rest' | 'openstack' | 'opnsense' | 'ovh' | 'pdns' | 'pleskxml' | 'pointhq' | 'porkbun' | 'rackcorp' | 'rackspace' | 'rage4' | 'rcode0' | 'regru' | 'scaleway' | 'schlundtech' | 'selectel' | 'selfhost' | 'servercow' | 'simply' | 'spaceship' | 'technitium' | 'tele3' | 'tencent' | 'timeweb' | 'transip' | 'udr' | 'ultra' | 'unoeuro' | 'variomedia' | 'veesp' | 'vercel' | 'vscale' | 'vultr' | 'websupport' | 'west_cn' | 'world4you' | 'yandex360' | 'yc' | 'zilore' | 'zone' | 'zoneedit' | 'zonomi' | Other; data?: string; digest?: string; disable?: boolean; nodes?: string; plugin?: string; type?: 'dns' | 'standalone' | Other; 'validation-delay'?: number }
type T23 = ({ all?: boolean; bwlimit?: number; comment?: string; compress?: '0' | '1' | 'gzip' | 'lzo' | 'zstd' | Other; dumpdir?: string; enabled?: boolean; exclude?: string; 'exclude-path'?: (string)[]; fleecing?: { enabled?: boolean; storage?: string }; id?: string; ionice?: number; lockwait?: number; mailnotification?: 'always' | 'failure' | Other; mailto?: string; mode?: 'snapshot' | 'suspend' | 'stop' | Other; 'next-run'?: number; node?: string; 'notes-template'?: string; 'notification-mode'?: 'auto' | 'legacy-sendmail' | 'notification-system' | Other; 'pbs-change-detection-mode'?: 'legacy' | 'data' | 'metadata' | Other; performance?: { 'max-workers'?: number; 'pbs-entries-max'?: number }; pigz?: number; pool?: string; protected?: boolean; 'prune-backups'?: { 'keep-all'?: boolean; 'keep-daily'?: number; 'keep-hourly'?: number; 'keep-last'?: number; 'keep-monthly'?: number; 'keep-weekly'?: number; 'keep-yearly'?: number }; quiet?: boolean; remove?: boolean; 'repeat-missed'?: boolean; schedule?: string; script?: string; stdexcludes?: boolean; stop?: boolean; stopwait?: number; storage?: string; tmpdir?: string; vmid?: string; zstd?: number })[]
type T24 = ({ name?: string; type?: 'qemu' | 'lxc' | Other; vmid?: number })[]
type T25 = { all?: boolean; bwlimit?: number; comment?: string; compress?: '0' | '1' | 'gzip' | 'lzo' | 'zstd' | Other; dumpdir?: string; enabled?: boolean; exclude?: string; 'exclude-path'?: (string)[]; fleecing?: { enabled?: boolean; storage?: string }; id?: string; ionice?: number; lockwait?: number; mailnotification?: 'always' | 'failure' | Other; mailto?: string; mode?: 'snapshot' | 'suspend' | 'stop' | Other; 'next-run'?: number; node?: string; 'notes-template'?: string; 'notification-mode'?: 'auto' | 'legacy-sendmail' | 'notification-system' | Other; 'pbs-change-detection-mode'?: 'legacy' | 'data' | 'metadata' | Other; performance?: { 'max-workers'?: number; 'pbs-entries-max'?: number }; pigz?: number; pool?: string; protected?: boolean; 'prune-backups'?: { 'keep-all'?: boolean; 'keep-daily'?: number; 'keep-hourly'?: number; 'keep-last'?: number; 'keep-monthly'?: number; 'keep-weekly'?: number; 'keep-yearly'?: number }; quiet?: boolean; remove?: boolean; 'repeat-missed'?: boolean; schedule?: string; script?: string; stdexcludes?: boolean; stop?: boolean; stopwait?: number; storage?: string; tmpdir?: string; vmid?: string; zstd?: number }
type T26 = { children?: ({ children?: ({ id?: string; included?: boolean; name?: string; reason?: string })[]; id?: number; name?: string; type?: 'qemu' | 'lxc' | 'unknown' | Other })[] }
type T27 = ({ description?: string; name?: 'nobackfill' | 'nodeep-scrub' | 'nodown' | 'noin' | 'noout' | 'norebalance' | 'norecover' | 'noscrub' | 'notieragent' | 'noup' | 'pause' | Other; value?: boolean })[]
type T28 = { flag: 'nobackfill' | 'nodeep-scrub' | 'nodown' | 'noin' | 'noout' | 'norebalance' | 'norecover' | 'noscrub' | 'notieragent' | 'noup' | 'pause' }
type T29 = { mds?: Record<string, { addr?: string; ceph_release?: string; ceph_version?: string; ceph_version_short?: string; hostname?: string; mem_swap_kb?: number; mem_total_kb?: number; name?: string }>; mgr?: Record<string, { addr?: string; ceph_release?: string; ceph_version?: string; ceph_version_short?: string; hostname?: string; mem_swap_kb?: number; mem_total_kb?: number; name?: string }>; mon?: Record<string, { addrs?: string; ceph_release?: string; ceph_version?: string; ceph_version_short?: string; hostname?: string; mem_swap_kb?: number; mem_total_kb?: number; name?: string }>; node?: Record<string, { buildcommit?: string; version?: { parts?: (string)[]; str?: string } }>; osd?: ({ back_addr?: string; ceph_release?: string; ceph_version?: string; ceph_version_short?: string; device_ids?: string; device_paths?: string; devices?: string; front_addr?: string; hostname?: string; id?: number; mem_swap_kb?: number; mem_total_kb?: number; osd_data?: string; osd_objectstore?: string })[] }
type T30 = { scope?: 'all' | 'versions' | undefined }
type T31 = { config_digest?: string; nodelist?: ({ name?: string; nodeid?: number; pve_addr?: string; pve_fp?: string; quorum_votes?: number; ring0_addr?: string })[]; preferred_node?: string; totem?: Record<string, unknown> }
type T32 = ({ cidr?: string; comment?: string; digest?: string; name?: string })[]
type T33 = ({ comment?: string; digest?: string; group?: string })[]
type T34 = ({ action?: string; comment?: string; dest?: string; dport?: string; enable?: number; 'icmp-type'?: string; iface?: string; ipversion?: number; log?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | Other; macro?: string; pos?: number; proto?: string; source?: string; sport?: string; type?: string })[]
type T35 = { action?: string; comment?: string; dest?: string; dport?: string; enable?: number; 'icmp-type'?: string; iface?: string; ipversion?: number; log?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | Other; macro?: string; pos?: number; proto?: string; source?: string; sport?: string; type?: string }
type T36 = ({ comment?: string; digest?: string; name?: string })[]
type T37 = ({ cidr?: string; comment?: string; digest?: string; nomatch?: boolean })[]
type T38 = { ebtables?: boolean; enable?: number; log_ratelimit?: string; policy_forward?: 'ACCEPT' | 'DROP' | Other; policy_in?: 'ACCEPT' | 'REJECT' | 'DROP' | Other; policy_out?: 'ACCEPT' | 'REJECT' | 'DROP' | Other }
type T39 = ({ comment?: string; name?: string; ref?: string; scope?: string; type?: 'alias' | 'ipset' | Other })[]
type T40 = { type?: 'alias' | 'ipset' | undefined }
type T41 = { 'auto-rebalance'?: boolean; comment?: string; digest?: string; failback?: boolean; group?: string; max_relocate?: number; max_restart?: number; sid?: string; state?: 'started' | 'stopped' | 'enabled' | 'disabled' | 'ignored' | Other; type?: string }
type T42 = { resource?: string | undefined; type?: 'node-affinity' | 'resource-affinity' | undefined }
type T43 = { rule?: string; type?: 'node-affinity' | 'resource-affinity' | Other }
type T44 = ({ 'armed-state'?: 'armed' | 'standby' | 'disarming' | 'disarmed' | Other; 'auto-rebalance'?: boolean; crm_state?: string; failback?: boolean; id?: string; max_relocate?: number; max_restart?: number; node?: string; quorate?: boolean; request_state?: string; resource_mode?: 'freeze' | 'ignore' | Other; sid?: string; state?: string; status?: string; timestamp?: number; type?: 'quorum' | 'master' | 'lrm' | 'service' | 'fencing' | Other })[]
type T45 = ({ comment?: string; enabled?: boolean; id?: string; 'last-run'?: number; 'next-run'?: number; realm?: string; 'remove-vanished'?: string; schedule?: string; scope?: 'users' | 'groups' | 'both' | Other })[]
type T46 = ({ timestamp?: number; utc?: string })[]
type T47 = { iterations?: number | undefined; schedule: string; starttime?: number | undefined }
type T48 = ({ checks?: ({ message?: string; severity?: 'warning' | 'error' | Other })[]; description?: string; id?: string; map?: (string)[] })[]
type T49 = ({ description?: string; error?: ({ message?: string; severity?: string })[]; id?: string; map?: (string)[] })[]
type T50 = { data?: ({ id?: string; metric?: string; timestamp?: number; type?: 'gauge' | 'counter' | 'derive' | Other; value?: number })[] }
type T51 = { history?: boolean | undefined; 'local-only'?: boolean | undefined; 'node-list'?: string | undefined; 'start-time'?: number | undefined }
type T52 = ({ disable?: boolean; id?: string; port?: number; server?: string; type?: string })[]
type T53 = ({ comment?: string; disable?: boolean; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other; server?: string })[]
type T54 = { comment?: string; digest?: string; disable?: boolean; name?: string; server?: string }
type T55 = ({ author?: string; comment?: string; disable?: boolean; 'from-address'?: string; mailto?: (string)[]; 'mailto-user'?: (string)[]; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other })[]
type T56 = { author?: string; comment?: string; digest?: string; disable?: boolean; 'from-address'?: string; mailto?: (string)[]; 'mailto-user'?: (string)[]; name?: string }
type T57 = ({ author?: string; comment?: string; disable?: boolean; 'from-address'?: string; mailto?: (string)[]; 'mailto-user'?: (string)[]; mode?: 'insecure' | 'starttls' | 'tls' | Other; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other; port?: number; server?: string; username?: string })[]
type T58 = { author?: string; comment?: string; digest?: string; disable?: boolean; 'from-address'?: string; mailto?: (string)[]; 'mailto-user'?: (string)[]; mode?: 'insecure' | 'starttls' | 'tls' | Other; name?: string; port?: number; server?: string; username?: string }
type T59 = ({ body?: string; comment?: string; disable?: boolean; header?: (string)[]; method?: 'post' | 'put' | 'get' | Other; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other; secret?: (string)[]; url?: string })[]
type T60 = { body?: string; comment?: string; digest?: string; disable?: boolean; header?: (string)[]; method?: 'post' | 'put' | 'get' | Other; name?: string; secret?: (string)[]; url?: string }
type T61 = ({ comment?: string; field?: string; value?: string })[]
type T62 = ({ comment?: string; disable?: boolean; 'invert-match'?: boolean; 'match-calendar'?: (string)[]; 'match-field'?: (string)[]; 'match-severity'?: (string)[]; mode?: 'all' | 'any' | Other; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other; target?: (string)[] })[]
type T63 = { comment?: string; digest?: string; disable?: boolean; 'invert-match'?: boolean; 'match-calendar'?: (string)[]; 'match-field'?: (string)[]; 'match-severity'?: (string)[]; mode?: 'all' | 'any' | Other; name?: string; target?: (string)[] }
type T64 = ({ comment?: string; disable?: boolean; name?: string; origin?: 'user-created' | 'builtin' | 'modified-builtin' | Other; type?: 'sendmail' | 'gotify' | 'smtp' | 'webhook' | Other })[]
type T65 = ({ description?: string; name?: string; 'supported-on'?: (string)[] })[]
type T66 = { accel?: 'kvm' | 'tcg' | undefined; arch?: 'x86_64' | 'aarch64' | undefined }
type T67 = ({ cputype?: string; digest?: string; flags?: string; 'guest-phys-bits'?: number; hidden?: boolean; 'hv-vendor-id'?: string; level?: number; 'phys-bits'?: string; 'reported-model'?: '486' | 'a64fx' | 'athlon' | 'Broadwell' | 'Broadwell-IBRS' | 'Broadwell-noTSX' | 'Broadwell-noTSX-IBRS' | 'Cascadelake-Server' | 'Cascadelake-Server-noTSX' | 'Cascadelake-Server-v2' | 'Cascadelake-Server-v4' | 'Cascadelake-Server-v5' | 'ClearwaterForest' | 'ClearwaterForest-v2' | 'ClearwaterForest-v3' | 'Conroe' | 'Cooperlake' | 'Cooperlake-v2' | 'core2duo' | 'coreduo' | 'cortex-a35' | 'cortex-a53' | 'cortex-a55' | 'cortex-a57' | 'cortex-a710' | 'cortex-a72' | 'cortex-a76' | 'cortex-a78ae' | 'DiamondRapids' | 'EPYC' | 'EPYC-Genoa' | 'EPYC-Genoa-v2' | 'EPYC-IBPB' | 'EPYC-Milan' | 'EPYC-Milan-v2' | 'EPYC-Milan-v3' | 'EPYC-Rome' | 'EPYC-Rome-v2' | 'EPYC-Rome-v3' | 'EPYC-Rome-v4' | 'EPYC-Rome-v5' | 'EPYC-Turin' | 'EPYC-v3' | 'EPYC-v4' | 'EPYC-v5' | 'GraniteRapids' | 'GraniteRapids-v2' | 'GraniteRapids-v3' | 'GraniteRapids-v4' | 'GraniteRapids-v5' | 'Haswell' | 'Haswell-IBRS' | 'Haswell-noTSX' | 'Haswell-noTSX-IBRS' | 'host' | 'Icelake-Client' | 'Icelake-Client-noTSX' | 'Icelake-Server' | 'Icelake-Server-noTSX' | 'Icelake-Server-v3' | 'Icelake-Server-v4' | 'Icelake-Server-v5' | 'Icelake-Server-v6' | 'Icelake-Server-v7' | 'IvyBridge' | 'IvyBridge-IBRS' | 'KnightsMill' | 'kvm32' | 'kvm64' | 'max' | 'Nehalem' | 'Nehalem-IBRS' | 'neoverse-n1' | 'neoverse-n2' | 'neoverse-v1' | 'Opteron_G1' | 'Opteron_G2' | 'Opteron_G3' | 'Opteron_G4' | 'Opteron_G5' | 'Penryn' | 'pentium' | 'pentium2' | 'pentium3' | 'phenom' | 'qemu32' | 'qemu64' | 'SandyBridge' | 'SandyBridge-IBRS' | 'SapphireRapids' | 'SapphireRapids-v2' | 'SapphireRapids-v3' | 'SapphireRapids-v4' | 'SapphireRapids-v5' | 'SapphireRapids-v6' | 'SierraForest' | 'SierraForest-v2' | 'SierraForest-v3' | 'SierraForest-v4' | 'SierraForest-v5' | 'Skylake-Client' | 'Skylake-Client-IBRS' | 'Skylake-Client-noTSX-IBRS' | 'Skylake-Client-v4' | 'Skylake-Server' | 'Skylake-Server-IBRS' | 'Skylake-Server-noTSX-IBRS' | 'Skylake-Server-v4' | 'Skylake-Server-v5' | 'Westmere' | 'Westmere-IBRS' | Other })[]
type T68 = { cputype?: string; digest?: string; flags?: string; 'guest-phys-bits'?: number; hidden?: boolean; 'hv-vendor-id'?: string; level?: number; 'phys-bits'?: string; 'reported-model'?: '486' | 'a64fx' | 'athlon' | 'Broadwell' | 'Broadwell-IBRS' | 'Broadwell-noTSX' | 'Broadwell-noTSX-IBRS' | 'Cascadelake-Server' | 'Cascadelake-Server-noTSX' | 'Cascadelake-Server-v2' | 'Cascadelake-Server-v4' | 'Cascadelake-Server-v5' | 'ClearwaterForest' | 'ClearwaterForest-v2' | 'ClearwaterForest-v3' | 'Conroe' | 'Cooperlake' | 'Cooperlake-v2' | 'core2duo' | 'coreduo' | 'cortex-a35' | 'cortex-a53' | 'cortex-a55' | 'cortex-a57' | 'cortex-a710' | 'cortex-a72' | 'cortex-a76' | 'cortex-a78ae' | 'DiamondRapids' | 'EPYC' | 'EPYC-Genoa' | 'EPYC-Genoa-v2' | 'EPYC-IBPB' | 'EPYC-Milan' | 'EPYC-Milan-v2' | 'EPYC-Milan-v3' | 'EPYC-Rome' | 'EPYC-Rome-v2' | 'EPYC-Rome-v3' | 'EPYC-Rome-v4' | 'EPYC-Rome-v5' | 'EPYC-Turin' | 'EPYC-v3' | 'EPYC-v4' | 'EPYC-v5' | 'GraniteRapids' | 'GraniteRapids-v2' | 'GraniteRapids-v3' | 'GraniteRapids-v4' | 'GraniteRapids-v5' | 'Haswell' | 'Haswell-IBRS' | 'Haswell-noTSX' | 'Haswell-noTSX-IBRS' | 'host' | 'Icelake-Client' | 'Icelake-Client-noTSX' | 'Icelake-Server' | 'Icelake-Server-noTSX' | 'Icelake-Server-v3' | 'Icelake-Server-v4' | 'Icelake-Server-v5' | 'Icelake-Server-v6' | 'Icelake-Server-v7' | 'IvyBridge' | 'IvyBridge-IBRS' | 'KnightsMill' | 'kvm32' | 'kvm64' | 'max' | 'Nehalem' | 'Nehalem-IBRS' | 'neoverse-n1' | 'neoverse-n2' | 'neoverse-v1' | 'Opteron_G1' | 'Opteron_G2' | 'Opteron_G3' | 'Opteron_G4' | 'Opteron_G5' | 'Penryn' | 'pentium' | 'pentium2' | 'pentium3' | 'phenom' | 'qemu32' | 'qemu64' | 'SandyBridge' | 'SandyBridge-IBRS' | 'SapphireRapids' | 'SapphireRapids-v2' | 'SapphireRapids-v3' | 'SapphireRapids-v4' | 'SapphireRapids-v5' | 'SapphireRapids-v6' | 'SierraForest' | 'SierraForest-v2' | 'SierraForest-v3' | 'SierraForest-v4' | 'SierraForest-v5' | 'Skylake-Client' | 'Skylake-Client-IBRS' | 'Skylake-Client-noTSX-IBRS' | 'Skylake-Client-v4' | 'Skylake-Server' | 'Skylake-Server-IBRS' | 'Skylake-Server-noTSX-IBRS' | 'Skylake-Server-v4' | 'Skylake-Server-v5' | 'Westmere' | 'Westmere-IBRS' | Other }
type T69 = ({ comment?: string; disable?: boolean; guest?: number; id?: string; jobnum?: number; rate?: number; remove_job?: 'local' | 'full' | Other; schedule?: string; source?: string; target?: string; type?: 'local' | Other })[]
type T70 = { comment?: string; digest?: string; disable?: boolean; guest?: number; id?: string; jobnum?: number; rate?: number; remove_job?: 'local' | 'full' | Other; schedule?: string; source?: string; target?: string; type?: 'local' | Other }
type T71 = ({ 'cgroup-mode'?: number; content?: string; cpu?: number; disk?: number; diskread?: number; diskwrite?: number; hastate?: string; 'host-arch'?: 'x86_64' | 'aarch64' | Other; id?: string; level?: string; lock?: string; maxcpu?: number; maxdisk?: number; maxmem?: number; mem?: number; memhost?: number; name?: string; netin?: number; netout?: number; network?: string; 'network-type'?: 'fabric' | 'zone' | Other; node?: string; plugintype?: string; pool?: string; protocol?: string; sdn?: string; shared?: boolean; status?: string; storage?: string; tags?: string; template?: boolean; type?: 'node' | 'storage' | 'pool' | 'qemu' | 'lxc' | 'openvz' | 'sdn' | 'network' | Other; uptime?: number; vmid?: number; 'zone-type'?: string })[]
type T72 = { type?: 'vm' | 'storage' | 'node' | 'sdn' | undefined }
type T73 = ({ asn?: number; 'bgp-mode'?: 'auto' | 'external' | 'internal' | Other; 'bgp-multipath-as-relax'?: boolean; controller?: string; digest?: string; ebgp?: boolean; 'ebgp-multihop'?: number; 'isis-domain'?: string; 'isis-ifaces'?: string; 'isis-net'?: string; loopback?: string; node?: string; nodes?: string; 'peer-group-name'?: string; peers?: string; pending?: { asn?: number; 'bgp-mode'?: 'auto' | 'external' | 'internal' | Other; 'bgp-multipath-as-relax'?: boolean; ebgp?: boolean; 'ebgp-multihop'?: number; 'isis-domain'?: string; 'isis-ifaces'?: string; 'isis-net'?: string; loopback?: string; node?: string; nodes?: string; 'peer-group-name'?: string; peers?: string }; state?: 'new' | 'changed' | 'deleted' | Other; type?: 'bgp' | 'evpn' | 'faucet' | 'isis' | Other })[]
type T74 = { pending?: boolean | undefined; running?: boolean | undefined; type?: 'bgp' | 'evpn' | 'faucet' | 'isis' | undefined }
type T75 = { asn?: number; 'bgp-mode'?: 'auto' | 'external' | 'internal' | Other; 'bgp-multipath-as-relax'?: boolean; controller?: string; digest?: string; ebgp?: boolean; 'ebgp-multihop'?: number; 'isis-domain'?: string; 'isis-ifaces'?: string; 'isis-net'?: string; loopback?: string; node?: string; nodes?: string; 'peer-group-name'?: string; peers?: string; pending?: { asn?: number; 'bgp-mode'?: 'auto' | 'external' | 'internal' | Other; 'bgp-multipath-as-relax'?: boolean; ebgp?: boolean; 'ebgp-multihop'?: number; 'isis-domain'?: string; 'isis-ifaces'?: string; 'isis-net'?: string; loopback?: string; node?: string; nodes?: string; 'peer-group-name'?: string; peers?: string }; state?: 'new' | 'changed' | 'deleted' | Other; type?: 'bgp' | 'evpn' | 'faucet' | 'isis' | Other }
type T76 = { controller: string; pending?: boolean | undefined; running?: boolean | undefined }
type T77 = { 'frr-diff'?: string; 'interfaces-diff'?: string }
type T78 = { fabrics?: ({ area?: string; csnp_interval?: number; digest?: string; hello_interval?: number; id?: string; ip6_prefix?: string; ip_prefix?: string; 'lock-token'?: string; persistent_keepalive?: number; protocol?: 'openfabric' | 'ospf' | 'wireguard' | 'bgp' | Other; redistribute?: (string)[]; route_filter?: string })[]; nodes?: ({ allowed_ips?: (string)[]; digest?: string; endpoint?: string; fabric_id?: string; interfaces?: (string)[]; ip?: string; ip6?: string; 'lock-token'?: string; node_id?: string; peers?: (string)[]; protocol?: 'openfabric' | 'ospf' | 'wireguard' | 'bgp' | Other; public_key?: string; role?: 'internal' | 'external' | Other })[] }
type T79 = { pending?: boolean | undefined; running?: boolean | undefined }
type T80 = ({ area?: string; csnp_interval?: number; digest?: string; hello_interval?: number; id?: string; ip6_prefix?: string; ip_prefix?: string; 'lock-token'?: string; persistent_keepalive?: number; protocol?: 'openfabric' | 'ospf' | 'wireguard' | 'bgp' | Other; redistribute?: (string)[]; route_filter?: string })[]
type T81 = { area?: string; csnp_interval?: number; digest?: string; hello_interval?: number; id?: string; ip6_prefix?: string; ip_prefix?: string; 'lock-token'?: string; persistent_keepalive?: number; protocol?: 'openfabric' | 'ospf' | 'wireguard' | 'bgp' | Other; redistribute?: (string)[]; route_filter?: string }
type T82 = ({ allowed_ips?: (string)[]; digest?: string; endpoint?: string; fabric_id?: string; interfaces?: (string)[]; ip?: string; ip6?: string; 'lock-token'?: string; node_id?: string; peers?: (string)[]; protocol?: 'openfabric' | 'ospf' | 'wireguard' | 'bgp' | Other; public_key?: string; role?: 'internal' | 'external' | Other })[]
type T83 = { fabric_id: string; pending?: boolean | undefined; running?: boolean | undefined }
type T84 = { allowed_ips?: (string)[]; digest?: string; endpoint?: string; fabric_id?: string; interfaces?: (string)[]; ip?: string; ip6?: string; 'lock-token'?: string; node_id?: string; peers?: (string)[]; protocol?: 'openfabric' | 'ospf' | 'wireguard' | 'bgp' | Other; public_key?: string; role?: 'internal' | 'external' | Other }
type T85 = { type?: 'netbox' | 'phpipam' | 'pve' | undefined }
type T86 = { pending?: boolean | undefined; running?: boolean | undefined; verbose?: boolean | undefined }
type T87 = ({ action?: 'permit' | 'deny' | Other; call?: string; digest?: string; 'exit-action'?: string; match?: (string)[]; order?: number; 'route-map-id'?: string; set?: (string)[] })[]
type T88 = { pending?: boolean | undefined; 'route-map-id': string; running?: boolean | undefined }
type T89 = { action?: 'permit' | 'deny' | Other; call?: string; digest?: string; 'exit-action'?: string; match?: (string)[]; order?: number; 'route-map-id'?: string; set?: (string)[] }
type T90 = { order: number; 'route-map-id': string }
type T91 = ({ alias?: string; digest?: string; 'isolate-ports'?: boolean; pending?: { alias?: string; 'isolate-ports'?: boolean; tag?: number; vlanaware?: boolean; zone?: string }; state?: 'new' | 'changed' | 'deleted' | Other; tag?: number; type?: 'vnet' | Other; vlanaware?: boolean; vnet?: string; zone?: string })[]
type T92 = { alias?: string; digest?: string; 'isolate-ports'?: boolean; pending?: { alias?: string; 'isolate-ports'?: boolean; tag?: number; vlanaware?: boolean; zone?: string }; state?: 'new' | 'changed' | 'deleted' | Other; tag?: number; type?: 'vnet' | Other; vlanaware?: boolean; vnet?: string; zone?: string }
type T93 = { pending?: boolean | undefined; running?: boolean | undefined; vnet: string }
type T94 = { enable?: boolean; log_level_forward?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | Other; policy_forward?: 'ACCEPT' | 'DROP' | Other }
type T95 = { pending?: boolean | undefined; running?: boolean | undefined; subnet: string; vnet: string }
type T96 = ({ 'advertise-subnets'?: boolean; bridge?: string; 'bridge-disable-mac-learning'?: boolean; controller?: string; dhcp?: 'dnsmasq' | Other; digest?: string; 'disable-arp-nd-suppression'?: boolean; dns?: string; dnszone?: string; exitnodes?: string; 'exitnodes-local-routing'?: boolean; 'exitnodes-primary'?: string; ipam?: string; mac?: string; mtu?: number; nodes?: string; peers?: string; pending?: { 'advertise-subnets'?: boolean; bridge?: string; 'bridge-disable-mac-learning'?: boolean; controller?: string; dhcp?: 'dnsmasq' | Other; 'disable-arp-nd-suppression'?: boolean; dns?: string; dnszone?: string; exitnodes?: string; 'exitnodes-local-routing'?: boolean; 'exitnodes-primary'?: string; ipam?: string; mac?: string; mtu?: number; nodes?: string; peers?: string; reversedns?: string; 'rt-import'?: string; 'secondary-controllers'?: (string)[]; tag?: number; 'vlan-protocol'?: '802.1q' | '802.1ad' | Other; 'vrf-vxlan'?: number; 'vxlan-port'?: number }; reversedns?: string; 'rt-import'?: string; 'secondary-controllers'?: (string)[]; state?: 'new' | 'changed' | 'deleted' | Other; tag?: number; type?: 'evpn' | 'faucet' | 'qinq' | 'simple' | 'vlan' | 'vxlan' | Other; 'vlan-protocol'?: '802.1q' | '802.1ad' | Other; 'vrf-vxlan'?: number; 'vxlan-port'?: number; zone?: string })[]
type T97 = { pending?: boolean | undefined; running?: boolean | undefined; type?: 'evpn' | 'faucet' | 'qinq' | 'simple' | 'vlan' | 'vxlan' | undefined }
type T98 = { 'advertise-subnets'?: boolean; bridge?: string; 'bridge-disable-mac-learning'?: boolean; controller?: string; dhcp?: 'dnsmasq' | Other; digest?: string; 'disable-arp-nd-suppression'?: boolean; dns?: string; dnszone?: string; exitnodes?: string; 'exitnodes-local-routing'?: boolean; 'exitnodes-primary'?: string; ipam?: string; mac?: string; mtu?: number; nodes?: string; peers?: string; pending?: { 'advertise-subnets'?: boolean; bridge?: string; 'bridge-disable-mac-learning'?: boolean; controller?: string; dhcp?: 'dnsmasq' | Other; 'disable-arp-nd-suppression'?: boolean; dns?: string; dnszone?: string; exitnodes?: string; 'exitnodes-local-routing'?: boolean; 'exitnodes-primary'?: string; ipam?: string; mac?: string; mtu?: number; nodes?: string; peers?: string; reversedns?: string; 'rt-import'?: string; 'secondary-controllers'?: (string)[]; tag?: number; 'vlan-protocol'?: '802.1q' | '802.1ad' | Other; 'vrf-vxlan'?: number; 'vxlan-port'?: number }; reversedns?: string; 'rt-import'?: string; 'secondary-controllers'?: (string)[]; state?: 'new' | 'changed' | 'deleted' | Other; tag?: number; type?: 'evpn' | 'faucet' | 'qinq' | 'simple' | 'vlan' | 'vxlan' | Other; 'vlan-protocol'?: '802.1q' | '802.1ad' | Other; 'vrf-vxlan'?: number; 'vxlan-port'?: number; zone?: string }
type T99 = { pending?: boolean | undefined; running?: boolean | undefined; zone: string }
type T100 = ({ id?: string; ip?: string; level?: string; local?: boolean; name?: string; nodeid?: number; nodes?: number; online?: boolean; quorate?: boolean; type?: 'cluster' | 'node' | Other; version?: number })[]
type T101 = ({ cpu?: number; level?: string; maxcpu?: number; maxmem?: number; mem?: number; node?: string; ssl_fingerprint?: string; status?: 'unknown' | 'online' | 'offline' | Other; uptime?: number })[]
type T102 = { name: string; node: string; version?: string | undefined }
type T103 = { digest?: string; errors?: ({ error?: string; path?: string })[]; files?: ({ digest?: (number)[]; 'file-type'?: 'list' | 'sources' | Other; path?: string; repositories?: ({ Comment?: string; Components?: (string)[]; Enabled?: boolean; FileType?: 'list' | 'sources' | Other; Options?: ({ Key?: string; Values?: (string)[] })[]; Suites?: (string)[]; Types?: ('deb' | 'deb-src' | Other)[]; URIs?: (string)[] })[] })[]; infos?: ({ index?: string; kind?: string; message?: string; path?: string; property?: string })[]; 'standard-repos'?: ({ handle?: string; name?: string; status?: boolean })[] }
type T104 = ({ Arch?: 'armhf' | 'arm64' | 'amd64' | 'ppc64el' | 'risc64' | 's390x' | 'all' | Other; Description?: string; NotifyStatus?: string; OldVersion?: string; Origin?: string; Package?: string; Priority?: string; Section?: string; Title?: string; Version?: string })[]
type T105 = ({ Arch?: 'armhf' | 'arm64' | 'amd64' | 'ppc64el' | 'risc64' | 's390x' | 'all' | Other; CurrentState?: 'Installed' | 'NotInstalled' | 'UnPacked' | 'HalfConfigured' | 'HalfInstalled' | 'ConfigFiles' | Other; Description?: string; ManagerVersion?: string; NotifyStatus?: string; OldVersion?: string; Origin?: string; Package?: string; Priority?: string; RunningKernel?: string; Section?: string; Title?: string; Version?: string })[]
type T106 = ({ abstract?: boolean; custom?: boolean; name?: string; vendor?: string })[]
type T107 = { arch?: 'x86_64' | 'aarch64' | undefined; node: string }
type T108 = { accel?: 'kvm' | 'tcg' | undefined; arch?: 'x86_64' | 'aarch64' | undefined; node: string }
type T109 = ({ changes?: string; id?: string; type?: 'q35' | 'i440fx' | Other; version?: string })[]
type T110 = ({ can_update_at_runtime?: boolean; level?: 'basic' | 'advanced' | 'dev' | Other; mask?: string; name?: string; section?: string; value?: string })[]
type T111 = { action: 'stop' | 'destroy'; id: string; node: string; service: 'osd' | 'mon' | 'mds' }
type T112 = ({ data_pool?: string; data_pool_ids?: (number)[]; data_pools?: (string)[]; metadata_pool?: string; metadata_pool_id?: number; name?: string })[]
type T113 = { limit?: number | undefined; node: string; start?: number | undefined }
type T114 = ({ addr?: string; ceph_version?: string; ceph_version_short?: string; direxists?: boolean; fs_name?: string; host?: string; name?: string; rank?: number; service?: boolean; standby_replay?: boolean; state?: string })[]
type T115 = ({ addr?: string; ceph_version?: string; ceph_version_short?: string; direxists?: boolean; host?: string; name?: string; service?: boolean; state?: string })[]
type T116 = ({ addr?: string; ceph_version?: string; ceph_version_short?: string; direxists?: boolean; host?: string; name?: string; quorum?: boolean; rank?: number; service?: boolean; state?: string })[]
type T117 = { flags?: string; root?: Record<string, unknown> }
type T118 = { creation_time?: string; lv_name?: string; lv_path?: string; lv_size?: number; lv_uuid?: string; vg_name?: string }
type T119 = { node: string; osdid: number; type?: 'block' | 'db' | 'wal' | undefined }
type T120 = { devices?: ({ dev_node?: string; device?: 'block' | 'db' | 'wal' | Other; physical_device?: string; size?: number; support_discard?: boolean; type?: string })[]; osd?: { back_addr?: string; encrypted?: boolean; front_addr?: string; hb_back_addr?: string; hb_front_addr?: string; hostname?: string; id?: number; mem_usage?: number; osd_data?: string; osd_objectstore?: string; pid?: number; version?: string } }
type T121 = ({ application_metadata?: Record<string, unknown>; autoscale_status?: Record<string, unknown>; bytes_used?: number; crush_rule?: number; crush_rule_name?: string; min_size?: number; percent_used?: number; pg_autoscale_mode?: string; pg_num?: number; pg_num_final?: number; pg_num_min?: number; pool?: number; pool_name?: string; size?: number; target_size?: number; target_size_ratio?: number; type?: 'replicated' | 'erasure' | 'unknown' | Other })[]
type T122 = { application?: 'rbd' | 'cephfs' | 'rgw' | Other; application_list?: (string)[]; autoscale_status?: Record<string, unknown>; crush_rule?: string; fast_read?: boolean; hashpspool?: boolean; id?: number; min_size?: number; name?: string; 'nodeep-scrub'?: boolean; nodelete?: boolean; nopgchange?: boolean; noscrub?: boolean; nosizechange?: boolean; pg_autoscale_mode?: 'on' | 'off' | 'warn' | Other; pg_num?: number; pg_num_min?: number; pgp_num?: number; size?: number; statistics?: Record<string, unknown>; target_size?: string; target_size_ratio?: number; use_gmt_hitset?: boolean; write_fadvise_dontneed?: boolean }
type T123 = { name: string; node: string; verbose?: boolean | undefined }
type T124 = ({ filename?: string; fingerprint?: string; issuer?: string; notafter?: number; notbefore?: number; pem?: string; 'public-key-bits'?: number; 'public-key-type'?: string; san?: (string)[]; subject?: string })[]
type T125 = { acme?: string; [family: `acmedomain${number}`]: string | undefined; 'ballooning-target'?: number; description?: string; digest?: string; location?: string; 'startall-onboot-delay'?: number; wakeonlan?: string }
type T126 = { node: string; property?: 'acme' | 'acmedomain0' | 'acmedomain1' | 'acmedomain2' | 'acmedomain3' | 'acmedomain4' | 'acmedomain5' | 'ballooning-target' | 'description' | 'location' | 'startall-onboot-delay' | 'wakeonlan' | undefined }
type T127 = ({ device?: string; options?: string; path?: string; type?: string; unitfile?: string })[]
type T128 = ({ devpath?: string; gpt?: boolean; health?: string; model?: string; mounted?: boolean; osdid?: number; 'osdid-list'?: (number)[]; parent?: string; serial?: string; size?: number; used?: string; vendor?: string; wwn?: string })[]
type T129 = { 'include-partitions'?: boolean | undefined; node: string; skipsmart?: boolean | undefined; type?: 'unused' | 'journal_disks' | undefined }
type T130 = { children?: ({ children?: ({ free?: number; leaf?: boolean; name?: string; size?: number })[]; free?: number; leaf?: boolean; name?: string; size?: number })[]; leaf?: boolean }
type T131 = ({ lv?: string; lv_size?: number; metadata_size?: number; metadata_used?: number; used?: number; vg?: string })[]
type T132 = { attributes?: unknown[]; health?: string; text?: string; type?: string }
type T133 = { disk: string; healthonly?: boolean | undefined; node: string }
type T134 = ({ alloc?: number; dedup?: number; frag?: number; free?: number; health?: string; name?: string; size?: number })[]
type T135 = { action?: string; children?: ({ cksum?: number; msg?: string; name?: string; read?: number; state?: string; write?: number })[]; errors?: string; name?: string; scan?: string; state?: string; status?: string }
type T136 = { dns1?: string; dns2?: string; dns3?: string; search?: string }
type T137 = { limit?: number | undefined; node: string; since?: number | undefined; start?: number | undefined; until?: number | undefined }
type T138 = { enable?: boolean; log_level_forward?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | Other; log_level_in?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | Other; log_level_out?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | Other; log_nf_conntrack?: boolean; ndp?: boolean; nf_conntrack_allow_invalid?: boolean; nf_conntrack_helpers?: string; nf_conntrack_max?: number; nf_conntrack_tcp_timeout_established?: number; nf_conntrack_tcp_timeout_syn_recv?: number; nftables?: boolean; nosmurfs?: boolean; protection_synflood?: boolean; protection_synflood_burst?: number; protection_synflood_rate?: number; smurf_log_level?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | Other; tcp_flags_log_level?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | Other; tcpflags?: boolean }
type T139 = ({ class?: string; device?: string; device_name?: string; id?: string; iommugroup?: number; mdev?: boolean; subsystem_device?: string; subsystem_device_name?: string; subsystem_vendor?: string; subsystem_vendor_name?: string; vendor?: string; vendor_name?: string })[]
type T140 = { node: string; 'pci-class-blacklist'?: string | undefined; verbose?: boolean | undefined }
type T141 = { node: string; 'pci-id-or-mapping': string }
type T142 = ({ available?: number; description?: string; name?: string; type?: string })[]
type T143 = ({ busnum?: number; class?: number; devnum?: number; level?: number; manufacturer?: string; port?: number; prodid?: string; product?: string; serial?: string; speed?: string; usbpath?: string; vendid?: string })[]
type T144 = { endcursor?: string | undefined; lastentries?: number | undefined; node: string; since?: number | undefined; startcursor?: string | undefined; until?: number | undefined }
type T145 = ({ cpu?: number; cpus?: number; disk?: number; diskread?: number; diskwrite?: number; lock?: string; maxdisk?: number; maxmem?: number; maxswap?: number; mem?: number; name?: string; netin?: number; netout?: number; pressurecpusome?: number; pressureiofull?: number; pressureiosome?: number; pressurememoryfull?: number; pressurememorysome?: number; status?: 'stopped' | 'running' | Other; tags?: string; template?: boolean; uptime?: number; vmid?: number })[]
type T146 = { arch?: 'amd64' | 'i386' | 'arm64' | 'armhf' | 'riscv32' | 'riscv64' | Other; cmode?: 'shell' | 'console' | 'tty' | Other; console?: boolean; cores?: number; cpulimit?: number; cpuunits?: number; debug?: boolean; description?: string; [family: `dev${number}`]: string | undefined; digest?: string; entrypoint?: string; env?: string; features?: string; hookscript?: string; hostname?: string; lock?: 'backup' | 'create' | 'destroyed' | 'disk' | 'fstrim' | 'migrate' | 'mounted' | 'rollback' | 'snapshot' | 'snapshot-delete' | Other; lxc?: ((string)[])[]; memory?: number; [family: `mp${number}`]: string | undefined; nameserver?: string; [family: `net${number}`]: string | undefined; onboot?: boolean; ostype?: 'debian' | 'devuan' | 'ubuntu' | 'centos' | 'fedora' | 'opensuse' | 'archlinux' | 'alpine' | 'gentoo' | 'nixos' | 'unmanaged' | Other; protection?: boolean; rootfs?: string; searchdomain?: string; startup?: string; swap?: number; tags?: string; template?: boolean; timezone?: string; tty?: number; unprivileged?: boolean; [family: `unused${number}`]: string | undefined }
type T147 = { current?: boolean | undefined; node: string; snapshot?: string | undefined; vmid: number }
type T148 = { feature: 'snapshot' | 'clone' | 'copy'; node: string; snapname?: string | undefined; vmid: number }
type T149 = { name: string; node: string; vmid: number }
type T150 = { cidr: string; name: string; node: string; vmid: number }
type T151 = { limit?: number | undefined; node: string; since?: number | undefined; start?: number | undefined; until?: number | undefined; vmid: number }
type T152 = { dhcp?: boolean; enable?: boolean; ipfilter?: boolean; log_level_in?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | Other; log_level_out?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | Other; macfilter?: boolean; ndp?: boolean; policy_in?: 'ACCEPT' | 'REJECT' | 'DROP' | Other; policy_out?: 'ACCEPT' | 'REJECT' | 'DROP' | Other; radv?: boolean }
type T153 = { node: string; type?: 'alias' | 'ipset' | undefined; vmid: number }
type T154 = { node: string; pos: number; vmid: number }
type T155 = ({ 'hardware-address'?: string; hwaddr?: string; inet?: string; inet6?: string; 'ip-addresses'?: ({ 'ip-address'?: string; 'ip-address-type'?: string; prefix?: number })[]; name?: string })[]
type T156 = { 'allowed-nodes'?: (string)[]; 'dependent-ha-resources'?: (string)[]; 'not-allowed-nodes'?: { 'blocking-ha-resources'?: ({ cause?: 'node-affinity' | 'resource-affinity' | Other; sid?: string })[] }; running?: boolean }
type T157 = { node: string; target?: string | undefined; vmid: number }
type T158 = { node: string; socket: string; ticket: string; vmid: number }
type T159 = ({ delete?: number; key?: string; pending?: string; value?: string })[]
type T160 = { cf?: 'AVERAGE' | 'MAX' | undefined; ds: string; node: string; timeframe: 'hour' | 'day' | 'week' | 'month' | 'year'; vmid: number }
type T161 = { cf?: 'AVERAGE' | 'MAX' | undefined; node: string; timeframe: 'hour' | 'day' | 'week' | 'month' | 'year'; vmid: number }
type T162 = ({ description?: string; name?: string; parent?: string; snaptime?: number })[]
type T163 = { node: string; snapname: string; vmid: number }
type T164 = { cpu?: number; cpus?: number; disk?: number; diskread?: number; diskwrite?: number; ha?: Record<string, unknown>; lock?: string; maxdisk?: number; maxmem?: number; maxswap?: number; mem?: number; name?: string; netin?: number; netout?: number; pressurecpusome?: number; pressureiofull?: number; pressureiosome?: number; pressurememoryfull?: number; pressurememorysome?: number; status?: 'stopped' | 'running' | Other; tags?: string; template?: boolean; uptime?: number; vmid?: number }
type T165 = { node: string; port: number; vmid: number; vncticket: string }
type T166 = ({ active?: boolean; address?: string; address6?: string; autostart?: boolean; 'bond-primary'?: string; bond_mode?: 'balance-rr' | 'active-backup' | 'balance-xor' | 'broadcast' | '802.3ad' | 'balance-tlb' | 'balance-alb' | 'balance-slb' | 'lacp-balance-slb' | 'lacp-balance-tcp' | Other; bond_xmit_hash_policy?: 'layer2' | 'layer2+3' | 'layer3+4' | Other; 'bridge-access'?: number; 'bridge-arp-nd-suppress'?: boolean; 'bridge-learning'?: boolean; 'bridge-multicast-flood'?: boolean; 'bridge-unicast-flood'?: boolean; bridge_ports?: string; bridge_vids?: string; bridge_vlan_aware?: boolean; cidr?: string; cidr6?: string; comments?: string; comments6?: string; exists?: boolean; families?: ('inet' | 'inet6' | Other)[]; gateway?: string; gateway6?: string; iface?: string; 'link-type'?: string; method?: 'loopback' | 'dhcp' | 'manual' | 'static' | 'auto' | Other; method6?: 'loopback' | 'dhcp' | 'manual' | 'static' | 'auto' | Other; mtu?: number; netmask?: string; netmask6?: number; options?: (string)[]; options6?: (string)[]; ovs_bonds?: string; ovs_bridge?: string; ovs_options?: string; ovs_ports?: string; ovs_tag?: number; priority?: number; slaves?: string; type?: 'bridge' | 'bond' | 'eth' | 'alias' | 'vlan' | 'fabric' | 'OVSBridge' | 'OVSBond' | 'OVSPort' | 'OVSIntPort' | 'vnet' | 'unknown' | Other; 'uplink-id'?: string; 'vlan-id'?: number; 'vlan-protocol'?: '802.1ad' | '802.1q' | Other; 'vlan-raw-device'?: string; 'vxlan-id'?: number; 'vxlan-local-tunnelip'?: string; 'vxlan-physdev'?: string; 'vxlan-svcnodeip'?: string })[]
type T167 = { node: string; type?: 'bridge' | 'bond' | 'eth' | 'alias' | 'vlan' | 'fabric' | 'OVSBridge' | 'OVSBond' | 'OVSPort' | 'OVSIntPort' | 'vnet' | 'any_bridge' | 'any_local_bridge' | 'include_sdn' | undefined }
type T168 = ({ cpu?: number; cpus?: number; diskread?: number; diskwrite?: number; lock?: string; maxdisk?: number; maxmem?: number; mem?: number; memhost?: number; name?: string; netin?: number; netout?: number; pid?: number; pressurecpufull?: number; pressurecpusome?: number; pressureiofull?: number; pressureiosome?: number; pressurememoryfull?: number; pressurememorysome?: number; qmpstatus?: string; 'running-machine'?: string; 'running-qemu'?: string; serial?: boolean; status?: 'stopped' | 'running' | Other; tags?: string; template?: boolean; uptime?: number; vmid?: number })[]
type T169 = { full?: boolean | undefined; node: string }
type T170 = { 'err-data'?: string; 'err-truncated'?: boolean; exitcode?: number; exited?: boolean; 'out-data'?: string; 'out-truncated'?: boolean; signal?: number }
type T171 = { node: string; pid: number; vmid: number }
type T172 = { content?: string; truncated?: boolean }
type T173 = { count?: number | undefined; decode?: boolean | undefined; file: string; node: string; offset?: number | undefined; vmid: number }
type T174 = { node: string; type: 'user' | 'network' | 'meta'; vmid: number }
type T175 = { acpi?: boolean; affinity?: string; agent?: string; 'allow-ksm'?: boolean; 'amd-sev'?: string; arch?: 'x86_64' | 'aarch64' | Other; args?: string; audio0?: string; autostart?: boolean; balloon?: number; bios?: 'seabios' | 'ovmf' | Other; boot?: string; bootdisk?: string; cdrom?: string; cicustom?: string; cipassword?: string; citype?: 'configdrive2' | 'nocloud' | 'opennebula' | Other; ciupgrade?: boolean; ciuser?: string; cores?: number; cpu?: string; cpulimit?: number; cpuunits?: number; description?: string; digest?: string; efidisk0?: string; freeze?: boolean; hookscript?: string; [family: `hostpci${number}`]: string | undefined; hotplug?: string; hugepages?: 'any' | '2' | '1024' | Other; [family: `ide${number}`]: string | undefined; 'intel-tdx'?: string; [family: `ipconfig${number}`]: string | undefined; ivshmem?: string; keephugepages?: boolean; keyboard?: 'de' | 'de-ch' | 'da' | 'en-gb' | 'en-us' | 'es' | 'fi' | 'fr' | 'fr-be' | 'fr-ca' | 'fr-ch' | 'hu' | 'is' | 'it' | 'ja' | 'lt' | 'mk' | 'nl' | 'no' | 'pl' | 'pt' | 'pt-br' | 'sv' | 'sl' | 'tr' | Other; kvm?: boolean; localtime?: boolean; lock?: 'backup' | 'clone' | 'create' | 'migrate' | 'rollback' | 'snapshot' | 'snapshot-delete' | 'suspending' | 'suspended' | Other; machine?: string; memory?: string; meta?: string; migrate_downtime?: number; migrate_speed?: number; name?: string; nameserver?: string; [family: `net${number}`]: string | undefined; numa?: boolean; [family: `numa${number}`]: string | undefined; onboot?: boolean; ostype?: 'other' | 'wxp' | 'w2k' | 'w2k3' | 'w2k8' | 'wvista' | 'win7' | 'win8' | 'win10' | 'win11' | 'l24' | 'l26' | 'solaris' | Other; [family: `parallel${number}`]: string | undefined; parent?: string; protection?: boolean; reboot?: boolean; rng0?: string; 'running-nets-host-mtu'?: string; runningcpu?: string; runningmachine?: string; [family: `sata${number}`]: string | undefined; [family: `scsi${number}`]: string | undefined; scsihw?: 'lsi' | 'lsi53c810' | 'virtio-scsi-pci' | 'virtio-scsi-single' | 'megasas' | 'pvscsi' | Other; searchdomain?: string; [family: `serial${number}`]: string | undefined; shares?: number; smbios1?: string; smp?: number; snaptime?: number; sockets?: number; spice_enhancements?: string; sshkeys?: string; startdate?: string; startup?: string; tablet?: boolean; tags?: string; tdf?: boolean; template?: boolean; tpmstate0?: string; [family: `unused${number}`]: string | undefined; [family: `usb${number}`]: string | undefined; vcpus?: number; vga?: string; [family: `virtio${number}`]: string | undefined; [family: `virtiofs${number}`]: string | undefined; vmgenid?: string; vmstate?: string; vmstatestorage?: string; watchdog?: string }
type T176 = { hasFeature?: boolean; nodes?: (string)[] }
type T177 = { allowed_nodes?: (string)[]; 'dependent-ha-resources'?: (string)[]; 'has-dbus-vmstate'?: boolean; local_disks?: ({ cdrom?: boolean; is_unused?: boolean; size?: number; volid?: string })[]; local_resources?: (string)[]; 'mapped-resource-info'?: Record<string, unknown>; 'mapped-resources'?: (string)[]; not_allowed_nodes?: { 'blocking-ha-resources'?: ({ cause?: 'node-affinity' | 'resource-affinity' | Other; sid?: string })[]; unavailable_storages?: (string)[] }; running?: boolean }
type T178 = ({ description?: string; name?: string; parent?: string; snaptime?: number; vmstate?: boolean })[]
type T179 = { agent?: boolean; clipboard?: 'vnc' | Other; cpu?: number; cpus?: number; diskread?: number; diskwrite?: number; ha?: Record<string, unknown>; lock?: string; maxdisk?: number; maxmem?: number; mem?: number; memhost?: number; name?: string; netin?: number; netout?: number; pid?: number; pressurecpufull?: number; pressurecpusome?: number; pressureiofull?: number; pressureiosome?: number; pressurememoryfull?: number; pressurememorysome?: number; qmpstatus?: string; 'running-machine'?: string; 'running-qemu'?: string; serial?: boolean; spice?: boolean; status?: 'stopped' | 'running' | Other; tags?: string; template?: boolean; uptime?: number; vmid?: number }
type T180 = { filename?: string; mimetype?: string; size?: number }
type T181 = { node: string; url: string; 'verify-certificates'?: boolean | undefined }
type T182 = { guest?: number | undefined; node: string }
type T183 = { id: string; limit?: number | undefined; node: string; start?: number | undefined }
type T184 = { cf?: 'AVERAGE' | 'MAX' | undefined; ds: string; node: string; timeframe: 'hour' | 'day' | 'week' | 'month' | 'year' | 'decade' }
type T185 = { cf?: 'AVERAGE' | 'MAX' | undefined; node: string; timeframe: 'hour' | 'day' | 'week' | 'month' | 'year' | 'decade' }
type T186 = ({ description?: string; share?: string })[]
type T187 = { domain?: string | undefined; node: string; password?: string | undefined; server: string; username?: string | undefined }
type T188 = ({ portal?: string; target?: string })[]
type T189 = ({ comment?: string; store?: string })[]
type T190 = { fingerprint?: string | undefined; node: string; password: string; port?: number | undefined; server: string; username: string }
type T191 = ({ name?: string; state?: string; type?: string })[]
type T192 = ({ neighbor?: string; status?: string; uptime?: string })[]
type T193 = ({ route?: string; via?: (string)[] })[]
type T194 = ({ ip?: string; mac?: string; nexthop?: string })[]
type T195 = ({ status?: 'available' | 'pending' | 'error' | Other; zone?: string })[]
type T196 = ({ name?: string; ports?: ({ index?: string; name?: string; primary_vlan?: number; vlans?: (string)[]; vmid?: number })[]; vlan_filtering?: string })[]
type T197 = ({ status?: string; statusmsg?: string; vnet?: string })[]
type T198 = ({ ip?: string; metric?: number; nexthops?: (string)[]; protocol?: string })[]
type T199 = ({ 'active-state'?: 'active' | 'inactive' | 'failed' | 'activating' | 'deactivating' | 'maintenance' | 'reloading' | 'refreshing' | 'unknown' | Other; desc?: string; name?: string; service?: string; state?: 'dead' | 'condition' | 'start-pre' | 'start' | 'start-post' | 'running' | 'exited' | 'reload' | 'reload-signal' | 'reload-notify' | 'mounting' | 'stop' | 'stop-watchdog' | 'stop-sigterm' | 'stop-sigkill' | 'stop-post' | 'final-watchdog' | 'final-sigterm' | 'final-sigkill' | 'failed' | 'dead-before-auto-restart' | 'failed-before-auto-restart' | 'dead-resources-pinned' | 'auto-restart' | 'auto-restart-queued' | 'cleaning' | 'unknown' | Other; 'unit-state'?: 'enabled' | 'enabled-runtime' | 'linked' | 'linked-runtime' | 'alias' | 'masked' | 'masked-runtime' | 'static' | 'disabled' | 'indirect' | 'generated' | 'transient' | 'bad' | 'not-found' | 'unknown' | Other })[]
type T200 = { node: string; service: 'chrony' | 'corosync' | 'cron' | 'ksmtuned' | 'lxcfs' | 'postfix' | 'proxmox-firewall' | 'pve-cluster' | 'pve-firewall' | 'pve-ha-crm' | 'pve-ha-lrm' | 'pve-lxc-syscalld' | 'pvedaemon' | 'pvefw-logger' | 'pveproxy' | 'pvescheduler' | 'pvestatd' | 'qmeventd' | 'spiceproxy' | 'sshd' | 'syslog' | 'systemd-journald' | 'systemd-timesyncd' }
type T201 = { 'active-state'?: 'active' | 'inactive' | 'failed' | 'activating' | 'deactivating' | 'maintenance' | 'reloading' | 'refreshing' | 'unknown' | Other; desc?: string; name?: string; service?: string; state?: 'dead' | 'condition' | 'start-pre' | 'start' | 'start-post' | 'running' | 'exited' | 'reload' | 'reload-signal' | 'reload-notify' | 'mounting' | 'stop' | 'stop-watchdog' | 'stop-sigterm' | 'stop-sigkill' | 'stop-post' | 'final-watchdog' | 'final-sigterm' | 'final-sigkill' | 'failed' | 'dead-before-auto-restart' | 'failed-before-auto-restart' | 'dead-resources-pinned' | 'auto-restart' | 'auto-restart-queued' | 'cleaning' | 'unknown' | Other; 'unit-state'?: 'enabled' | 'enabled-runtime' | 'linked' | 'linked-runtime' | 'alias' | 'masked' | 'masked-runtime' | 'static' | 'disabled' | 'indirect' | 'generated' | 'transient' | 'bad' | 'not-found' | 'unknown' | Other }
type T202 = { 'boot-info'?: { mode?: 'efi' | 'legacy-bios' | Other; secureboot?: boolean }; cpu?: number; cpuinfo?: { cores?: number; cpus?: number; model?: string; sockets?: number }; 'current-kernel'?: { machine?: string; release?: string; sysname?: string; version?: string }; loadavg?: (string)[]; memory?: { available?: number; free?: number; total?: number; used?: number }; pveversion?: string; rootfs?: { avail?: number; free?: number; total?: number; used?: number } }
type T203 = ({ active?: boolean; avail?: number; content?: string; enabled?: boolean; formats?: { default?: 'qcow2' | 'raw' | 'subvol' | 'vmdk' | Other; supported?: ('qcow2' | 'raw' | 'subvol' | 'vmdk' | Other)[] }; select_existing?: boolean; shared?: boolean; storage?: string; total?: number; type?: string; used?: number; used_fraction?: number })[]
type T204 = { content?: string | undefined; enabled?: boolean | undefined; format?: boolean | undefined; node: string; storage?: string | undefined; target?: string | undefined }
type T205 = ({ 'approximate-size'?: number; ctime?: number; encrypted?: string; format?: string; notes?: string; parent?: string; protected?: boolean; size?: number; used?: number; verification?: { state?: string; upid?: string }; vmid?: number; volid?: string })[]
type T206 = { content?: string | undefined; node: string; storage: string; vmid?: number | undefined }
type T207 = { format?: string; notes?: string; path?: string; protected?: boolean; size?: number; used?: number }
type T208 = { node: string; storage: string; volume: string }
type T209 = { filepath: string; node: string; storage: string; tar?: boolean | undefined; volume: string }
type T210 = ({ filepath?: string; leaf?: boolean; mtime?: number; size?: number; text?: string; type?: string })[]
type T211 = { filepath: string; node: string; storage: string; volume: string }
type T212 = { id?: string; type?: 'btrfs' | 'cephfs' | 'cifs' | 'dir' | 'esxi' | 'iscsi' | 'iscsidirect' | 'lvm' | 'lvmthin' | 'nfs' | 'pbs' | 'rbd' | 'zfs' | 'zfspool' | Other }
type T213 = { 'create-args'?: Record<string, unknown>; disks?: Record<string, unknown>; net?: Record<string, unknown>; source?: 'esxi' | Other; type?: 'vm' | Other; warnings?: ({ key?: string; type?: 'cdrom-image-ignored' | 'efi-state-lost' | 'guest-is-running' | 'nvme-unsupported' | 'ova-needs-extracting' | 'ovmf-with-lsi-unsupported' | 'serial-port-socket-only' | Other; value?: string })[] }
type T214 = ({ ctime?: number; mark?: 'keep' | 'remove' | 'protected' | 'renamed' | Other; type?: string; vmid?: number; volid?: string })[]
type T215 = { node: string; 'prune-backups'?: string | undefined; storage: string; type?: 'qemu' | 'lxc' | undefined; vmid?: number | undefined }
type T216 = { cf?: 'AVERAGE' | 'MAX' | undefined; ds: string; node: string; storage: string; timeframe: 'hour' | 'day' | 'week' | 'month' | 'year' }
type T217 = { cf?: 'AVERAGE' | 'MAX' | undefined; node: string; storage: string; timeframe: 'hour' | 'day' | 'week' | 'month' | 'year' }
type T218 = { active?: boolean; avail?: number; content?: string; enabled?: boolean; shared?: boolean; total?: number; type?: string; used?: number }
type T219 = { checktime?: number; key?: string; level?: string; message?: string; nextduedate?: string; productname?: string; regdate?: string; serverid?: string; signature?: string; sockets?: number; status?: 'new' | 'notfound' | 'active' | 'invalid' | 'expired' | 'suspended' | Other; url?: string }
type T220 = { limit?: number | undefined; node: string; service?: string | undefined; since?: string | undefined; start?: number | undefined; until?: string | undefined }
type T221 = ({ endtime?: number; id?: string; node?: string; pid?: number; pstart?: number; starttime?: number; status?: string; type?: string; upid?: string; user?: string })[]
type T222 = { errors?: boolean | undefined; limit?: number | undefined; node: string; since?: number | undefined; source?: 'archive' | 'active' | 'all' | undefined; start?: number | undefined; statusfilter?: string | undefined; typefilter?: string | undefined; until?: number | undefined; userfilter?: string | undefined; vmid?: number | undefined }
type T223 = { download?: boolean | undefined; limit?: number | undefined; node: string; start?: number | undefined; upid: string }
type T224 = { exitstatus?: string; id?: string; node?: string; pid?: number; pstart?: number; starttime?: number; status?: 'running' | 'stopped' | Other; type?: string; upid?: string; user?: string }
type T225 = { localtime?: number; time?: number; timezone?: string }
type T226 = { release?: string; repoid?: string; version?: string }
type T227 = { node: string; port: number; vncticket: string }
type T228 = { all?: boolean; bwlimit?: number; compress?: '0' | '1' | 'gzip' | 'lzo' | 'zstd' | Other; dumpdir?: string; exclude?: string; 'exclude-path'?: (string)[]; fleecing?: string; ionice?: number; lockwait?: number; mailnotification?: 'always' | 'failure' | Other; mailto?: string; mode?: 'snapshot' | 'suspend' | 'stop' | Other; node?: string; 'notes-template'?: string; 'notification-mode'?: 'auto' | 'legacy-sendmail' | 'notification-system' | Other; 'pbs-change-detection-mode'?: 'legacy' | 'data' | 'metadata' | Other; performance?: string; pigz?: number; pool?: string; protected?: boolean; 'prune-backups'?: string; quiet?: boolean; remove?: boolean; script?: string; stdexcludes?: boolean; stop?: boolean; stopwait?: number; storage?: string; tmpdir?: string; vmid?: string; zstd?: number }
type T229 = { node: string; storage?: string | undefined }
type T230 = ({ comment?: string; members?: ({ id?: string; node?: string; storage?: string; type?: 'qemu' | 'lxc' | 'openvz' | 'storage' | Other; vmid?: number })[]; poolid?: string })[]
type T231 = { poolid?: string | undefined; type?: 'qemu' | 'lxc' | 'storage' | undefined }
type T232 = { comment?: string; members?: ({ id?: string; node?: string; storage?: string; type?: 'qemu' | 'lxc' | 'openvz' | 'storage' | Other; vmid?: number })[] }
type T233 = { poolid: string; type?: 'qemu' | 'lxc' | 'storage' | undefined }
type T234 = { type?: 'btrfs' | 'cephfs' | 'cifs' | 'dir' | 'esxi' | 'iscsi' | 'iscsidirect' | 'lvm' | 'lvmthin' | 'nfs' | 'pbs' | 'rbd' | 'zfs' | 'zfspool' | undefined }
type T235 = { console?: 'applet' | 'vv' | 'html5' | 'xtermjs' | Other; release?: string; repoid?: string; version?: string }
type T236 = { 'acr-values'?: string | undefined; audiences?: string | undefined; autocreate?: boolean | undefined; base_dn?: string | undefined; bind_dn?: string | undefined; capath?: string | undefined; 'case-sensitive'?: boolean | undefined; cert?: string | undefined; certkey?: string | undefined; 'check-connection'?: boolean | undefined; 'client-id'?: string | undefined; 'client-key'?: string | undefined; comment?: string | undefined; default?: boolean | undefined; domain?: string | undefined; filter?: string | undefined; group_classes?: string | undefined; group_dn?: string | undefined; group_filter?: string | undefined; group_name_attr?: string | undefined; 'groups-autocreate'?: boolean | undefined; 'groups-claim'?: string | undefined; 'groups-overwrite'?: boolean | undefined; 'issuer-url'?: string | undefined; mode?: 'ldap' | 'ldaps' | 'ldap+starttls' | undefined; password?: string | undefined; port?: number | undefined; prompt?: string | undefined; 'query-userinfo'?: boolean | undefined; realm: string; scopes?: string | undefined; secure?: boolean | undefined; server1?: string | undefined; server2?: string | undefined; sslversion?: 'tlsv1' | 'tlsv1_1' | 'tlsv1_2' | 'tlsv1_3' | undefined; 'sync-defaults-options'?: string | undefined; sync_attributes?: string | undefined; tfa?: string | undefined; type: 'ad' | 'ldap' | 'openid' | 'pam' | 'pve'; user_attr?: string | undefined; user_classes?: string | undefined; 'username-claim'?: string | undefined; verify?: boolean | undefined }
type T237 = { 'dry-run'?: boolean | undefined; 'enable-new'?: boolean | undefined; full?: boolean | undefined; purge?: boolean | undefined; realm: string; 'remove-vanished'?: string | undefined; scope?: 'users' | 'groups' | 'both' | undefined }
type T238 = { comment?: string | undefined; groupid: string }
type T239 = { realm: string; 'redirect-url': string }
type T240 = { CSRFPreventionToken?: string; cap?: Record<string, unknown>; clustername?: string; ticket?: string; username?: string }
type T241 = { code: string; 'redirect-url': string; state: string }
type T242 = { privs?: string | undefined; roleid: string }
type T243 = { challenge?: string; id?: string; recovery?: (string)[] }
type T244 = { challenge?: string | undefined; description?: string | undefined; password?: string | undefined; totp?: string | undefined; type: 'totp' | 'u2f' | 'webauthn' | 'recovery' | 'yubico'; userid: string; value?: string | undefined }
type T245 = { CSRFPreventionToken?: string; clustername?: string; ticket?: string; username?: string }
type T246 = { 'new-format'?: boolean | undefined; otp?: string | undefined; password: string; path?: string | undefined; privs?: string | undefined; realm?: string | undefined; 'tfa-challenge'?: string | undefined; username: string }
type T247 = { comment?: string | undefined; email?: string | undefined; enable?: boolean | undefined; expire?: number | undefined; firstname?: string | undefined; groups?: string | undefined; keys?: string | undefined; lastname?: string | undefined; password?: string | undefined; userid: string }
type T248 = { 'full-tokenid'?: string; info?: { comment?: string; expire?: number; privsep?: boolean }; value?: string }
type T249 = { comment?: string | undefined; expire?: number | undefined; privsep?: boolean | undefined; tokenid: string; userid: string }
type T250 = { authid: string; path: string; port?: number | undefined; privs: string; vncticket: string }
type T251 = { contact: string; directory?: string | undefined; 'eab-hmac-key'?: string | undefined; 'eab-kid'?: string | undefined; name?: string | undefined; tos_url?: string | undefined }
type T252 = { api?: '1984hosting' | 'acmedns' | 'acmeproxy' | 'active24' | 'ad' | 'ali' | 'alviy' | 'anx' | 'artfiles' | 'arvan' | 'aurora' | 'autodns' | 'aws' | 'azion' | 'azure' | 'beget' | 'bookmyname' | 'bunny' | 'cf' | 'clouddns' | 'cloudns' | 'cn' | 'conoha' | 'constellix' | 'cpanel' | 'curanet' | 'cyon' | 'da' | 'ddnss' | 'desec' | 'df' | 'dgon' | 'dnsexit' | 'dnshome' | 'dnsimple' | 'dnsservices' | 'doapi' | 'domeneshop' | 'dp' | 'dpi' | 'dreamhost' | 'duckdns' | 'durabledns' | 'dyn' | 'dynu' | 'dynv6' | 'easydns' | 'edgecenter' | 'edgedns' | 'euserv' | 'exoscale' | 'fornex' | 'freedns' | 'freemyip' | 'gandi_livedns' | 'gcloud' | 'gcore' | 'gd' | 'geoscaling' | 'googledomains' | 'he' | 'he_ddns' | 'hetzner' | 'hetznercloud' | 'hexonet' | 'hostingde' | 'huaweicloud' | 'infoblox' | 'infomaniak' | 'internetbs' | 'inwx' | 'ionos' | 'ionos_cloud' | 'ipv64' | 'ispconfig' | 'jd' | 'joker' | 'kappernet' | 'kas' | 'kinghost' | 'knot' | 'la' | 'leaseweb' | 'lexicon' | 'limacity' | 'linode' | 'linode_v4' | 'loopia' | 'lua' | 'maradns' | 'me' | 'miab' | 'mijnhost' | 'misaka' | 'myapi' | 'mydevil' | 'mydnsjp' | 'mythic_beasts' | 'namecheap' | 'namecom' | 'namesilo' | 'nanelo' | 'nederhost' | 'neodigit' | 'netcup' | 'netlify' | 'nic' | 'njalla' | 'nm' | 'nsd' | 'nsone' | 'nsupdate' | 'nw' | 'oci' | 'omglol' | 'one' | 'online' | 'openprovider' | 'openprovider_rest' | 'openstack' | 'opnsense' | 'ovh' | 'pdns' | 'pleskxml' | 'pointhq' | 'porkbun' | 'rackcorp' | 'rackspace' | 'rage4' | 'rcode0' | 'regru' | 'scaleway' | 'schlundtech' | 'selectel' | 'selfhost' | 'servercow' | 'simply' | 'spaceship' | 'technitium' | 'tele3' | 'tencent' | 'timeweb' | 'transip' | 'udr' | 'ultra' | 'unoeuro' | 'variomedia' | 'veesp' | 'vercel' | 'vscale' | 'vultr' | 'websupport' | 'west_cn' | 'world4you' | 'yandex360' | 'yc' | 'zilore' | 'zone' | 'zoneedit' | 'zonomi' | undefined; data?: string | undefined; disable?: boolean | undefined; id: string; nodes?: string | undefined; type: 'dns' | 'standalone'; 'validation-delay'?: number | undefined }
type T253 = { all?: boolean | undefined; bwlimit?: number | undefined; comment?: string | undefined; compress?: '0' | '1' | 'gzip' | 'lzo' | 'zstd' | undefined; dow?: string | undefined; dumpdir?: string | undefined; enabled?: boolean | undefined; exclude?: string | undefined; 'exclude-path'?: readonly (string)[] | undefined; fleecing?: string | undefined; id?: string | undefined; ionice?: number | undefined; lockwait?: number | undefined; mailnotification?: 'always' | 'failure' | undefined; mailto?: string | undefined; mode?: 'snapshot' | 'suspend' | 'stop' | undefined; node?: string | undefined; 'notes-template'?: string | undefined; 'notification-mode'?: 'auto' | 'legacy-sendmail' | 'notification-system' | undefined; 'pbs-change-detection-mode'?: 'legacy' | 'data' | 'metadata' | undefined; performance?: string | undefined; pigz?: number | undefined; pool?: string | undefined; protected?: boolean | undefined; 'prune-backups'?: string | undefined; quiet?: boolean | undefined; remove?: boolean | undefined; 'repeat-missed'?: boolean | undefined; schedule?: string | undefined; script?: string | undefined; starttime?: string | undefined; stdexcludes?: boolean | undefined; stop?: boolean | undefined; stopwait?: number | undefined; storage?: string | undefined; tmpdir?: string | undefined; vmid?: string | undefined; zstd?: number | undefined }
type T254 = { 'max-workers'?: number | undefined; maxworkers?: number | undefined; online?: boolean | undefined; target: string; vms?: readonly (number)[] | undefined; 'with-local-disks'?: boolean | undefined }
type T255 = { 'force-stop'?: boolean | undefined; 'max-workers'?: number | undefined; maxworkers?: number | undefined; timeout?: number | undefined; vms?: readonly (number)[] | undefined }
type T256 = { 'max-workers'?: number | undefined; maxworkers?: number | undefined; timeout?: number | undefined; vms?: readonly (number)[] | undefined }
type T257 = { 'max-workers'?: number | undefined; maxworkers?: number | undefined; statestorage?: string | undefined; 'to-disk'?: boolean | undefined; vms?: readonly (number)[] | undefined }
type T258 = { clustername: string; [family: `link${number}`]: string | undefined; nodeid?: number | undefined; 'token-coefficient'?: number | undefined; votes?: number | undefined }
type T259 = { fingerprint: string; force?: boolean | undefined; hostname: string; [family: `link${number}`]: string | undefined; nodeid?: number | undefined; password: string; votes?: number | undefined }
type T260 = { corosync_authkey?: string; corosync_conf?: string; warnings?: (string)[] }
type T261 = { apiversion?: number | undefined; force?: boolean | undefined; [family: `link${number}`]: string | undefined; new_node_ip?: string | undefined; node: string; nodeid?: number | undefined; votes?: number | undefined }
type T262 = { cidr: string; comment?: string | undefined; name: string }
type T263 = { comment?: string | undefined; digest?: string | undefined; group: string; rename?: string | undefined }
type T264 = { action: string; comment?: string | undefined; dest?: string | undefined; digest?: string | undefined; dport?: string | undefined; enable?: number | undefined; group: string; 'icmp-type'?: string | undefined; iface?: string | undefined; log?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; macro?: string | undefined; pos?: number | undefined; proto?: string | undefined; source?: string | undefined; sport?: string | undefined; type: 'in' | 'out' | 'forward' | 'group' }
type T265 = { comment?: string | undefined; digest?: string | undefined; name: string; rename?: string | undefined }
type T266 = { cidr: string; comment?: string | undefined; name: string; nomatch?: boolean | undefined }
type T267 = { action: string; comment?: string | undefined; dest?: string | undefined; digest?: string | undefined; dport?: string | undefined; enable?: number | undefined; 'icmp-type'?: string | undefined; iface?: string | undefined; log?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; macro?: string | undefined; pos?: number | undefined; proto?: string | undefined; source?: string | undefined; sport?: string | undefined; type: 'in' | 'out' | 'forward' | 'group' }
type T268 = { comment?: string | undefined; group: string; nodes: string; nofailback?: boolean | undefined; restricted?: boolean | undefined; type?: 'group' | undefined }
type T269 = { 'auto-rebalance'?: boolean | undefined; comment?: string | undefined; failback?: boolean | undefined; group?: string | undefined; max_relocate?: number | undefined; max_restart?: number | undefined; sid: string; state?: 'started' | 'stopped' | 'enabled' | 'disabled' | 'ignored' | undefined; type?: 'ct' | 'vm' | undefined }
type T270 = { 'blocking-resources'?: ({ cause?: 'node-affinity' | 'resource-affinity' | Other; sid?: string })[]; 'comigrated-resources'?: unknown[]; 'requested-node'?: string; sid?: string }
type T271 = { 'blocking-resources'?: ({ cause?: 'node-affinity' | 'resource-affinity' | Other; sid?: string })[]; 'comigrated-resources'?: (string)[]; 'requested-node'?: string; sid?: string }
type T272 = { affinity?: 'positive' | 'negative' | undefined; comment?: string | undefined; disable?: boolean | undefined; nodes?: string | undefined; resources: string; rule: string; strict?: boolean | undefined; type: 'node-affinity' | 'resource-affinity' }
type T273 = { 'resource-mode': 'freeze' | 'ignore' }
type T274 = { comment?: string | undefined; 'enable-new'?: boolean | undefined; enabled?: boolean | undefined; id: string; realm?: string | undefined; 'remove-vanished'?: string | undefined; schedule: string; scope?: 'users' | 'groups' | 'both' | undefined }
type T275 = { description?: string | undefined; id: string; map: readonly (string)[] }
type T276 = { description?: string | undefined; id: string; 'live-migration-capable'?: boolean | undefined; map: readonly (string)[]; mdev?: boolean | undefined }
type T277 = { 'api-path-prefix'?: string | undefined; bucket?: string | undefined; disable?: boolean | undefined; id: string; influxdbproto?: 'udp' | 'http' | 'https' | undefined; 'max-body-size'?: number | undefined; mtu?: number | undefined; organization?: string | undefined; 'otel-compression'?: 'none' | 'gzip' | undefined; 'otel-headers'?: string | undefined; 'otel-max-body-size'?: number | undefined; 'otel-path'?: string | undefined; 'otel-protocol'?: 'http' | 'https' | undefined; 'otel-resource-attributes'?: string | undefined; 'otel-timeout'?: number | undefined; 'otel-verify-ssl'?: boolean | undefined; path?: string | undefined; port: number; proto?: 'udp' | 'tcp' | undefined; server: string; timeout?: number | undefined; token?: string | undefined; type: 'graphite' | 'influxdb' | 'opentelemetry'; 'verify-certificate'?: boolean | undefined }
type T278 = { comment?: string | undefined; disable?: boolean | undefined; name: string; server: string; token: string }
type T279 = { author?: string | undefined; comment?: string | undefined; disable?: boolean | undefined; 'from-address'?: string | undefined; mailto?: readonly (string)[] | undefined; 'mailto-user'?: readonly (string)[] | undefined; name: string }
type T280 = { author?: string | undefined; comment?: string | undefined; disable?: boolean | undefined; 'from-address': string; mailto?: readonly (string)[] | undefined; 'mailto-user'?: readonly (string)[] | undefined; mode?: 'insecure' | 'starttls' | 'tls' | undefined; name: string; password?: string | undefined; port?: number | undefined; server: string; username?: string | undefined }
type T281 = { body?: string | undefined; comment?: string | undefined; disable?: boolean | undefined; header?: readonly (string)[] | undefined; method: 'post' | 'put' | 'get'; name: string; secret?: readonly (string)[] | undefined; url: string }
type T282 = { comment?: string | undefined; disable?: boolean | undefined; 'invert-match'?: boolean | undefined; 'match-calendar'?: readonly (string)[] | undefined; 'match-field'?: readonly (string)[] | undefined; 'match-severity'?: readonly (string)[] | undefined; mode?: 'all' | 'any' | undefined; name: string; target?: readonly (string)[] | undefined }
type T283 = { cputype: string; flags?: string | undefined; 'guest-phys-bits'?: number | undefined; hidden?: boolean | undefined; 'hv-vendor-id'?: string | undefined; level?: number | undefined; 'phys-bits'?: string | undefined; 'reported-model': '486' | 'a64fx' | 'athlon' | 'Broadwell' | 'Broadwell-IBRS' | 'Broadwell-noTSX' | 'Broadwell-noTSX-IBRS' | 'Cascadelake-Server' | 'Cascadelake-Server-noTSX' | 'Cascadelake-Server-v2' | 'Cascadelake-Server-v4' | 'Cascadelake-Server-v5' | 'ClearwaterForest' | 'ClearwaterForest-v2' | 'ClearwaterForest-v3' | 'Conroe' | 'Cooperlake' | 'Cooperlake-v2' | 'core2duo' | 'coreduo' | 'cortex-a35' | 'cortex-a53' | 'cortex-a55' | 'cortex-a57' | 'cortex-a710' | 'cortex-a72' | 'cortex-a76' | 'cortex-a78ae' | 'DiamondRapids' | 'EPYC' | 'EPYC-Genoa' | 'EPYC-Genoa-v2' | 'EPYC-IBPB' | 'EPYC-Milan' | 'EPYC-Milan-v2' | 'EPYC-Milan-v3' | 'EPYC-Rome' | 'EPYC-Rome-v2' | 'EPYC-Rome-v3' | 'EPYC-Rome-v4' | 'EPYC-Rome-v5' | 'EPYC-Turin' | 'EPYC-v3' | 'EPYC-v4' | 'EPYC-v5' | 'GraniteRapids' | 'GraniteRapids-v2' | 'GraniteRapids-v3' | 'GraniteRapids-v4' | 'GraniteRapids-v5' | 'Haswell' | 'Haswell-IBRS' | 'Haswell-noTSX' | 'Haswell-noTSX-IBRS' | 'host' | 'Icelake-Client' | 'Icelake-Client-noTSX' | 'Icelake-Server' | 'Icelake-Server-noTSX' | 'Icelake-Server-v3' | 'Icelake-Server-v4' | 'Icelake-Server-v5' | 'Icelake-Server-v6' | 'Icelake-Server-v7' | 'IvyBridge' | 'IvyBridge-IBRS' | 'KnightsMill' | 'kvm32' | 'kvm64' | 'max' | 'Nehalem' | 'Nehalem-IBRS' | 'neoverse-n1' | 'neoverse-n2' | 'neoverse-v1' | 'Opteron_G1' | 'Opteron_G2' | 'Opteron_G3' | 'Opteron_G4' | 'Opteron_G5' | 'Penryn' | 'pentium' | 'pentium2' | 'pentium3' | 'phenom' | 'qemu32' | 'qemu64' | 'SandyBridge' | 'SandyBridge-IBRS' | 'SapphireRapids' | 'SapphireRapids-v2' | 'SapphireRapids-v3' | 'SapphireRapids-v4' | 'SapphireRapids-v5' | 'SapphireRapids-v6' | 'SierraForest' | 'SierraForest-v2' | 'SierraForest-v3' | 'SierraForest-v4' | 'SierraForest-v5' | 'Skylake-Client' | 'Skylake-Client-IBRS' | 'Skylake-Client-noTSX-IBRS' | 'Skylake-Client-v4' | 'Skylake-Server' | 'Skylake-Server-IBRS' | 'Skylake-Server-noTSX-IBRS' | 'Skylake-Server-v4' | 'Skylake-Server-v5' | 'Westmere' | 'Westmere-IBRS' }
type T284 = { comment?: string | undefined; disable?: boolean | undefined; id: string; rate?: number | undefined; remove_job?: 'local' | 'full' | undefined; schedule?: string | undefined; source?: string | undefined; target: string; type: 'local' }
type T285 = { asn?: number | undefined; 'bgp-mode'?: 'auto' | 'external' | 'internal' | undefined; 'bgp-multipath-as-path-relax'?: boolean | undefined; controller: string; ebgp?: boolean | undefined; 'ebgp-multihop'?: number | undefined; fabric?: string | undefined; 'isis-domain'?: string | undefined; 'isis-ifaces'?: string | undefined; 'isis-net'?: string | undefined; 'lock-token'?: string | undefined; loopback?: string | undefined; node?: string | undefined; nodes?: string | undefined; 'peer-group-name'?: string | undefined; peers?: string | undefined; 'route-map-in'?: string | undefined; 'route-map-out'?: string | undefined; type: 'bgp' | 'evpn' | 'faucet' | 'isis' }
type T286 = { dns: string; fingerprint?: string | undefined; key: string; 'lock-token'?: string | undefined; reversemaskv6?: number | undefined; reversev6mask?: number | undefined; ttl?: number | undefined; type: 'powerdns'; url: string }
type T287 = { area?: string | undefined; csnp_interval?: number | undefined; digest?: string | undefined; hello_interval?: number | undefined; id: string; ip6_prefix?: string | undefined; ip_prefix?: string | undefined; 'lock-token'?: string | undefined; persistent_keepalive?: number | undefined; protocol: 'openfabric' | 'ospf' | 'wireguard' | 'bgp'; redistribute: readonly (string)[]; route_filter?: string | undefined }
type T288 = { allowed_ips?: readonly (string)[] | undefined; digest?: string | undefined; endpoint?: string | undefined; fabric_id: string; interfaces: readonly (string)[]; ip?: string | undefined; ip6?: string | undefined; 'lock-token'?: string | undefined; node_id: string; peers?: readonly (string)[] | undefined; protocol: 'openfabric' | 'ospf' | 'wireguard' | 'bgp'; public_key?: string | undefined; role?: 'internal' | 'external' | undefined }
type T289 = { fingerprint?: string | undefined; ipam: string; 'lock-token'?: string | undefined; section?: number | undefined; token?: string | undefined; type: 'netbox' | 'phpipam' | 'pve'; url?: string | undefined }
type T290 = { 'allow-pending'?: boolean | undefined }
type T291 = { digest?: string | undefined; entries?: readonly (string)[] | undefined; id: string; 'lock-token'?: string | undefined }
type T292 = { action: 'permit' | 'deny'; ge?: number | undefined; id: string; le?: number | undefined; 'lock-token'?: string | undefined; prefix: string; seq?: number | undefined }
type T293 = { 'lock-token'?: string | undefined; 'release-lock'?: boolean | undefined }
type T294 = { action: 'permit' | 'deny'; call?: string | undefined; digest?: string | undefined; 'exit-action'?: string | undefined; 'lock-token'?: string | undefined; match?: readonly (string)[] | undefined; order: number; 'route-map-id': string; set?: readonly (string)[] | undefined }
type T295 = { alias?: string | undefined; 'isolate-ports'?: boolean | undefined; 'lock-token'?: string | undefined; tag?: number | undefined; type?: 'vnet' | undefined; vlanaware?: boolean | undefined; vnet: string; zone: string }
type T296 = { action: string; comment?: string | undefined; dest?: string | undefined; digest?: string | undefined; dport?: string | undefined; enable?: number | undefined; 'icmp-type'?: string | undefined; iface?: string | undefined; log?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; macro?: string | undefined; pos?: number | undefined; proto?: string | undefined; source?: string | undefined; sport?: string | undefined; type: 'in' | 'out' | 'forward' | 'group'; vnet: string }
type T297 = { ip: string; mac?: string | undefined; vnet: string; zone: string }
type T298 = { 'dhcp-dns-server'?: string | undefined; 'dhcp-range'?: readonly (string)[] | undefined; dnszoneprefix?: string | undefined; gateway?: string | undefined; 'lock-token'?: string | undefined; snat?: boolean | undefined; subnet: string; type: 'subnet'; vnet: string }
type T299 = { 'advertise-subnets'?: boolean | undefined; bridge?: string | undefined; 'bridge-disable-mac-learning'?: boolean | undefined; controller?: string | undefined; dhcp?: 'dnsmasq' | undefined; 'disable-arp-nd-suppression'?: boolean | undefined; dns?: string | undefined; dnszone?: string | undefined; 'dp-id'?: number | undefined; exitnodes?: string | undefined; 'exitnodes-local-routing'?: boolean | undefined; 'exitnodes-primary'?: string | undefined; fabric?: string | undefined; ipam?: string | undefined; 'lock-token'?: string | undefined; mac?: string | undefined; mtu?: number | undefined; nodes?: string | undefined; peers?: string | undefined; reversedns?: string | undefined; 'rt-import'?: string | undefined; 'secondary-controllers'?: readonly (string)[] | undefined; tag?: number | undefined; type: 'evpn' | 'faucet' | 'qinq' | 'simple' | 'vlan' | 'vxlan'; 'vlan-protocol'?: '802.1q' | '802.1ad' | undefined; 'vrf-vxlan'?: number | undefined; 'vxlan-port'?: number | undefined; zone: string }
type T300 = { node: string; storage: string; template: string }
type T301 = { digest?: string | undefined; enabled?: boolean | undefined; index: number; node: string; path: string }
type T302 = { node: string; notify?: boolean | undefined; quiet?: boolean | undefined }
type T303 = { 'add-storage'?: boolean | undefined; name: string; node: string; pg_num?: number | undefined }
type T304 = { 'cluster-network'?: string | undefined; disable_cephx?: boolean | undefined; min_size?: number | undefined; network?: string | undefined; node: string; pg_bits?: number | undefined; size?: number | undefined }
type T305 = { hotstandby?: boolean | undefined; name: string; node: string }
type T306 = { 'mon-address'?: string | undefined; monid: string; node: string }
type T307 = { 'crush-device-class'?: string | undefined; db_dev?: string | undefined; db_dev_size?: number | undefined; dev: string; encrypted?: boolean | undefined; node: string; 'osds-per-device'?: number | undefined; wal_dev?: string | undefined; wal_dev_size?: number | undefined }
type T308 = { deep?: boolean | undefined; node: string; osdid: number }
type T309 = { add_storages?: boolean | undefined; application?: 'rbd' | 'cephfs' | 'rgw' | undefined; crush_rule?: string | undefined; 'erasure-coding'?: string | undefined; min_size?: number | undefined; name: string; node: string; pg_autoscale_mode?: 'on' | 'off' | 'warn' | undefined; pg_num?: number | undefined; pg_num_min?: number | undefined; size?: number | undefined; target_size?: string | undefined; target_size_ratio?: number | undefined }
type T310 = { node: string; service?: string | undefined }
type T311 = { force?: boolean | undefined; node: string }
type T312 = { filename?: string; fingerprint?: string; issuer?: string; notafter?: number; notbefore?: number; pem?: string; 'public-key-bits'?: number; 'public-key-type'?: string; san?: (string)[]; subject?: string }
type T313 = { certificates: string; force?: boolean | undefined; key?: string | undefined; node: string; restart?: boolean | undefined }
type T314 = { add_storage?: boolean | undefined; device: string; filesystem?: 'ext4' | 'xfs' | undefined; name: string; node: string }
type T315 = { disk: string; node: string; uuid?: string | undefined }
type T316 = { add_storage?: boolean | undefined; device: string; name: string; node: string }
type T317 = { add_storage?: boolean | undefined; ashift?: number | undefined; compression?: 'on' | 'off' | 'gzip' | 'lz4' | 'lzjb' | 'zle' | 'zstd' | undefined; devices: string; 'draid-config'?: string | undefined; name: string; node: string; raidlevel: 'single' | 'mirror' | 'raid10' | 'raidz' | 'raidz2' | 'raidz3' | 'draid' | 'draid2' | 'draid3' }
type T318 = { action: string; comment?: string | undefined; dest?: string | undefined; digest?: string | undefined; dport?: string | undefined; enable?: number | undefined; 'icmp-type'?: string | undefined; iface?: string | undefined; log?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; macro?: string | undefined; node: string; pos?: number | undefined; proto?: string | undefined; source?: string | undefined; sport?: string | undefined; type: 'in' | 'out' | 'forward' | 'group' }
type T319 = { data: string; digest?: string | undefined; node: string }
type T320 = { arch?: 'amd64' | 'i386' | 'arm64' | 'armhf' | 'riscv32' | 'riscv64' | undefined; bwlimit?: number | undefined; cmode?: 'shell' | 'console' | 'tty' | undefined; console?: boolean | undefined; cores?: number | undefined; cpulimit?: number | undefined; cpuunits?: number | undefined; debug?: boolean | undefined; description?: string | undefined; [family: `dev${number}`]: string | undefined; entrypoint?: string | undefined; env?: string | undefined; features?: string | undefined; force?: boolean | undefined; 'ha-managed'?: boolean | undefined; hookscript?: string | undefined; hostname?: string | undefined; 'ignore-unpack-errors'?: boolean | undefined; lock?: 'backup' | 'create' | 'destroyed' | 'disk' | 'fstrim' | 'migrate' | 'mounted' | 'rollback' | 'snapshot' | 'snapshot-delete' | undefined; memory?: number | undefined; [family: `mp${number}`]: string | undefined; nameserver?: string | undefined; [family: `net${number}`]: string | undefined; node: string; onboot?: boolean | undefined; ostemplate: string; ostype?: 'debian' | 'devuan' | 'ubuntu' | 'centos' | 'fedora' | 'opensuse' | 'archlinux' | 'alpine' | 'gentoo' | 'nixos' | 'unmanaged' | undefined; password?: string | undefined; pool?: string | undefined; protection?: boolean | undefined; restore?: boolean | undefined; rootfs?: string | undefined; searchdomain?: string | undefined; 'ssh-public-keys'?: string | undefined; start?: boolean | undefined; startup?: string | undefined; storage?: string | undefined; swap?: number | undefined; tags?: string | undefined; template?: boolean | undefined; timezone?: string | undefined; tty?: number | undefined; unique?: boolean | undefined; unprivileged?: boolean | undefined; [family: `unused${number}`]: string | undefined; vmid: number }
type T321 = { bwlimit?: number | undefined; description?: string | undefined; full?: boolean | undefined; hostname?: string | undefined; newid: number; node: string; pool?: string | undefined; snapname?: string | undefined; storage?: string | undefined; target?: string | undefined; vmid: number }
type T322 = { cidr: string; comment?: string | undefined; name: string; node: string; vmid: number }
type T323 = { comment?: string | undefined; digest?: string | undefined; name: string; node: string; rename?: string | undefined; vmid: number }
type T324 = { cidr: string; comment?: string | undefined; name: string; node: string; nomatch?: boolean | undefined; vmid: number }
type T325 = { action: string; comment?: string | undefined; dest?: string | undefined; digest?: string | undefined; dport?: string | undefined; enable?: number | undefined; 'icmp-type'?: string | undefined; iface?: string | undefined; log?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; macro?: string | undefined; node: string; pos?: number | undefined; proto?: string | undefined; source?: string | undefined; sport?: string | undefined; type: 'in' | 'out' | 'forward' | 'group'; vmid: number }
type T326 = { bwlimit?: number | undefined; node: string; online?: boolean | undefined; restart?: boolean | undefined; target: string; 'target-storage'?: string | undefined; timeout?: number | undefined; vmid: number }
type T327 = { bwlimit?: number | undefined; delete?: boolean | undefined; digest?: string | undefined; node: string; storage?: string | undefined; 'target-digest'?: string | undefined; 'target-vmid'?: number | undefined; 'target-volume'?: 'rootfs' | 'mp0' | 'mp1' | 'mp2' | 'mp3' | 'mp4' | 'mp5' | 'mp6' | 'mp7' | 'mp8' | 'mp9' | 'mp10' | 'mp11' | 'mp12' | 'mp13' | 'mp14' | 'mp15' | 'mp16' | 'mp17' | 'mp18' | 'mp19' | 'mp20' | 'mp21' | 'mp22' | 'mp23' | 'mp24' | 'mp25' | 'mp26' | 'mp27' | 'mp28' | 'mp29' | 'mp30' | 'mp31' | 'mp32' | 'mp33' | 'mp34' | 'mp35' | 'mp36' | 'mp37' | 'mp38' | 'mp39' | 'mp40' | 'mp41' | 'mp42' | 'mp43' | 'mp44' | 'mp45' | 'mp46' | 'mp47' | 'mp48' | 'mp49' | 'mp50' | 'mp51' | 'mp52' | 'mp53' | 'mp54' | 'mp55' | 'mp56' | 'mp57' | 'mp58' | 'mp59' | 'mp60' | 'mp61' | 'mp62' | 'mp63' | 'mp64' | 'mp65' | 'mp66' | 'mp67' | 'mp68' | 'mp69' | 'mp70' | 'mp71' | 'mp72' | 'mp73' | 'mp74' | 'mp75' | 'mp76' | 'mp77' | 'mp78' | 'mp79' | 'mp80' | 'mp81' | 'mp82' | 'mp83' | 'mp84' | 'mp85' | 'mp86' | 'mp87' | 'mp88' | 'mp89' | 'mp90' | 'mp91' | 'mp92' | 'mp93' | 'mp94' | 'mp95' | 'mp96' | 'mp97' | 'mp98' | 'mp99' | 'mp100' | 'mp101' | 'mp102' | 'mp103' | 'mp104' | 'mp105' | 'mp106' | 'mp107' | 'mp108' | 'mp109' | 'mp110' | 'mp111' | 'mp112' | 'mp113' | 'mp114' | 'mp115' | 'mp116' | 'mp117' | 'mp118' | 'mp119' | 'mp120' | 'mp121' | 'mp122' | 'mp123' | 'mp124' | 'mp125' | 'mp126' | 'mp127' | 'mp128' | 'mp129' | 'mp130' | 'mp131' | 'mp132' | 'mp133' | 'mp134' | 'mp135' | 'mp136' | 'mp137' | 'mp138' | 'mp139' | 'mp140' | 'mp141' | 'mp142' | 'mp143' | 'mp144' | 'mp145' | 'mp146' | 'mp147' | 'mp148' | 'mp149' | 'mp150' | 'mp151' | 'mp152' | 'mp153' | 'mp154' | 'mp155' | 'mp156' | 'mp157' | 'mp158' | 'mp159' | 'mp160' | 'mp161' | 'mp162' | 'mp163' | 'mp164' | 'mp165' | 'mp166' | 'mp167' | 'mp168' | 'mp169' | 'mp170' | 'mp171' | 'mp172' | 'mp173' | 'mp174' | 'mp175' | 'mp176' | 'mp177' | 'mp178' | 'mp179' | 'mp180' | 'mp181' | 'mp182' | 'mp183' | 'mp184' | 'mp185' | 'mp186' | 'mp187' | 'mp188' | 'mp189' | 'mp190' | 'mp191' | 'mp192' | 'mp193' | 'mp194' | 'mp195' | 'mp196' | 'mp197' | 'mp198' | 'mp199' | 'mp200' | 'mp201' | 'mp202' | 'mp203' | 'mp204' | 'mp205' | 'mp206' | 'mp207' | 'mp208' | 'mp209' | 'mp210' | 'mp211' | 'mp212' | 'mp213' | 'mp214' | 'mp215' | 'mp216' | 'mp217' | 'mp218' | 'mp219' | 'mp220' | 'mp221' | 'mp222' | 'mp223' | 'mp224' | 'mp225' | 'mp226' | 'mp227' | 'mp228' | 'mp229' | 'mp230' | 'mp231' | 'mp232' | 'mp233' | 'mp234' | 'mp235' | 'mp236' | 'mp237' | 'mp238' | 'mp239' | 'mp240' | 'mp241' | 'mp242' | 'mp243' | 'mp244' | 'mp245' | 'mp246' | 'mp247' | 'mp248' | 'mp249' | 'mp250' | 'mp251' | 'mp252' | 'mp253' | 'mp254' | 'mp255' | 'unused0' | 'unused1' | 'unused2' | 'unused3' | 'unused4' | 'unused5' | 'unused6' | 'unused7' | 'unused8' | 'unused9' | 'unused10' | 'unused11' | 'unused12' | 'unused13' | 'unused14' | 'unused15' | 'unused16' | 'unused17' | 'unused18' | 'unused19' | 'unused20' | 'unused21' | 'unused22' | 'unused23' | 'unused24' | 'unused25' | 'unused26' | 'unused27' | 'unused28' | 'unused29' | 'unused30' | 'unused31' | 'unused32' | 'unused33' | 'unused34' | 'unused35' | 'unused36' | 'unused37' | 'unused38' | 'unused39' | 'unused40' | 'unused41' | 'unused42' | 'unused43' | 'unused44' | 'unused45' | 'unused46' | 'unused47' | 'unused48' | 'unused49' | 'unused50' | 'unused51' | 'unused52' | 'unused53' | 'unused54' | 'unused55' | 'unused56' | 'unused57' | 'unused58' | 'unused59' | 'unused60' | 'unused61' | 'unused62' | 'unused63' | 'unused64' | 'unused65' | 'unused66' | 'unused67' | 'unused68' | 'unused69' | 'unused70' | 'unused71' | 'unused72' | 'unused73' | 'unused74' | 'unused75' | 'unused76' | 'unused77' | 'unused78' | 'unused79' | 'unused80' | 'unused81' | 'unused82' | 'unused83' | 'unused84' | 'unused85' | 'unused86' | 'unused87' | 'unused88' | 'unused89' | 'unused90' | 'unused91' | 'unused92' | 'unused93' | 'unused94' | 'unused95' | 'unused96' | 'unused97' | 'unused98' | 'unused99' | 'unused100' | 'unused101' | 'unused102' | 'unused103' | 'unused104' | 'unused105' | 'unused106' | 'unused107' | 'unused108' | 'unused109' | 'unused110' | 'unused111' | 'unused112' | 'unused113' | 'unused114' | 'unused115' | 'unused116' | 'unused117' | 'unused118' | 'unused119' | 'unused120' | 'unused121' | 'unused122' | 'unused123' | 'unused124' | 'unused125' | 'unused126' | 'unused127' | 'unused128' | 'unused129' | 'unused130' | 'unused131' | 'unused132' | 'unused133' | 'unused134' | 'unused135' | 'unused136' | 'unused137' | 'unused138' | 'unused139' | 'unused140' | 'unused141' | 'unused142' | 'unused143' | 'unused144' | 'unused145' | 'unused146' | 'unused147' | 'unused148' | 'unused149' | 'unused150' | 'unused151' | 'unused152' | 'unused153' | 'unused154' | 'unused155' | 'unused156' | 'unused157' | 'unused158' | 'unused159' | 'unused160' | 'unused161' | 'unused162' | 'unused163' | 'unused164' | 'unused165' | 'unused166' | 'unused167' | 'unused168' | 'unused169' | 'unused170' | 'unused171' | 'unused172' | 'unused173' | 'unused174' | 'unused175' | 'unused176' | 'unused177' | 'unused178' | 'unused179' | 'unused180' | 'unused181' | 'unused182' | 'unused183' | 'unused184' | 'unused185' | 'unused186' | 'unused187' | 'unused188' | 'unused189' | 'unused190' | 'unused191' | 'unused192' | 'unused193' | 'unused194' | 'unused195' | 'unused196' | 'unused197' | 'unused198' | 'unused199' | 'unused200' | 'unused201' | 'unused202' | 'unused203' | 'unused204' | 'unused205' | 'unused206' | 'unused207' | 'unused208' | 'unused209' | 'unused210' | 'unused211' | 'unused212' | 'unused213' | 'unused214' | 'unused215' | 'unused216' | 'unused217' | 'unused218' | 'unused219' | 'unused220' | 'unused221' | 'unused222' | 'unused223' | 'unused224' | 'unused225' | 'unused226' | 'unused227' | 'unused228' | 'unused229' | 'unused230' | 'unused231' | 'unused232' | 'unused233' | 'unused234' | 'unused235' | 'unused236' | 'unused237' | 'unused238' | 'unused239' | 'unused240' | 'unused241' | 'unused242' | 'unused243' | 'unused244' | 'unused245' | 'unused246' | 'unused247' | 'unused248' | 'unused249' | 'unused250' | 'unused251' | 'unused252' | 'unused253' | 'unused254' | 'unused255' | undefined; vmid: number; volume: 'rootfs' | 'mp0' | 'mp1' | 'mp2' | 'mp3' | 'mp4' | 'mp5' | 'mp6' | 'mp7' | 'mp8' | 'mp9' | 'mp10' | 'mp11' | 'mp12' | 'mp13' | 'mp14' | 'mp15' | 'mp16' | 'mp17' | 'mp18' | 'mp19' | 'mp20' | 'mp21' | 'mp22' | 'mp23' | 'mp24' | 'mp25' | 'mp26' | 'mp27' | 'mp28' | 'mp29' | 'mp30' | 'mp31' | 'mp32' | 'mp33' | 'mp34' | 'mp35' | 'mp36' | 'mp37' | 'mp38' | 'mp39' | 'mp40' | 'mp41' | 'mp42' | 'mp43' | 'mp44' | 'mp45' | 'mp46' | 'mp47' | 'mp48' | 'mp49' | 'mp50' | 'mp51' | 'mp52' | 'mp53' | 'mp54' | 'mp55' | 'mp56' | 'mp57' | 'mp58' | 'mp59' | 'mp60' | 'mp61' | 'mp62' | 'mp63' | 'mp64' | 'mp65' | 'mp66' | 'mp67' | 'mp68' | 'mp69' | 'mp70' | 'mp71' | 'mp72' | 'mp73' | 'mp74' | 'mp75' | 'mp76' | 'mp77' | 'mp78' | 'mp79' | 'mp80' | 'mp81' | 'mp82' | 'mp83' | 'mp84' | 'mp85' | 'mp86' | 'mp87' | 'mp88' | 'mp89' | 'mp90' | 'mp91' | 'mp92' | 'mp93' | 'mp94' | 'mp95' | 'mp96' | 'mp97' | 'mp98' | 'mp99' | 'mp100' | 'mp101' | 'mp102' | 'mp103' | 'mp104' | 'mp105' | 'mp106' | 'mp107' | 'mp108' | 'mp109' | 'mp110' | 'mp111' | 'mp112' | 'mp113' | 'mp114' | 'mp115' | 'mp116' | 'mp117' | 'mp118' | 'mp119' | 'mp120' | 'mp121' | 'mp122' | 'mp123' | 'mp124' | 'mp125' | 'mp126' | 'mp127' | 'mp128' | 'mp129' | 'mp130' | 'mp131' | 'mp132' | 'mp133' | 'mp134' | 'mp135' | 'mp136' | 'mp137' | 'mp138' | 'mp139' | 'mp140' | 'mp141' | 'mp142' | 'mp143' | 'mp144' | 'mp145' | 'mp146' | 'mp147' | 'mp148' | 'mp149' | 'mp150' | 'mp151' | 'mp152' | 'mp153' | 'mp154' | 'mp155' | 'mp156' | 'mp157' | 'mp158' | 'mp159' | 'mp160' | 'mp161' | 'mp162' | 'mp163' | 'mp164' | 'mp165' | 'mp166' | 'mp167' | 'mp168' | 'mp169' | 'mp170' | 'mp171' | 'mp172' | 'mp173' | 'mp174' | 'mp175' | 'mp176' | 'mp177' | 'mp178' | 'mp179' | 'mp180' | 'mp181' | 'mp182' | 'mp183' | 'mp184' | 'mp185' | 'mp186' | 'mp187' | 'mp188' | 'mp189' | 'mp190' | 'mp191' | 'mp192' | 'mp193' | 'mp194' | 'mp195' | 'mp196' | 'mp197' | 'mp198' | 'mp199' | 'mp200' | 'mp201' | 'mp202' | 'mp203' | 'mp204' | 'mp205' | 'mp206' | 'mp207' | 'mp208' | 'mp209' | 'mp210' | 'mp211' | 'mp212' | 'mp213' | 'mp214' | 'mp215' | 'mp216' | 'mp217' | 'mp218' | 'mp219' | 'mp220' | 'mp221' | 'mp222' | 'mp223' | 'mp224' | 'mp225' | 'mp226' | 'mp227' | 'mp228' | 'mp229' | 'mp230' | 'mp231' | 'mp232' | 'mp233' | 'mp234' | 'mp235' | 'mp236' | 'mp237' | 'mp238' | 'mp239' | 'mp240' | 'mp241' | 'mp242' | 'mp243' | 'mp244' | 'mp245' | 'mp246' | 'mp247' | 'mp248' | 'mp249' | 'mp250' | 'mp251' | 'mp252' | 'mp253' | 'mp254' | 'mp255' | 'unused0' | 'unused1' | 'unused2' | 'unused3' | 'unused4' | 'unused5' | 'unused6' | 'unused7' | 'unused8' | 'unused9' | 'unused10' | 'unused11' | 'unused12' | 'unused13' | 'unused14' | 'unused15' | 'unused16' | 'unused17' | 'unused18' | 'unused19' | 'unused20' | 'unused21' | 'unused22' | 'unused23' | 'unused24' | 'unused25' | 'unused26' | 'unused27' | 'unused28' | 'unused29' | 'unused30' | 'unused31' | 'unused32' | 'unused33' | 'unused34' | 'unused35' | 'unused36' | 'unused37' | 'unused38' | 'unused39' | 'unused40' | 'unused41' | 'unused42' | 'unused43' | 'unused44' | 'unused45' | 'unused46' | 'unused47' | 'unused48' | 'unused49' | 'unused50' | 'unused51' | 'unused52' | 'unused53' | 'unused54' | 'unused55' | 'unused56' | 'unused57' | 'unused58' | 'unused59' | 'unused60' | 'unused61' | 'unused62' | 'unused63' | 'unused64' | 'unused65' | 'unused66' | 'unused67' | 'unused68' | 'unused69' | 'unused70' | 'unused71' | 'unused72' | 'unused73' | 'unused74' | 'unused75' | 'unused76' | 'unused77' | 'unused78' | 'unused79' | 'unused80' | 'unused81' | 'unused82' | 'unused83' | 'unused84' | 'unused85' | 'unused86' | 'unused87' | 'unused88' | 'unused89' | 'unused90' | 'unused91' | 'unused92' | 'unused93' | 'unused94' | 'unused95' | 'unused96' | 'unused97' | 'unused98' | 'unused99' | 'unused100' | 'unused101' | 'unused102' | 'unused103' | 'unused104' | 'unused105' | 'unused106' | 'unused107' | 'unused108' | 'unused109' | 'unused110' | 'unused111' | 'unused112' | 'unused113' | 'unused114' | 'unused115' | 'unused116' | 'unused117' | 'unused118' | 'unused119' | 'unused120' | 'unused121' | 'unused122' | 'unused123' | 'unused124' | 'unused125' | 'unused126' | 'unused127' | 'unused128' | 'unused129' | 'unused130' | 'unused131' | 'unused132' | 'unused133' | 'unused134' | 'unused135' | 'unused136' | 'unused137' | 'unused138' | 'unused139' | 'unused140' | 'unused141' | 'unused142' | 'unused143' | 'unused144' | 'unused145' | 'unused146' | 'unused147' | 'unused148' | 'unused149' | 'unused150' | 'unused151' | 'unused152' | 'unused153' | 'unused154' | 'unused155' | 'unused156' | 'unused157' | 'unused158' | 'unused159' | 'unused160' | 'unused161' | 'unused162' | 'unused163' | 'unused164' | 'unused165' | 'unused166' | 'unused167' | 'unused168' | 'unused169' | 'unused170' | 'unused171' | 'unused172' | 'unused173' | 'unused174' | 'unused175' | 'unused176' | 'unused177' | 'unused178' | 'unused179' | 'unused180' | 'unused181' | 'unused182' | 'unused183' | 'unused184' | 'unused185' | 'unused186' | 'unused187' | 'unused188' | 'unused189' | 'unused190' | 'unused191' | 'unused192' | 'unused193' | 'unused194' | 'unused195' | 'unused196' | 'unused197' | 'unused198' | 'unused199' | 'unused200' | 'unused201' | 'unused202' | 'unused203' | 'unused204' | 'unused205' | 'unused206' | 'unused207' | 'unused208' | 'unused209' | 'unused210' | 'unused211' | 'unused212' | 'unused213' | 'unused214' | 'unused215' | 'unused216' | 'unused217' | 'unused218' | 'unused219' | 'unused220' | 'unused221' | 'unused222' | 'unused223' | 'unused224' | 'unused225' | 'unused226' | 'unused227' | 'unused228' | 'unused229' | 'unused230' | 'unused231' | 'unused232' | 'unused233' | 'unused234' | 'unused235' | 'unused236' | 'unused237' | 'unused238' | 'unused239' | 'unused240' | 'unused241' | 'unused242' | 'unused243' | 'unused244' | 'unused245' | 'unused246' | 'unused247' | 'unused248' | 'unused249' | 'unused250' | 'unused251' | 'unused252' | 'unused253' | 'unused254' | 'unused255' }
type T328 = { socket?: string; ticket?: string; upid?: string }
type T329 = { bridges?: string | undefined; node: string; storages?: string | undefined; vmid: number }
type T330 = { bwlimit?: number | undefined; delete?: boolean | undefined; node: string; online?: boolean | undefined; restart?: boolean | undefined; 'target-bridge': string; 'target-endpoint': string; 'target-storage': string; 'target-vmid'?: number | undefined; timeout?: number | undefined; vmid: number }
type T331 = { description?: string | undefined; node: string; snapname: string; vmid: number }
type T332 = { node: string; snapname: string; start?: boolean | undefined; vmid: number }
type T333 = { host?: string; password?: string; proxy?: string; 'tls-port'?: number; type?: string }
type T334 = { node: string; proxy?: string | undefined; vmid: number }
type T335 = { node: string; timeout?: number | undefined; vmid: number }
type T336 = { forceStop?: boolean | undefined; node: string; timeout?: number | undefined; vmid: number }
type T337 = { debug?: boolean | undefined; node: string; skiplock?: boolean | undefined; vmid: number }
type T338 = { node: string; 'overrule-shutdown'?: boolean | undefined; skiplock?: boolean | undefined; vmid: number }
type T339 = { port?: number; ticket?: string; upid?: string; user?: string }
type T340 = { cert?: string; password?: string; port?: number; ticket?: string; upid?: string; user?: string }
type T341 = { height?: number | undefined; node: string; vmid: number; websocket?: boolean | undefined; width?: number | undefined }
type T342 = { 'max-workers'?: number | undefined; maxworkers?: number | undefined; node: string; target: string; vms?: string | undefined; 'with-local-disks'?: boolean | undefined }
type T343 = { address?: string | undefined; address6?: string | undefined; autostart?: boolean | undefined; 'bond-primary'?: string | undefined; bond_mode?: 'balance-rr' | 'active-backup' | 'balance-xor' | 'broadcast' | '802.3ad' | 'balance-tlb' | 'balance-alb' | 'balance-slb' | 'lacp-balance-slb' | 'lacp-balance-tcp' | undefined; bond_xmit_hash_policy?: 'layer2' | 'layer2+3' | 'layer3+4' | undefined; bridge_ports?: string | undefined; bridge_vids?: string | undefined; bridge_vlan_aware?: boolean | undefined; cidr?: string | undefined; cidr6?: string | undefined; comments?: string | undefined; comments6?: string | undefined; gateway?: string | undefined; gateway6?: string | undefined; iface: string; mtu?: number | undefined; netmask?: string | undefined; netmask6?: number | undefined; node: string; ovs_bonds?: string | undefined; ovs_bridge?: string | undefined; ovs_options?: string | undefined; ovs_ports?: string | undefined; ovs_tag?: number | undefined; slaves?: string | undefined; type: 'bridge' | 'bond' | 'eth' | 'alias' | 'vlan' | 'fabric' | 'OVSBridge' | 'OVSBond' | 'OVSPort' | 'OVSIntPort' | 'vnet' | 'unknown'; 'vlan-id'?: number | undefined; 'vlan-raw-device'?: string | undefined }
type T344 = { acpi?: boolean | undefined; affinity?: string | undefined; agent?: string | undefined; 'allow-ksm'?: boolean | undefined; 'amd-sev'?: string | undefined; arch?: 'x86_64' | 'aarch64' | undefined; archive?: string | undefined; args?: string | undefined; audio0?: string | undefined; autostart?: boolean | undefined; balloon?: number | undefined; bios?: 'seabios' | 'ovmf' | undefined; boot?: string | undefined; bootdisk?: string | undefined; bwlimit?: number | undefined; cdrom?: string | undefined; cicustom?: string | undefined; cipassword?: string | undefined; citype?: 'configdrive2' | 'nocloud' | 'opennebula' | undefined; ciupgrade?: boolean | undefined; ciuser?: string | undefined; cores?: number | undefined; cpu?: string | undefined; cpulimit?: number | undefined; cpuunits?: number | undefined; description?: string | undefined; efidisk0?: string | undefined; force?: boolean | undefined; freeze?: boolean | undefined; 'ha-managed'?: boolean | undefined; hookscript?: string | undefined; [family: `hostpci${number}`]: string | undefined; hotplug?: string | undefined; hugepages?: 'any' | '2' | '1024' | undefined; [family: `ide${number}`]: string | undefined; 'import-working-storage'?: string | undefined; 'intel-tdx'?: string | undefined; [family: `ipconfig${number}`]: string | undefined; ivshmem?: string | undefined; keephugepages?: boolean | undefined; keyboard?: 'de' | 'de-ch' | 'da' | 'en-gb' | 'en-us' | 'es' | 'fi' | 'fr' | 'fr-be' | 'fr-ca' | 'fr-ch' | 'hu' | 'is' | 'it' | 'ja' | 'lt' | 'mk' | 'nl' | 'no' | 'pl' | 'pt' | 'pt-br' | 'sv' | 'sl' | 'tr' | undefined; kvm?: boolean | undefined; 'live-restore'?: boolean | undefined; localtime?: boolean | undefined; lock?: 'backup' | 'clone' | 'create' | 'migrate' | 'rollback' | 'snapshot' | 'snapshot-delete' | 'suspending' | 'suspended' | undefined; machine?: string | undefined; memory?: string | undefined; migrate_downtime?: number | undefined; migrate_speed?: number | undefined; name?: string | undefined; nameserver?: string | undefined; [family: `net${number}`]: string | undefined; node: string; numa?: boolean | undefined; [family: `numa${number}`]: string | undefined; onboot?: boolean | undefined; ostype?: 'other' | 'wxp' | 'w2k' | 'w2k3' | 'w2k8' | 'wvista' | 'win7' | 'win8' | 'win10' | 'win11' | 'l24' | 'l26' | 'solaris' | undefined; [family: `parallel${number}`]: string | undefined; pool?: string | undefined; protection?: boolean | undefined; reboot?: boolean | undefined; rng0?: string | undefined; [family: `sata${number}`]: string | undefined; [family: `scsi${number}`]: string | undefined; scsihw?: 'lsi' | 'lsi53c810' | 'virtio-scsi-pci' | 'virtio-scsi-single' | 'megasas' | 'pvscsi' | undefined; searchdomain?: string | undefined; [family: `serial${number}`]: string | undefined; shares?: number | undefined; smbios1?: string | undefined; smp?: number | undefined; sockets?: number | undefined; spice_enhancements?: string | undefined; sshkeys?: string | undefined; start?: boolean | undefined; startdate?: string | undefined; startup?: string | undefined; storage?: string | undefined; tablet?: boolean | undefined; tags?: string | undefined; tdf?: boolean | undefined; template?: boolean | undefined; tpmstate0?: string | undefined; unique?: boolean | undefined; [family: `unused${number}`]: string | undefined; [family: `usb${number}`]: string | undefined; vcpus?: number | undefined; vga?: string | undefined; [family: `virtio${number}`]: string | undefined; [family: `virtiofs${number}`]: string | undefined; vmgenid?: string | undefined; vmid: number; vmstatestorage?: string | undefined; watchdog?: string | undefined }
type T345 = { command: 'fsfreeze-freeze' | 'fsfreeze-status' | 'fsfreeze-thaw' | 'fstrim' | 'get-fsinfo' | 'get-host-name' | 'get-memory-block-info' | 'get-memory-blocks' | 'get-osinfo' | 'get-time' | 'get-timezone' | 'get-users' | 'get-vcpus' | 'info' | 'network-get-interfaces' | 'ping' | 'shutdown' | 'suspend-disk' | 'suspend-hybrid' | 'suspend-ram'; node: string; vmid: number }
type T346 = { command: readonly (string)[]; 'input-data'?: string | undefined; node: string; vmid: number }
type T347 = { content: string; encode?: boolean | undefined; file: string; node: string; vmid: number }
type T348 = { crypted?: boolean | undefined; node: string; password: string; username: string; vmid: number }
type T349 = { bwlimit?: number | undefined; description?: string | undefined; format?: 'raw' | 'qcow2' | 'vmdk' | undefined; full?: boolean | undefined; name?: string | undefined; newid: number; node: string; pool?: string | undefined; snapname?: string | undefined; storage?: string | undefined; target?: string | undefined; vmid: number }
type T350 = { acpi?: boolean | undefined; affinity?: string | undefined; agent?: string | undefined; 'allow-ksm'?: boolean | undefined; 'amd-sev'?: string | undefined; arch?: 'x86_64' | 'aarch64' | undefined; args?: string | undefined; audio0?: string | undefined; autostart?: boolean | undefined; background_delay?: number | undefined; balloon?: number | undefined; bios?: 'seabios' | 'ovmf' | undefined; boot?: string | undefined; bootdisk?: string | undefined; cdrom?: string | undefined; cicustom?: string | undefined; cipassword?: string | undefined; citype?: 'configdrive2' | 'nocloud' | 'opennebula' | undefined; ciupgrade?: boolean | undefined; ciuser?: string | undefined; cores?: number | undefined; cpu?: string | undefined; cpulimit?: number | undefined; cpuunits?: number | undefined; delete?: string | undefined; description?: string | undefined; digest?: string | undefined; efidisk0?: string | undefined; force?: boolean | undefined; freeze?: boolean | undefined; hookscript?: string | undefined; [family: `hostpci${number}`]: string | undefined; hotplug?: string | undefined; hugepages?: 'any' | '2' | '1024' | undefined; [family: `ide${number}`]: string | undefined; 'import-working-storage'?: string | undefined; 'intel-tdx'?: string | undefined; [family: `ipconfig${number}`]: string | undefined; ivshmem?: string | undefined; keephugepages?: boolean | undefined; keyboard?: 'de' | 'de-ch' | 'da' | 'en-gb' | 'en-us' | 'es' | 'fi' | 'fr' | 'fr-be' | 'fr-ca' | 'fr-ch' | 'hu' | 'is' | 'it' | 'ja' | 'lt' | 'mk' | 'nl' | 'no' | 'pl' | 'pt' | 'pt-br' | 'sv' | 'sl' | 'tr' | undefined; kvm?: boolean | undefined; localtime?: boolean | undefined; lock?: 'backup' | 'clone' | 'create' | 'migrate' | 'rollback' | 'snapshot' | 'snapshot-delete' | 'suspending' | 'suspended' | undefined; machine?: string | undefined; memory?: string | undefined; migrate_downtime?: number | undefined; migrate_speed?: number | undefined; name?: string | undefined; nameserver?: string | undefined; [family: `net${number}`]: string | undefined; node: string; numa?: boolean | undefined; [family: `numa${number}`]: string | undefined; onboot?: boolean | undefined; ostype?: 'other' | 'wxp' | 'w2k' | 'w2k3' | 'w2k8' | 'wvista' | 'win7' | 'win8' | 'win10' | 'win11' | 'l24' | 'l26' | 'solaris' | undefined; [family: `parallel${number}`]: string | undefined; protection?: boolean | undefined; reboot?: boolean | undefined; revert?: string | undefined; rng0?: string | undefined; [family: `sata${number}`]: string | undefined; [family: `scsi${number}`]: string | undefined; scsihw?: 'lsi' | 'lsi53c810' | 'virtio-scsi-pci' | 'virtio-scsi-single' | 'megasas' | 'pvscsi' | undefined; searchdomain?: string | undefined; [family: `serial${number}`]: string | undefined; shares?: number | undefined; skiplock?: boolean | undefined; smbios1?: string | undefined; smp?: number | undefined; sockets?: number | undefined; spice_enhancements?: string | undefined; sshkeys?: string | undefined; startdate?: string | undefined; startup?: string | undefined; tablet?: boolean | undefined; tags?: string | undefined; tdf?: boolean | undefined; template?: boolean | undefined; tpmstate0?: string | undefined; [family: `unused${number}`]: string | undefined; [family: `usb${number}`]: string | undefined; vcpus?: number | undefined; vga?: string | undefined; [family: `virtio${number}`]: string | undefined; [family: `virtiofs${number}`]: string | undefined; vmgenid?: string | undefined; vmid: number; vmstatestorage?: string | undefined; watchdog?: string | undefined }
type T351 = { action: 'start' | 'stop'; node: string; vmid: number }
type T352 = { bwlimit?: number | undefined; force?: boolean | undefined; migration_network?: string | undefined; migration_type?: 'secure' | 'insecure' | undefined; node: string; online?: boolean | undefined; target: string; targetstorage?: string | undefined; vmid: number; 'with-conntrack-state'?: boolean | undefined; 'with-local-disks'?: boolean | undefined }
type T353 = { command: string; node: string; vmid: number }
type T354 = { bwlimit?: number | undefined; delete?: boolean | undefined; digest?: string | undefined; disk: 'ide0' | 'ide1' | 'ide2' | 'ide3' | 'scsi0' | 'scsi1' | 'scsi2' | 'scsi3' | 'scsi4' | 'scsi5' | 'scsi6' | 'scsi7' | 'scsi8' | 'scsi9' | 'scsi10' | 'scsi11' | 'scsi12' | 'scsi13' | 'scsi14' | 'scsi15' | 'scsi16' | 'scsi17' | 'scsi18' | 'scsi19' | 'scsi20' | 'scsi21' | 'scsi22' | 'scsi23' | 'scsi24' | 'scsi25' | 'scsi26' | 'scsi27' | 'scsi28' | 'scsi29' | 'scsi30' | 'virtio0' | 'virtio1' | 'virtio2' | 'virtio3' | 'virtio4' | 'virtio5' | 'virtio6' | 'virtio7' | 'virtio8' | 'virtio9' | 'virtio10' | 'virtio11' | 'virtio12' | 'virtio13' | 'virtio14' | 'virtio15' | 'sata0' | 'sata1' | 'sata2' | 'sata3' | 'sata4' | 'sata5' | 'efidisk0' | 'tpmstate0' | 'unused0' | 'unused1' | 'unused2' | 'unused3' | 'unused4' | 'unused5' | 'unused6' | 'unused7' | 'unused8' | 'unused9' | 'unused10' | 'unused11' | 'unused12' | 'unused13' | 'unused14' | 'unused15' | 'unused16' | 'unused17' | 'unused18' | 'unused19' | 'unused20' | 'unused21' | 'unused22' | 'unused23' | 'unused24' | 'unused25' | 'unused26' | 'unused27' | 'unused28' | 'unused29' | 'unused30' | 'unused31' | 'unused32' | 'unused33' | 'unused34' | 'unused35' | 'unused36' | 'unused37' | 'unused38' | 'unused39' | 'unused40' | 'unused41' | 'unused42' | 'unused43' | 'unused44' | 'unused45' | 'unused46' | 'unused47' | 'unused48' | 'unused49' | 'unused50' | 'unused51' | 'unused52' | 'unused53' | 'unused54' | 'unused55' | 'unused56' | 'unused57' | 'unused58' | 'unused59' | 'unused60' | 'unused61' | 'unused62' | 'unused63' | 'unused64' | 'unused65' | 'unused66' | 'unused67' | 'unused68' | 'unused69' | 'unused70' | 'unused71' | 'unused72' | 'unused73' | 'unused74' | 'unused75' | 'unused76' | 'unused77' | 'unused78' | 'unused79' | 'unused80' | 'unused81' | 'unused82' | 'unused83' | 'unused84' | 'unused85' | 'unused86' | 'unused87' | 'unused88' | 'unused89' | 'unused90' | 'unused91' | 'unused92' | 'unused93' | 'unused94' | 'unused95' | 'unused96' | 'unused97' | 'unused98' | 'unused99' | 'unused100' | 'unused101' | 'unused102' | 'unused103' | 'unused104' | 'unused105' | 'unused106' | 'unused107' | 'unused108' | 'unused109' | 'unused110' | 'unused111' | 'unused112' | 'unused113' | 'unused114' | 'unused115' | 'unused116' | 'unused117' | 'unused118' | 'unused119' | 'unused120' | 'unused121' | 'unused122' | 'unused123' | 'unused124' | 'unused125' | 'unused126' | 'unused127' | 'unused128' | 'unused129' | 'unused130' | 'unused131' | 'unused132' | 'unused133' | 'unused134' | 'unused135' | 'unused136' | 'unused137' | 'unused138' | 'unused139' | 'unused140' | 'unused141' | 'unused142' | 'unused143' | 'unused144' | 'unused145' | 'unused146' | 'unused147' | 'unused148' | 'unused149' | 'unused150' | 'unused151' | 'unused152' | 'unused153' | 'unused154' | 'unused155' | 'unused156' | 'unused157' | 'unused158' | 'unused159' | 'unused160' | 'unused161' | 'unused162' | 'unused163' | 'unused164' | 'unused165' | 'unused166' | 'unused167' | 'unused168' | 'unused169' | 'unused170' | 'unused171' | 'unused172' | 'unused173' | 'unused174' | 'unused175' | 'unused176' | 'unused177' | 'unused178' | 'unused179' | 'unused180' | 'unused181' | 'unused182' | 'unused183' | 'unused184' | 'unused185' | 'unused186' | 'unused187' | 'unused188' | 'unused189' | 'unused190' | 'unused191' | 'unused192' | 'unused193' | 'unused194' | 'unused195' | 'unused196' | 'unused197' | 'unused198' | 'unused199' | 'unused200' | 'unused201' | 'unused202' | 'unused203' | 'unused204' | 'unused205' | 'unused206' | 'unused207' | 'unused208' | 'unused209' | 'unused210' | 'unused211' | 'unused212' | 'unused213' | 'unused214' | 'unused215' | 'unused216' | 'unused217' | 'unused218' | 'unused219' | 'unused220' | 'unused221' | 'unused222' | 'unused223' | 'unused224' | 'unused225' | 'unused226' | 'unused227' | 'unused228' | 'unused229' | 'unused230' | 'unused231' | 'unused232' | 'unused233' | 'unused234' | 'unused235' | 'unused236' | 'unused237' | 'unused238' | 'unused239' | 'unused240' | 'unused241' | 'unused242' | 'unused243' | 'unused244' | 'unused245' | 'unused246' | 'unused247' | 'unused248' | 'unused249' | 'unused250' | 'unused251' | 'unused252' | 'unused253' | 'unused254' | 'unused255'; format?: 'raw' | 'qcow2' | 'vmdk' | undefined; node: string; storage?: string | undefined; 'target-digest'?: string | undefined; 'target-disk'?: 'ide0' | 'ide1' | 'ide2' | 'ide3' | 'scsi0' | 'scsi1' | 'scsi2' | 'scsi3' | 'scsi4' | 'scsi5' | 'scsi6' | 'scsi7' | 'scsi8' | 'scsi9' | 'scsi10' | 'scsi11' | 'scsi12' | 'scsi13' | 'scsi14' | 'scsi15' | 'scsi16' | 'scsi17' | 'scsi18' | 'scsi19' | 'scsi20' | 'scsi21' | 'scsi22' | 'scsi23' | 'scsi24' | 'scsi25' | 'scsi26' | 'scsi27' | 'scsi28' | 'scsi29' | 'scsi30' | 'virtio0' | 'virtio1' | 'virtio2' | 'virtio3' | 'virtio4' | 'virtio5' | 'virtio6' | 'virtio7' | 'virtio8' | 'virtio9' | 'virtio10' | 'virtio11' | 'virtio12' | 'virtio13' | 'virtio14' | 'virtio15' | 'sata0' | 'sata1' | 'sata2' | 'sata3' | 'sata4' | 'sata5' | 'efidisk0' | 'tpmstate0' | 'unused0' | 'unused1' | 'unused2' | 'unused3' | 'unused4' | 'unused5' | 'unused6' | 'unused7' | 'unused8' | 'unused9' | 'unused10' | 'unused11' | 'unused12' | 'unused13' | 'unused14' | 'unused15' | 'unused16' | 'unused17' | 'unused18' | 'unused19' | 'unused20' | 'unused21' | 'unused22' | 'unused23' | 'unused24' | 'unused25' | 'unused26' | 'unused27' | 'unused28' | 'unused29' | 'unused30' | 'unused31' | 'unused32' | 'unused33' | 'unused34' | 'unused35' | 'unused36' | 'unused37' | 'unused38' | 'unused39' | 'unused40' | 'unused41' | 'unused42' | 'unused43' | 'unused44' | 'unused45' | 'unused46' | 'unused47' | 'unused48' | 'unused49' | 'unused50' | 'unused51' | 'unused52' | 'unused53' | 'unused54' | 'unused55' | 'unused56' | 'unused57' | 'unused58' | 'unused59' | 'unused60' | 'unused61' | 'unused62' | 'unused63' | 'unused64' | 'unused65' | 'unused66' | 'unused67' | 'unused68' | 'unused69' | 'unused70' | 'unused71' | 'unused72' | 'unused73' | 'unused74' | 'unused75' | 'unused76' | 'unused77' | 'unused78' | 'unused79' | 'unused80' | 'unused81' | 'unused82' | 'unused83' | 'unused84' | 'unused85' | 'unused86' | 'unused87' | 'unused88' | 'unused89' | 'unused90' | 'unused91' | 'unused92' | 'unused93' | 'unused94' | 'unused95' | 'unused96' | 'unused97' | 'unused98' | 'unused99' | 'unused100' | 'unused101' | 'unused102' | 'unused103' | 'unused104' | 'unused105' | 'unused106' | 'unused107' | 'unused108' | 'unused109' | 'unused110' | 'unused111' | 'unused112' | 'unused113' | 'unused114' | 'unused115' | 'unused116' | 'unused117' | 'unused118' | 'unused119' | 'unused120' | 'unused121' | 'unused122' | 'unused123' | 'unused124' | 'unused125' | 'unused126' | 'unused127' | 'unused128' | 'unused129' | 'unused130' | 'unused131' | 'unused132' | 'unused133' | 'unused134' | 'unused135' | 'unused136' | 'unused137' | 'unused138' | 'unused139' | 'unused140' | 'unused141' | 'unused142' | 'unused143' | 'unused144' | 'unused145' | 'unused146' | 'unused147' | 'unused148' | 'unused149' | 'unused150' | 'unused151' | 'unused152' | 'unused153' | 'unused154' | 'unused155' | 'unused156' | 'unused157' | 'unused158' | 'unused159' | 'unused160' | 'unused161' | 'unused162' | 'unused163' | 'unused164' | 'unused165' | 'unused166' | 'unused167' | 'unused168' | 'unused169' | 'unused170' | 'unused171' | 'unused172' | 'unused173' | 'unused174' | 'unused175' | 'unused176' | 'unused177' | 'unused178' | 'unused179' | 'unused180' | 'unused181' | 'unused182' | 'unused183' | 'unused184' | 'unused185' | 'unused186' | 'unused187' | 'unused188' | 'unused189' | 'unused190' | 'unused191' | 'unused192' | 'unused193' | 'unused194' | 'unused195' | 'unused196' | 'unused197' | 'unused198' | 'unused199' | 'unused200' | 'unused201' | 'unused202' | 'unused203' | 'unused204' | 'unused205' | 'unused206' | 'unused207' | 'unused208' | 'unused209' | 'unused210' | 'unused211' | 'unused212' | 'unused213' | 'unused214' | 'unused215' | 'unused216' | 'unused217' | 'unused218' | 'unused219' | 'unused220' | 'unused221' | 'unused222' | 'unused223' | 'unused224' | 'unused225' | 'unused226' | 'unused227' | 'unused228' | 'unused229' | 'unused230' | 'unused231' | 'unused232' | 'unused233' | 'unused234' | 'unused235' | 'unused236' | 'unused237' | 'unused238' | 'unused239' | 'unused240' | 'unused241' | 'unused242' | 'unused243' | 'unused244' | 'unused245' | 'unused246' | 'unused247' | 'unused248' | 'unused249' | 'unused250' | 'unused251' | 'unused252' | 'unused253' | 'unused254' | 'unused255' | undefined; 'target-vmid'?: number | undefined; vmid: number }
type T355 = { bwlimit?: number | undefined; delete?: boolean | undefined; node: string; online?: boolean | undefined; 'target-bridge': string; 'target-endpoint': string; 'target-storage': string; 'target-vmid'?: number | undefined; vmid: number }
type T356 = { description?: string | undefined; node: string; snapname: string; vmid: number; vmstate?: boolean | undefined }
type T357 = { node: string; skiplock?: boolean | undefined; vmid: number }
type T358 = { nocheck?: boolean | undefined; node: string; skiplock?: boolean | undefined; vmid: number }
type T359 = { forceStop?: boolean | undefined; keepActive?: boolean | undefined; node: string; skiplock?: boolean | undefined; timeout?: number | undefined; vmid: number }
type T360 = { 'force-cpu'?: string | undefined; machine?: string | undefined; migratedfrom?: string | undefined; migration_network?: string | undefined; migration_type?: 'secure' | 'insecure' | undefined; 'nets-host-mtu'?: string | undefined; node: string; skiplock?: boolean | undefined; stateuri?: string | undefined; targetstorage?: string | undefined; timeout?: number | undefined; vmid: number; 'with-conntrack-state'?: boolean | undefined }
type T361 = { keepActive?: boolean | undefined; migratedfrom?: string | undefined; node: string; 'overrule-shutdown'?: boolean | undefined; skiplock?: boolean | undefined; timeout?: number | undefined; vmid: number }
type T362 = { node: string; skiplock?: boolean | undefined; statestorage?: string | undefined; todisk?: boolean | undefined; vmid: number }
type T363 = { disk?: 'ide0' | 'ide1' | 'ide2' | 'ide3' | 'scsi0' | 'scsi1' | 'scsi2' | 'scsi3' | 'scsi4' | 'scsi5' | 'scsi6' | 'scsi7' | 'scsi8' | 'scsi9' | 'scsi10' | 'scsi11' | 'scsi12' | 'scsi13' | 'scsi14' | 'scsi15' | 'scsi16' | 'scsi17' | 'scsi18' | 'scsi19' | 'scsi20' | 'scsi21' | 'scsi22' | 'scsi23' | 'scsi24' | 'scsi25' | 'scsi26' | 'scsi27' | 'scsi28' | 'scsi29' | 'scsi30' | 'virtio0' | 'virtio1' | 'virtio2' | 'virtio3' | 'virtio4' | 'virtio5' | 'virtio6' | 'virtio7' | 'virtio8' | 'virtio9' | 'virtio10' | 'virtio11' | 'virtio12' | 'virtio13' | 'virtio14' | 'virtio15' | 'sata0' | 'sata1' | 'sata2' | 'sata3' | 'sata4' | 'sata5' | 'efidisk0' | 'tpmstate0' | undefined; node: string; vmid: number }
type T364 = { node: string; serial?: 'serial0' | 'serial1' | 'serial2' | 'serial3' | undefined; vmid: number }
type T365 = { 'generate-password'?: boolean | undefined; node: string; vmid: number; websocket?: boolean | undefined }
type T366 = { cmd?: 'ceph_install' | 'login' | 'upgrade' | undefined; 'cmd-opts'?: string | undefined; node: string; proxy?: string | undefined }
type T367 = { force?: boolean | undefined; 'max-workers'?: number | undefined; node: string; vms?: string | undefined }
type T368 = { command: 'reboot' | 'shutdown'; node: string }
type T369 = { 'force-stop'?: boolean | undefined; 'max-workers'?: number | undefined; node: string; timeout?: number | undefined; vms?: string | undefined }
type T370 = { filename: string; format?: 'raw' | 'qcow2' | 'subvol' | 'vmdk' | undefined; node: string; size: string; storage: string; vmid: number }
type T371 = { node: string; storage: string; target: string; target_node?: string | undefined; volume: string }
type T372 = { checksum?: string | undefined; 'checksum-algorithm'?: 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | undefined; compression?: string | undefined; content: 'iso' | 'vztmpl' | 'import'; filename: string; node: string; storage: string; url: string; 'verify-certificates'?: boolean | undefined }
type T373 = { filename?: string | undefined; node: string; reference: string; storage: string }
type T374 = { checksum?: string | undefined; 'checksum-algorithm'?: 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512' | undefined; content: 'iso' | 'vztmpl' | 'import'; filename: string; node: string; storage: string; tmpfilename?: string | undefined }
type T375 = { 'max-workers'?: number | undefined; node: string; vms?: string | undefined }
type T376 = { cmd?: 'ceph_install' | 'login' | 'upgrade' | undefined; 'cmd-opts'?: string | undefined; node: string }
type T377 = { cmd?: 'ceph_install' | 'login' | 'upgrade' | undefined; 'cmd-opts'?: string | undefined; height?: number | undefined; node: string; websocket?: boolean | undefined; width?: number | undefined }
type T378 = { all?: boolean | undefined; bwlimit?: number | undefined; compress?: '0' | '1' | 'gzip' | 'lzo' | 'zstd' | undefined; dumpdir?: string | undefined; exclude?: string | undefined; 'exclude-path'?: readonly (string)[] | undefined; fleecing?: string | undefined; ionice?: number | undefined; 'job-id'?: string | undefined; lockwait?: number | undefined; mailnotification?: 'always' | 'failure' | undefined; mailto?: string | undefined; mode?: 'snapshot' | 'suspend' | 'stop' | undefined; node: string; 'notes-template'?: string | undefined; 'notification-mode'?: 'auto' | 'legacy-sendmail' | 'notification-system' | undefined; 'pbs-change-detection-mode'?: 'legacy' | 'data' | 'metadata' | undefined; performance?: string | undefined; pigz?: number | undefined; pool?: string | undefined; protected?: boolean | undefined; 'prune-backups'?: string | undefined; quiet?: boolean | undefined; remove?: boolean | undefined; script?: string | undefined; stdexcludes?: boolean | undefined; stdout?: boolean | undefined; stop?: boolean | undefined; stopwait?: number | undefined; storage?: string | undefined; tmpdir?: string | undefined; vmid?: string | undefined; zstd?: number | undefined }
type T379 = { comment?: string | undefined; poolid: string }
type T380 = { config?: { 'encryption-key'?: string }; storage?: string; type?: 'btrfs' | 'cephfs' | 'cifs' | 'dir' | 'esxi' | 'iscsi' | 'iscsidirect' | 'lvm' | 'lvmthin' | 'nfs' | 'pbs' | 'rbd' | 'zfs' | 'zfspool' | Other }
type T381 = { authsupported?: string | undefined; base?: string | undefined; blocksize?: string | undefined; bwlimit?: string | undefined; comstar_hg?: string | undefined; comstar_tg?: string | undefined; content?: string | undefined; 'content-dirs'?: string | undefined; 'create-base-path'?: boolean | undefined; 'create-subdirs'?: boolean | undefined; 'data-pool'?: string | undefined; datastore?: string | undefined; disable?: boolean | undefined; domain?: string | undefined; 'encryption-key'?: string | undefined; export?: string | undefined; fingerprint?: string | undefined; format?: 'raw' | 'qcow2' | 'subvol' | 'vmdk' | undefined; 'fs-name'?: string | undefined; fuse?: boolean | undefined; is_mountpoint?: string | undefined; iscsiprovider?: string | undefined; keyring?: string | undefined; krbd?: boolean | undefined; lio_tpg?: string | undefined; 'master-pubkey'?: string | undefined; 'max-protected-backups'?: number | undefined; mkdir?: boolean | undefined; monhost?: string | undefined; mountpoint?: string | undefined; namespace?: string | undefined; nocow?: boolean | undefined; nodes?: string | undefined; nowritecache?: boolean | undefined; options?: string | undefined; password?: string | undefined; path?: string | undefined; pool?: string | undefined; port?: number | undefined; portal?: string | undefined; preallocation?: 'off' | 'metadata' | 'falloc' | 'full' | undefined; 'prune-backups'?: string | undefined; saferemove?: boolean | undefined; 'saferemove-stepsize'?: number | undefined; saferemove_throughput?: string | undefined; server?: string | undefined; share?: string | undefined; shared?: boolean | undefined; 'skip-cert-verification'?: boolean | undefined; smbversion?: 'default' | '2.0' | '2.1' | '3' | '3.0' | '3.11' | undefined; 'snapshot-as-volume-chain'?: boolean | undefined; sparse?: boolean | undefined; storage: string; subdir?: string | undefined; tagged_only?: boolean | undefined; target?: string | undefined; thinpool?: string | undefined; type: 'btrfs' | 'cephfs' | 'cifs' | 'dir' | 'esxi' | 'iscsi' | 'iscsidirect' | 'lvm' | 'lvmthin' | 'nfs' | 'pbs' | 'rbd' | 'zfs' | 'zfspool'; username?: string | undefined; vgname?: string | undefined; 'zfs-base-path'?: string | undefined }
type T382 = { delete?: boolean | undefined; groups?: string | undefined; path: string; propagate?: boolean | undefined; roles: string; tokens?: string | undefined; users?: string | undefined }
type T383 = { 'acr-values'?: string | undefined; audiences?: string | undefined; autocreate?: boolean | undefined; base_dn?: string | undefined; bind_dn?: string | undefined; capath?: string | undefined; 'case-sensitive'?: boolean | undefined; cert?: string | undefined; certkey?: string | undefined; 'check-connection'?: boolean | undefined; 'client-id'?: string | undefined; 'client-key'?: string | undefined; comment?: string | undefined; default?: boolean | undefined; delete?: string | undefined; digest?: string | undefined; domain?: string | undefined; filter?: string | undefined; group_classes?: string | undefined; group_dn?: string | undefined; group_filter?: string | undefined; group_name_attr?: string | undefined; 'groups-autocreate'?: boolean | undefined; 'groups-claim'?: string | undefined; 'groups-overwrite'?: boolean | undefined; 'issuer-url'?: string | undefined; mode?: 'ldap' | 'ldaps' | 'ldap+starttls' | undefined; password?: string | undefined; port?: number | undefined; prompt?: string | undefined; 'query-userinfo'?: boolean | undefined; realm: string; scopes?: string | undefined; secure?: boolean | undefined; server1?: string | undefined; server2?: string | undefined; sslversion?: 'tlsv1' | 'tlsv1_1' | 'tlsv1_2' | 'tlsv1_3' | undefined; 'sync-defaults-options'?: string | undefined; sync_attributes?: string | undefined; tfa?: string | undefined; user_attr?: string | undefined; user_classes?: string | undefined; verify?: boolean | undefined }
type T384 = { 'confirmation-password'?: string | undefined; password: string; userid: string }
type T385 = { append?: boolean | undefined; privs?: string | undefined; roleid: string }
type T386 = { description?: string | undefined; enable?: boolean | undefined; id: string; password?: string | undefined; userid: string }
type T387 = { append?: boolean | undefined; comment?: string | undefined; email?: string | undefined; enable?: boolean | undefined; expire?: number | undefined; firstname?: string | undefined; groups?: string | undefined; keys?: string | undefined; lastname?: string | undefined; userid: string }
type T388 = { comment?: string; expire?: number; 'full-tokenid'?: string; privsep?: boolean; value?: string }
type T389 = { comment?: string | undefined; delete?: string | undefined; expire?: number | undefined; privsep?: boolean | undefined; regenerate?: boolean | undefined; tokenid: string; userid: string }
type T390 = { contact?: string | undefined; name: string }
type T391 = { api?: '1984hosting' | 'acmedns' | 'acmeproxy' | 'active24' | 'ad' | 'ali' | 'alviy' | 'anx' | 'artfiles' | 'arvan' | 'aurora' | 'autodns' | 'aws' | 'azion' | 'azure' | 'beget' | 'bookmyname' | 'bunny' | 'cf' | 'clouddns' | 'cloudns' | 'cn' | 'conoha' | 'constellix' | 'cpanel' | 'curanet' | 'cyon' | 'da' | 'ddnss' | 'desec' | 'df' | 'dgon' | 'dnsexit' | 'dnshome' | 'dnsimple' | 'dnsservices' | 'doapi' | 'domeneshop' | 'dp' | 'dpi' | 'dreamhost' | 'duckdns' | 'durabledns' | 'dyn' | 'dynu' | 'dynv6' | 'easydns' | 'edgecenter' | 'edgedns' | 'euserv' | 'exoscale' | 'fornex' | 'freedns' | 'freemyip' | 'gandi_livedns' | 'gcloud' | 'gcore' | 'gd' | 'geoscaling' | 'googledomains' | 'he' | 'he_ddns' | 'hetzner' | 'hetznercloud' | 'hexonet' | 'hostingde' | 'huaweicloud' | 'infoblox' | 'infomaniak' | 'internetbs' | 'inwx' | 'ionos' | 'ionos_cloud' | 'ipv64' | 'ispconfig' | 'jd' | 'joker' | 'kappernet' | 'kas' | 'kinghost' | 'knot' | 'la' | 'leaseweb' | 'lexicon' | 'limacity' | 'linode' | 'linode_v4' | 'loopia' | 'lua' | 'maradns' | 'me' | 'miab' | 'mijnhost' | 'misaka' | 'myapi' | 'mydevil' | 'mydnsjp' | 'mythic_beasts' | 'namecheap' | 'namecom' | 'namesilo' | 'nanelo' | 'nederhost' | 'neodigit' | 'netcup' | 'netlify' | 'nic' | 'njalla' | 'nm' | 'nsd' | 'nsone' | 'nsupdate' | 'nw' | 'oci' | 'omglol' | 'one' | 'online' | 'openprovider' | 'openprovider_rest' | 'openstack' | 'opnsense' | 'ovh' | 'pdns' | 'pleskxml' | 'pointhq' | 'porkbun' | 'rackcorp' | 'rackspace' | 'rage4' | 'rcode0' | 'regru' | 'scaleway' | 'schlundtech' | 'selectel' | 'selfhost' | 'servercow' | 'simply' | 'spaceship' | 'technitium' | 'tele3' | 'tencent' | 'timeweb' | 'transip' | 'udr' | 'ultra' | 'unoeuro' | 'variomedia' | 'veesp' | 'vercel' | 'vscale' | 'vultr' | 'websupport' | 'west_cn' | 'world4you' | 'yandex360' | 'yc' | 'zilore' | 'zone' | 'zoneedit' | 'zonomi' | undefined; data?: string | undefined; delete?: string | undefined; digest?: string | undefined; disable?: boolean | undefined; id: string; nodes?: string | undefined; 'validation-delay'?: number | undefined }
type T392 = { all?: boolean | undefined; bwlimit?: number | undefined; comment?: string | undefined; compress?: '0' | '1' | 'gzip' | 'lzo' | 'zstd' | undefined; delete?: string | undefined; dow?: string | undefined; dumpdir?: string | undefined; enabled?: boolean | undefined; exclude?: string | undefined; 'exclude-path'?: readonly (string)[] | undefined; fleecing?: string | undefined; id: string; ionice?: number | undefined; lockwait?: number | undefined; mailnotification?: 'always' | 'failure' | undefined; mailto?: string | undefined; mode?: 'snapshot' | 'suspend' | 'stop' | undefined; node?: string | undefined; 'notes-template'?: string | undefined; 'notification-mode'?: 'auto' | 'legacy-sendmail' | 'notification-system' | undefined; 'pbs-change-detection-mode'?: 'legacy' | 'data' | 'metadata' | undefined; performance?: string | undefined; pigz?: number | undefined; pool?: string | undefined; protected?: boolean | undefined; 'prune-backups'?: string | undefined; quiet?: boolean | undefined; remove?: boolean | undefined; 'repeat-missed'?: boolean | undefined; schedule?: string | undefined; script?: string | undefined; starttime?: string | undefined; stdexcludes?: boolean | undefined; stop?: boolean | undefined; stopwait?: number | undefined; storage?: string | undefined; tmpdir?: string | undefined; vmid?: string | undefined; zstd?: number | undefined }
type T393 = { nobackfill?: boolean | undefined; 'nodeep-scrub'?: boolean | undefined; nodown?: boolean | undefined; noin?: boolean | undefined; noout?: boolean | undefined; norebalance?: boolean | undefined; norecover?: boolean | undefined; noscrub?: boolean | undefined; notieragent?: boolean | undefined; noup?: boolean | undefined; pause?: boolean | undefined }
type T394 = { flag: 'nobackfill' | 'nodeep-scrub' | 'nodown' | 'noin' | 'noout' | 'norebalance' | 'norecover' | 'noscrub' | 'notieragent' | 'noup' | 'pause'; value: boolean }
type T395 = { cidr: string; comment?: string | undefined; digest?: string | undefined; name: string; rename?: string | undefined }
type T396 = { action?: string | undefined; comment?: string | undefined; delete?: string | undefined; dest?: string | undefined; digest?: string | undefined; dport?: string | undefined; enable?: number | undefined; group: string; 'icmp-type'?: string | undefined; iface?: string | undefined; log?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; macro?: string | undefined; moveto?: number | undefined; pos: number; proto?: string | undefined; source?: string | undefined; sport?: string | undefined; type?: 'in' | 'out' | 'forward' | 'group' | undefined }
type T397 = { cidr: string; comment?: string | undefined; digest?: string | undefined; name: string; nomatch?: boolean | undefined }
type T398 = { delete?: string | undefined; digest?: string | undefined; ebtables?: boolean | undefined; enable?: number | undefined; log_ratelimit?: string | undefined; policy_forward?: 'ACCEPT' | 'DROP' | undefined; policy_in?: 'ACCEPT' | 'REJECT' | 'DROP' | undefined; policy_out?: 'ACCEPT' | 'REJECT' | 'DROP' | undefined }
type T399 = { action?: string | undefined; comment?: string | undefined; delete?: string | undefined; dest?: string | undefined; digest?: string | undefined; dport?: string | undefined; enable?: number | undefined; 'icmp-type'?: string | undefined; iface?: string | undefined; log?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; macro?: string | undefined; moveto?: number | undefined; pos: number; proto?: string | undefined; source?: string | undefined; sport?: string | undefined; type?: 'in' | 'out' | 'forward' | 'group' | undefined }
type T400 = { comment?: string | undefined; delete?: string | undefined; digest?: string | undefined; group: string; nodes?: string | undefined; nofailback?: boolean | undefined; restricted?: boolean | undefined }
type T401 = { 'auto-rebalance'?: boolean | undefined; comment?: string | undefined; delete?: string | undefined; digest?: string | undefined; failback?: boolean | undefined; group?: string | undefined; max_relocate?: number | undefined; max_restart?: number | undefined; sid: string; state?: 'started' | 'stopped' | 'enabled' | 'disabled' | 'ignored' | undefined }
type T402 = { affinity?: 'positive' | 'negative' | undefined; comment?: string | undefined; delete?: string | undefined; digest?: string | undefined; disable?: boolean | undefined; nodes?: string | undefined; resources?: string | undefined; rule: string; strict?: boolean | undefined; type: 'node-affinity' | 'resource-affinity' }
type T403 = { comment?: string | undefined; delete?: string | undefined; 'enable-new'?: boolean | undefined; enabled?: boolean | undefined; id: string; 'remove-vanished'?: string | undefined; schedule: string; scope?: 'users' | 'groups' | 'both' | undefined }
type T404 = { delete?: string | undefined; description?: string | undefined; digest?: string | undefined; id: string; map?: readonly (string)[] | undefined }
type T405 = { delete?: string | undefined; description?: string | undefined; digest?: string | undefined; id: string; 'live-migration-capable'?: boolean | undefined; map?: readonly (string)[] | undefined; mdev?: boolean | undefined }
type T406 = { delete?: string | undefined; description?: string | undefined; digest?: string | undefined; id: string; map: readonly (string)[] }
type T407 = { 'api-path-prefix'?: string | undefined; bucket?: string | undefined; delete?: string | undefined; digest?: string | undefined; disable?: boolean | undefined; id: string; influxdbproto?: 'udp' | 'http' | 'https' | undefined; 'max-body-size'?: number | undefined; mtu?: number | undefined; organization?: string | undefined; 'otel-compression'?: 'none' | 'gzip' | undefined; 'otel-headers'?: string | undefined; 'otel-max-body-size'?: number | undefined; 'otel-path'?: string | undefined; 'otel-protocol'?: 'http' | 'https' | undefined; 'otel-resource-attributes'?: string | undefined; 'otel-timeout'?: number | undefined; 'otel-verify-ssl'?: boolean | undefined; path?: string | undefined; port: number; proto?: 'udp' | 'tcp' | undefined; server: string; timeout?: number | undefined; token?: string | undefined; 'verify-certificate'?: boolean | undefined }
type T408 = { comment?: string | undefined; delete?: readonly (string)[] | undefined; digest?: string | undefined; disable?: boolean | undefined; name: string; server?: string | undefined; token?: string | undefined }
type T409 = { author?: string | undefined; comment?: string | undefined; delete?: readonly (string)[] | undefined; digest?: string | undefined; disable?: boolean | undefined; 'from-address'?: string | undefined; mailto?: readonly (string)[] | undefined; 'mailto-user'?: readonly (string)[] | undefined; name: string }
type T410 = { author?: string | undefined; comment?: string | undefined; delete?: readonly (string)[] | undefined; digest?: string | undefined; disable?: boolean | undefined; 'from-address'?: string | undefined; mailto?: readonly (string)[] | undefined; 'mailto-user'?: readonly (string)[] | undefined; mode?: 'insecure' | 'starttls' | 'tls' | undefined; name: string; password?: string | undefined; port?: number | undefined; server?: string | undefined; username?: string | undefined }
type T411 = { body?: string | undefined; comment?: string | undefined; delete?: readonly (string)[] | undefined; digest?: string | undefined; disable?: boolean | undefined; header?: readonly (string)[] | undefined; method?: 'post' | 'put' | 'get' | undefined; name: string; secret?: readonly (string)[] | undefined; url?: string | undefined }
type T412 = { comment?: string | undefined; delete?: readonly (string)[] | undefined; digest?: string | undefined; disable?: boolean | undefined; 'invert-match'?: boolean | undefined; 'match-calendar'?: readonly (string)[] | undefined; 'match-field'?: readonly (string)[] | undefined; 'match-severity'?: readonly (string)[] | undefined; mode?: 'all' | 'any' | undefined; name: string; target?: readonly (string)[] | undefined }
type T413 = { bwlimit?: string | undefined; 'consent-text'?: string | undefined; console?: 'applet' | 'vv' | 'html5' | 'xtermjs' | undefined; crs?: string | undefined; delete?: string | undefined; description?: string | undefined; email_from?: string | undefined; fencing?: 'watchdog' | 'hardware' | 'both' | undefined; ha?: string | undefined; http_proxy?: string | undefined; keyboard?: 'de' | 'de-ch' | 'da' | 'en-gb' | 'en-us' | 'es' | 'fi' | 'fr' | 'fr-be' | 'fr-ca' | 'fr-ch' | 'hu' | 'is' | 'it' | 'ja' | 'lt' | 'mk' | 'nl' | 'no' | 'pl' | 'pt' | 'pt-br' | 'sv' | 'sl' | 'tr' | undefined; language?: 'ar' | 'ca' | 'da' | 'de' | 'en' | 'es' | 'eu' | 'fa' | 'fr' | 'hr' | 'he' | 'it' | 'ja' | 'ka' | 'kr' | 'nb' | 'nl' | 'nn' | 'pl' | 'pt_BR' | 'ru' | 'sl' | 'sv' | 'tr' | 'ukr' | 'zh_CN' | 'zh_TW' | undefined; location?: string | undefined; mac_prefix?: string | undefined; max_workers?: number | undefined; migration?: string | undefined; migration_unsecure?: boolean | undefined; 'next-id'?: string | undefined; notify?: string | undefined; 'registered-tags'?: string | undefined; replication?: string | undefined; 'tag-style'?: string | undefined; u2f?: string | undefined; 'user-tag-access'?: string | undefined; webauthn?: string | undefined }
type T414 = { cputype: string; delete?: string | undefined; digest?: string | undefined; flags?: string | undefined; 'guest-phys-bits'?: number | undefined; hidden?: boolean | undefined; 'hv-vendor-id'?: string | undefined; level?: number | undefined; 'phys-bits'?: string | undefined; 'reported-model'?: '486' | 'a64fx' | 'athlon' | 'Broadwell' | 'Broadwell-IBRS' | 'Broadwell-noTSX' | 'Broadwell-noTSX-IBRS' | 'Cascadelake-Server' | 'Cascadelake-Server-noTSX' | 'Cascadelake-Server-v2' | 'Cascadelake-Server-v4' | 'Cascadelake-Server-v5' | 'ClearwaterForest' | 'ClearwaterForest-v2' | 'ClearwaterForest-v3' | 'Conroe' | 'Cooperlake' | 'Cooperlake-v2' | 'core2duo' | 'coreduo' | 'cortex-a35' | 'cortex-a53' | 'cortex-a55' | 'cortex-a57' | 'cortex-a710' | 'cortex-a72' | 'cortex-a76' | 'cortex-a78ae' | 'DiamondRapids' | 'EPYC' | 'EPYC-Genoa' | 'EPYC-Genoa-v2' | 'EPYC-IBPB' | 'EPYC-Milan' | 'EPYC-Milan-v2' | 'EPYC-Milan-v3' | 'EPYC-Rome' | 'EPYC-Rome-v2' | 'EPYC-Rome-v3' | 'EPYC-Rome-v4' | 'EPYC-Rome-v5' | 'EPYC-Turin' | 'EPYC-v3' | 'EPYC-v4' | 'EPYC-v5' | 'GraniteRapids' | 'GraniteRapids-v2' | 'GraniteRapids-v3' | 'GraniteRapids-v4' | 'GraniteRapids-v5' | 'Haswell' | 'Haswell-IBRS' | 'Haswell-noTSX' | 'Haswell-noTSX-IBRS' | 'host' | 'Icelake-Client' | 'Icelake-Client-noTSX' | 'Icelake-Server' | 'Icelake-Server-noTSX' | 'Icelake-Server-v3' | 'Icelake-Server-v4' | 'Icelake-Server-v5' | 'Icelake-Server-v6' | 'Icelake-Server-v7' | 'IvyBridge' | 'IvyBridge-IBRS' | 'KnightsMill' | 'kvm32' | 'kvm64' | 'max' | 'Nehalem' | 'Nehalem-IBRS' | 'neoverse-n1' | 'neoverse-n2' | 'neoverse-v1' | 'Opteron_G1' | 'Opteron_G2' | 'Opteron_G3' | 'Opteron_G4' | 'Opteron_G5' | 'Penryn' | 'pentium' | 'pentium2' | 'pentium3' | 'phenom' | 'qemu32' | 'qemu64' | 'SandyBridge' | 'SandyBridge-IBRS' | 'SapphireRapids' | 'SapphireRapids-v2' | 'SapphireRapids-v3' | 'SapphireRapids-v4' | 'SapphireRapids-v5' | 'SapphireRapids-v6' | 'SierraForest' | 'SierraForest-v2' | 'SierraForest-v3' | 'SierraForest-v4' | 'SierraForest-v5' | 'Skylake-Client' | 'Skylake-Client-IBRS' | 'Skylake-Client-noTSX-IBRS' | 'Skylake-Client-v4' | 'Skylake-Server' | 'Skylake-Server-IBRS' | 'Skylake-Server-noTSX-IBRS' | 'Skylake-Server-v4' | 'Skylake-Server-v5' | 'Westmere' | 'Westmere-IBRS' | undefined }
type T415 = { comment?: string | undefined; delete?: string | undefined; digest?: string | undefined; disable?: boolean | undefined; id: string; rate?: number | undefined; remove_job?: 'local' | 'full' | undefined; schedule?: string | undefined; source?: string | undefined }
type T416 = { asn?: number | undefined; 'bgp-mode'?: 'auto' | 'external' | 'internal' | undefined; 'bgp-multipath-as-path-relax'?: boolean | undefined; controller: string; delete?: string | undefined; digest?: string | undefined; ebgp?: boolean | undefined; 'ebgp-multihop'?: number | undefined; fabric?: string | undefined; 'isis-domain'?: string | undefined; 'isis-ifaces'?: string | undefined; 'isis-net'?: string | undefined; 'lock-token'?: string | undefined; loopback?: string | undefined; node?: string | undefined; nodes?: string | undefined; 'peer-group-name'?: string | undefined; peers?: string | undefined; 'route-map-in'?: string | undefined; 'route-map-out'?: string | undefined }
type T417 = { delete?: string | undefined; digest?: string | undefined; dns: string; fingerprint?: string | undefined; key?: string | undefined; 'lock-token'?: string | undefined; reversemaskv6?: number | undefined; ttl?: number | undefined; url?: string | undefined }
type T418 = { area?: string | undefined; csnp_interval?: number | undefined; delete: readonly ('ip_prefix' | 'ip6_prefix' | 'hello_interval' | 'csnp_interval' | 'route_filter')[] | readonly ('ip_prefix' | 'ip6_prefix' | 'redistribute' | 'route_filter' | 'route_map_in' | 'route_map_out')[] | readonly ('area' | 'redistribute' | 'route_filter')[] | readonly ('persistent_keepalive')[]; digest?: string | undefined; hello_interval?: number | undefined; id: string; ip6_prefix?: string | undefined; ip_prefix?: string | undefined; 'lock-token'?: string | undefined; persistent_keepalive?: number | undefined; protocol: 'openfabric' | 'ospf' | 'wireguard' | 'bgp'; redistribute: readonly (string)[]; route_filter?: string | undefined }
type T419 = { allowed_ips?: readonly (string)[] | undefined; delete: readonly ('interfaces' | 'ip' | 'ip6')[] | readonly ('allowed_ips' | 'endpoint' | 'interfaces' | 'ip' | 'ip6' | 'peers')[]; digest?: string | undefined; endpoint?: string | undefined; fabric_id: string; interfaces: readonly (string)[]; ip?: string | undefined; ip6?: string | undefined; 'lock-token'?: string | undefined; node_id: string; peers?: readonly (string)[] | undefined; protocol: 'openfabric' | 'ospf' | 'wireguard' | 'bgp'; public_key?: string | undefined; role?: 'internal' | 'external' | undefined }
type T420 = { delete?: string | undefined; digest?: string | undefined; fingerprint?: string | undefined; ipam: string; 'lock-token'?: string | undefined; section?: number | undefined; token?: string | undefined; url?: string | undefined }
type T421 = { delete?: readonly ('entries')[] | undefined; digest?: string | undefined; entries?: readonly (string)[] | undefined; id: string; 'lock-token'?: string | undefined }
type T422 = { action?: 'permit' | 'deny' | undefined; delete?: readonly ('le' | 'ge' | 'seq')[] | undefined; digest?: string | undefined; ge?: number | undefined; le?: number | undefined; 'lock-token'?: string | undefined; prefix?: string | undefined; seq?: number | undefined; id: string; url_seq: string }
type T423 = { action?: 'permit' | 'deny' | undefined; call?: string | undefined; delete?: readonly ('set' | 'match' | 'call' | 'exit-action')[] | undefined; digest?: string | undefined; 'exit-action'?: string | undefined; 'lock-token'?: string | undefined; match?: readonly (string)[] | undefined; order: number; 'route-map-id': string; set?: readonly (string)[] | undefined }
type T424 = { alias?: string | undefined; delete?: string | undefined; digest?: string | undefined; 'isolate-ports'?: boolean | undefined; 'lock-token'?: string | undefined; tag?: number | undefined; vlanaware?: boolean | undefined; vnet: string; zone?: string | undefined }
type T425 = { delete?: string | undefined; digest?: string | undefined; enable?: boolean | undefined; log_level_forward?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; policy_forward?: 'ACCEPT' | 'DROP' | undefined; vnet: string }
type T426 = { action?: string | undefined; comment?: string | undefined; delete?: string | undefined; dest?: string | undefined; digest?: string | undefined; dport?: string | undefined; enable?: number | undefined; 'icmp-type'?: string | undefined; iface?: string | undefined; log?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; macro?: string | undefined; moveto?: number | undefined; pos: number; proto?: string | undefined; source?: string | undefined; sport?: string | undefined; type?: 'in' | 'out' | 'forward' | 'group' | undefined; vnet: string }
type T427 = { ip: string; mac?: string | undefined; vmid?: number | undefined; vnet: string; zone: string }
type T428 = { delete?: string | undefined; 'dhcp-dns-server'?: string | undefined; 'dhcp-range'?: readonly (string)[] | undefined; digest?: string | undefined; dnszoneprefix?: string | undefined; gateway?: string | undefined; 'lock-token'?: string | undefined; snat?: boolean | undefined; subnet: string; vnet: string }
type T429 = { 'advertise-subnets'?: boolean | undefined; bridge?: string | undefined; 'bridge-disable-mac-learning'?: boolean | undefined; controller?: string | undefined; delete?: string | undefined; dhcp?: 'dnsmasq' | undefined; digest?: string | undefined; 'disable-arp-nd-suppression'?: boolean | undefined; dns?: string | undefined; dnszone?: string | undefined; 'dp-id'?: number | undefined; exitnodes?: string | undefined; 'exitnodes-local-routing'?: boolean | undefined; 'exitnodes-primary'?: string | undefined; fabric?: string | undefined; ipam?: string | undefined; 'lock-token'?: string | undefined; mac?: string | undefined; mtu?: number | undefined; nodes?: string | undefined; peers?: string | undefined; reversedns?: string | undefined; 'rt-import'?: string | undefined; 'secondary-controllers'?: readonly (string)[] | undefined; tag?: number | undefined; 'vlan-protocol'?: '802.1q' | '802.1ad' | undefined; 'vrf-vxlan'?: number | undefined; 'vxlan-port'?: number | undefined; zone: string }
type T430 = { digest?: string | undefined; handle: string; node: string }
type T431 = { application?: 'rbd' | 'cephfs' | 'rgw' | undefined; crush_rule?: string | undefined; min_size?: number | undefined; name: string; node: string; pg_autoscale_mode?: 'on' | 'off' | 'warn' | undefined; pg_num?: number | undefined; pg_num_min?: number | undefined; size?: number | undefined; target_size?: string | undefined; target_size_ratio?: number | undefined }
type T432 = { acme?: string | undefined; [family: `acmedomain${number}`]: string | undefined; 'ballooning-target'?: number | undefined; delete?: string | undefined; description?: string | undefined; digest?: string | undefined; location?: string | undefined; node: string; 'startall-onboot-delay'?: number | undefined; wakeonlan?: string | undefined }
type T433 = { dns1?: string | undefined; dns2?: string | undefined; dns3?: string | undefined; node: string; search: string }
type T434 = { delete?: string | undefined; digest?: string | undefined; enable?: boolean | undefined; log_level_forward?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; log_level_in?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; log_level_out?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; log_nf_conntrack?: boolean | undefined; ndp?: boolean | undefined; nf_conntrack_allow_invalid?: boolean | undefined; nf_conntrack_helpers?: string | undefined; nf_conntrack_max?: number | undefined; nf_conntrack_tcp_timeout_established?: number | undefined; nf_conntrack_tcp_timeout_syn_recv?: number | undefined; nftables?: boolean | undefined; node: string; nosmurfs?: boolean | undefined; protection_synflood?: boolean | undefined; protection_synflood_burst?: number | undefined; protection_synflood_rate?: number | undefined; smurf_log_level?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; tcp_flags_log_level?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; tcpflags?: boolean | undefined }
type T435 = { action?: string | undefined; comment?: string | undefined; delete?: string | undefined; dest?: string | undefined; digest?: string | undefined; dport?: string | undefined; enable?: number | undefined; 'icmp-type'?: string | undefined; iface?: string | undefined; log?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; macro?: string | undefined; moveto?: number | undefined; node: string; pos: number; proto?: string | undefined; source?: string | undefined; sport?: string | undefined; type?: 'in' | 'out' | 'forward' | 'group' | undefined }
type T436 = { arch?: 'amd64' | 'i386' | 'arm64' | 'armhf' | 'riscv32' | 'riscv64' | undefined; cmode?: 'shell' | 'console' | 'tty' | undefined; console?: boolean | undefined; cores?: number | undefined; cpulimit?: number | undefined; cpuunits?: number | undefined; debug?: boolean | undefined; delete?: string | undefined; description?: string | undefined; [family: `dev${number}`]: string | undefined; digest?: string | undefined; entrypoint?: string | undefined; env?: string | undefined; features?: string | undefined; hookscript?: string | undefined; hostname?: string | undefined; lock?: 'backup' | 'create' | 'destroyed' | 'disk' | 'fstrim' | 'migrate' | 'mounted' | 'rollback' | 'snapshot' | 'snapshot-delete' | undefined; memory?: number | undefined; [family: `mp${number}`]: string | undefined; nameserver?: string | undefined; [family: `net${number}`]: string | undefined; node: string; onboot?: boolean | undefined; ostype?: 'debian' | 'devuan' | 'ubuntu' | 'centos' | 'fedora' | 'opensuse' | 'archlinux' | 'alpine' | 'gentoo' | 'nixos' | 'unmanaged' | undefined; protection?: boolean | undefined; revert?: string | undefined; rootfs?: string | undefined; searchdomain?: string | undefined; startup?: string | undefined; swap?: number | undefined; tags?: string | undefined; template?: boolean | undefined; timezone?: string | undefined; tty?: number | undefined; unprivileged?: boolean | undefined; [family: `unused${number}`]: string | undefined; vmid: number }
type T437 = { cidr: string; comment?: string | undefined; digest?: string | undefined; name: string; node: string; rename?: string | undefined; vmid: number }
type T438 = { cidr: string; comment?: string | undefined; digest?: string | undefined; name: string; node: string; nomatch?: boolean | undefined; vmid: number }
type T439 = { delete?: string | undefined; dhcp?: boolean | undefined; digest?: string | undefined; enable?: boolean | undefined; ipfilter?: boolean | undefined; log_level_in?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; log_level_out?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; macfilter?: boolean | undefined; ndp?: boolean | undefined; node: string; policy_in?: 'ACCEPT' | 'REJECT' | 'DROP' | undefined; policy_out?: 'ACCEPT' | 'REJECT' | 'DROP' | undefined; radv?: boolean | undefined; vmid: number }
type T440 = { action?: string | undefined; comment?: string | undefined; delete?: string | undefined; dest?: string | undefined; digest?: string | undefined; dport?: string | undefined; enable?: number | undefined; 'icmp-type'?: string | undefined; iface?: string | undefined; log?: 'emerg' | 'alert' | 'crit' | 'err' | 'warning' | 'notice' | 'info' | 'debug' | 'nolog' | undefined; macro?: string | undefined; moveto?: number | undefined; node: string; pos: number; proto?: string | undefined; source?: string | undefined; sport?: string | undefined; type?: 'in' | 'out' | 'forward' | 'group' | undefined; vmid: number }
type T441 = { digest?: string | undefined; disk: 'rootfs' | 'mp0' | 'mp1' | 'mp2' | 'mp3' | 'mp4' | 'mp5' | 'mp6' | 'mp7' | 'mp8' | 'mp9' | 'mp10' | 'mp11' | 'mp12' | 'mp13' | 'mp14' | 'mp15' | 'mp16' | 'mp17' | 'mp18' | 'mp19' | 'mp20' | 'mp21' | 'mp22' | 'mp23' | 'mp24' | 'mp25' | 'mp26' | 'mp27' | 'mp28' | 'mp29' | 'mp30' | 'mp31' | 'mp32' | 'mp33' | 'mp34' | 'mp35' | 'mp36' | 'mp37' | 'mp38' | 'mp39' | 'mp40' | 'mp41' | 'mp42' | 'mp43' | 'mp44' | 'mp45' | 'mp46' | 'mp47' | 'mp48' | 'mp49' | 'mp50' | 'mp51' | 'mp52' | 'mp53' | 'mp54' | 'mp55' | 'mp56' | 'mp57' | 'mp58' | 'mp59' | 'mp60' | 'mp61' | 'mp62' | 'mp63' | 'mp64' | 'mp65' | 'mp66' | 'mp67' | 'mp68' | 'mp69' | 'mp70' | 'mp71' | 'mp72' | 'mp73' | 'mp74' | 'mp75' | 'mp76' | 'mp77' | 'mp78' | 'mp79' | 'mp80' | 'mp81' | 'mp82' | 'mp83' | 'mp84' | 'mp85' | 'mp86' | 'mp87' | 'mp88' | 'mp89' | 'mp90' | 'mp91' | 'mp92' | 'mp93' | 'mp94' | 'mp95' | 'mp96' | 'mp97' | 'mp98' | 'mp99' | 'mp100' | 'mp101' | 'mp102' | 'mp103' | 'mp104' | 'mp105' | 'mp106' | 'mp107' | 'mp108' | 'mp109' | 'mp110' | 'mp111' | 'mp112' | 'mp113' | 'mp114' | 'mp115' | 'mp116' | 'mp117' | 'mp118' | 'mp119' | 'mp120' | 'mp121' | 'mp122' | 'mp123' | 'mp124' | 'mp125' | 'mp126' | 'mp127' | 'mp128' | 'mp129' | 'mp130' | 'mp131' | 'mp132' | 'mp133' | 'mp134' | 'mp135' | 'mp136' | 'mp137' | 'mp138' | 'mp139' | 'mp140' | 'mp141' | 'mp142' | 'mp143' | 'mp144' | 'mp145' | 'mp146' | 'mp147' | 'mp148' | 'mp149' | 'mp150' | 'mp151' | 'mp152' | 'mp153' | 'mp154' | 'mp155' | 'mp156' | 'mp157' | 'mp158' | 'mp159' | 'mp160' | 'mp161' | 'mp162' | 'mp163' | 'mp164' | 'mp165' | 'mp166' | 'mp167' | 'mp168' | 'mp169' | 'mp170' | 'mp171' | 'mp172' | 'mp173' | 'mp174' | 'mp175' | 'mp176' | 'mp177' | 'mp178' | 'mp179' | 'mp180' | 'mp181' | 'mp182' | 'mp183' | 'mp184' | 'mp185' | 'mp186' | 'mp187' | 'mp188' | 'mp189' | 'mp190' | 'mp191' | 'mp192' | 'mp193' | 'mp194' | 'mp195' | 'mp196' | 'mp197' | 'mp198' | 'mp199' | 'mp200' | 'mp201' | 'mp202' | 'mp203' | 'mp204' | 'mp205' | 'mp206' | 'mp207' | 'mp208' | 'mp209' | 'mp210' | 'mp211' | 'mp212' | 'mp213' | 'mp214' | 'mp215' | 'mp216' | 'mp217' | 'mp218' | 'mp219' | 'mp220' | 'mp221' | 'mp222' | 'mp223' | 'mp224' | 'mp225' | 'mp226' | 'mp227' | 'mp228' | 'mp229' | 'mp230' | 'mp231' | 'mp232' | 'mp233' | 'mp234' | 'mp235' | 'mp236' | 'mp237' | 'mp238' | 'mp239' | 'mp240' | 'mp241' | 'mp242' | 'mp243' | 'mp244' | 'mp245' | 'mp246' | 'mp247' | 'mp248' | 'mp249' | 'mp250' | 'mp251' | 'mp252' | 'mp253' | 'mp254' | 'mp255'; node: string; size: string; vmid: number }
type T442 = { node: string; 'regenerate-frr'?: boolean | undefined }
type T443 = { address?: string | undefined; address6?: string | undefined; autostart?: boolean | undefined; 'bond-primary'?: string | undefined; bond_mode?: 'balance-rr' | 'active-backup' | 'balance-xor' | 'broadcast' | '802.3ad' | 'balance-tlb' | 'balance-alb' | 'balance-slb' | 'lacp-balance-slb' | 'lacp-balance-tcp' | undefined; bond_xmit_hash_policy?: 'layer2' | 'layer2+3' | 'layer3+4' | undefined; bridge_ports?: string | undefined; bridge_vids?: string | undefined; bridge_vlan_aware?: boolean | undefined; cidr?: string | undefined; cidr6?: string | undefined; comments?: string | undefined; comments6?: string | undefined; delete?: string | undefined; gateway?: string | undefined; gateway6?: string | undefined; iface: string; mtu?: number | undefined; netmask?: string | undefined; netmask6?: number | undefined; node: string; ovs_bonds?: string | undefined; ovs_bridge?: string | undefined; ovs_options?: string | undefined; ovs_ports?: string | undefined; ovs_tag?: number | undefined; slaves?: string | undefined; type: 'bridge' | 'bond' | 'eth' | 'alias' | 'vlan' | 'fabric' | 'OVSBridge' | 'OVSBond' | 'OVSPort' | 'OVSIntPort' | 'vnet' | 'unknown'; 'vlan-id'?: number | undefined; 'vlan-raw-device'?: string | undefined }
type T444 = { acpi?: boolean | undefined; affinity?: string | undefined; agent?: string | undefined; 'allow-ksm'?: boolean | undefined; 'amd-sev'?: string | undefined; arch?: 'x86_64' | 'aarch64' | undefined; args?: string | undefined; audio0?: string | undefined; autostart?: boolean | undefined; balloon?: number | undefined; bios?: 'seabios' | 'ovmf' | undefined; boot?: string | undefined; bootdisk?: string | undefined; cdrom?: string | undefined; cicustom?: string | undefined; cipassword?: string | undefined; citype?: 'configdrive2' | 'nocloud' | 'opennebula' | undefined; ciupgrade?: boolean | undefined; ciuser?: string | undefined; cores?: number | undefined; cpu?: string | undefined; cpulimit?: number | undefined; cpuunits?: number | undefined; delete?: string | undefined; description?: string | undefined; digest?: string | undefined; efidisk0?: string | undefined; force?: boolean | undefined; freeze?: boolean | undefined; hookscript?: string | undefined; [family: `hostpci${number}`]: string | undefined; hotplug?: string | undefined; hugepages?: 'any' | '2' | '1024' | undefined; [family: `ide${number}`]: string | undefined; 'intel-tdx'?: string | undefined; [family: `ipconfig${number}`]: string | undefined; ivshmem?: string | undefined; keephugepages?: boolean | undefined; keyboard?: 'de' | 'de-ch' | 'da' | 'en-gb' | 'en-us' | 'es' | 'fi' | 'fr' | 'fr-be' | 'fr-ca' | 'fr-ch' | 'hu' | 'is' | 'it' | 'ja' | 'lt' | 'mk' | 'nl' | 'no' | 'pl' | 'pt' | 'pt-br' | 'sv' | 'sl' | 'tr' | undefined; kvm?: boolean | undefined; localtime?: boolean | undefined; lock?: 'backup' | 'clone' | 'create' | 'migrate' | 'rollback' | 'snapshot' | 'snapshot-delete' | 'suspending' | 'suspended' | undefined; machine?: string | undefined; memory?: string | undefined; migrate_downtime?: number | undefined; migrate_speed?: number | undefined; name?: string | undefined; nameserver?: string | undefined; [family: `net${number}`]: string | undefined; node: string; numa?: boolean | undefined; [family: `numa${number}`]: string | undefined; onboot?: boolean | undefined; ostype?: 'other' | 'wxp' | 'w2k' | 'w2k3' | 'w2k8' | 'wvista' | 'win7' | 'win8' | 'win10' | 'win11' | 'l24' | 'l26' | 'solaris' | undefined; [family: `parallel${number}`]: string | undefined; protection?: boolean | undefined; reboot?: boolean | undefined; revert?: string | undefined; rng0?: string | undefined; [family: `sata${number}`]: string | undefined; [family: `scsi${number}`]: string | undefined; scsihw?: 'lsi' | 'lsi53c810' | 'virtio-scsi-pci' | 'virtio-scsi-single' | 'megasas' | 'pvscsi' | undefined; searchdomain?: string | undefined; [family: `serial${number}`]: string | undefined; shares?: number | undefined; skiplock?: boolean | undefined; smbios1?: string | undefined; smp?: number | undefined; sockets?: number | undefined; spice_enhancements?: string | undefined; sshkeys?: string | undefined; startdate?: string | undefined; startup?: string | undefined; tablet?: boolean | undefined; tags?: string | undefined; tdf?: boolean | undefined; template?: boolean | undefined; tpmstate0?: string | undefined; [family: `unused${number}`]: string | undefined; [family: `usb${number}`]: string | undefined; vcpus?: number | undefined; vga?: string | undefined; [family: `virtio${number}`]: string | undefined; [family: `virtiofs${number}`]: string | undefined; vmgenid?: string | undefined; vmid: number; vmstatestorage?: string | undefined; watchdog?: string | undefined }
type T445 = { digest?: string | undefined; disk: 'ide0' | 'ide1' | 'ide2' | 'ide3' | 'scsi0' | 'scsi1' | 'scsi2' | 'scsi3' | 'scsi4' | 'scsi5' | 'scsi6' | 'scsi7' | 'scsi8' | 'scsi9' | 'scsi10' | 'scsi11' | 'scsi12' | 'scsi13' | 'scsi14' | 'scsi15' | 'scsi16' | 'scsi17' | 'scsi18' | 'scsi19' | 'scsi20' | 'scsi21' | 'scsi22' | 'scsi23' | 'scsi24' | 'scsi25' | 'scsi26' | 'scsi27' | 'scsi28' | 'scsi29' | 'scsi30' | 'virtio0' | 'virtio1' | 'virtio2' | 'virtio3' | 'virtio4' | 'virtio5' | 'virtio6' | 'virtio7' | 'virtio8' | 'virtio9' | 'virtio10' | 'virtio11' | 'virtio12' | 'virtio13' | 'virtio14' | 'virtio15' | 'sata0' | 'sata1' | 'sata2' | 'sata3' | 'sata4' | 'sata5' | 'efidisk0' | 'tpmstate0'; node: string; size: string; skiplock?: boolean | undefined; vmid: number }
type T446 = { key: string; node: string; skiplock?: boolean | undefined; vmid: number }
type T447 = { force?: boolean | undefined; idlist: string; node: string; vmid: number }
type T448 = { node: string; notes?: string | undefined; protected?: boolean | undefined; storage: string; volume: string }
type T449 = { 'allow-move'?: boolean | undefined; comment?: string | undefined; delete?: boolean | undefined; poolid: string; storage?: string | undefined; vms?: string | undefined }
type T450 = { blocksize?: string | undefined; bwlimit?: string | undefined; comstar_hg?: string | undefined; comstar_tg?: string | undefined; content?: string | undefined; 'content-dirs'?: string | undefined; 'create-base-path'?: boolean | undefined; 'create-subdirs'?: boolean | undefined; 'data-pool'?: string | undefined; delete?: string | undefined; digest?: string | undefined; disable?: boolean | undefined; domain?: string | undefined; 'encryption-key'?: string | undefined; fingerprint?: string | undefined; format?: 'raw' | 'qcow2' | 'subvol' | 'vmdk' | undefined; 'fs-name'?: string | undefined; fuse?: boolean | undefined; is_mountpoint?: string | undefined; keyring?: string | undefined; krbd?: boolean | undefined; lio_tpg?: string | undefined; 'master-pubkey'?: string | undefined; 'max-protected-backups'?: number | undefined; mkdir?: boolean | undefined; monhost?: string | undefined; mountpoint?: string | undefined; namespace?: string | undefined; nocow?: boolean | undefined; nodes?: string | undefined; nowritecache?: boolean | undefined; options?: string | undefined; password?: string | undefined; pool?: string | undefined; port?: number | undefined; preallocation?: 'off' | 'metadata' | 'falloc' | 'full' | undefined; 'prune-backups'?: string | undefined; saferemove?: boolean | undefined; 'saferemove-stepsize'?: number | undefined; saferemove_throughput?: string | undefined; server?: string | undefined; shared?: boolean | undefined; 'skip-cert-verification'?: boolean | undefined; smbversion?: 'default' | '2.0' | '2.1' | '3' | '3.0' | '3.11' | undefined; 'snapshot-as-volume-chain'?: boolean | undefined; sparse?: boolean | undefined; storage: string; subdir?: string | undefined; tagged_only?: boolean | undefined; username?: string | undefined; 'zfs-base-path'?: string | undefined }
type T451 = { id: string; password?: string | undefined; userid: string }
type T452 = { digest?: string | undefined; name: string }
type T453 = { digest?: string | undefined; group: string; pos: number }
type T454 = { force?: boolean | undefined; name: string }
type T455 = { cidr: string; digest?: string | undefined; name: string }
type T456 = { digest?: string | undefined; pos: number }
type T457 = { purge?: boolean | undefined; sid: string }
type T458 = { force?: boolean | undefined; id: string; keep?: boolean | undefined }
type T459 = { controller: string; 'lock-token'?: string | undefined }
type T460 = { dns: string; 'lock-token'?: string | undefined }
type T461 = { ipam: string; 'lock-token'?: string | undefined }
type T462 = { force?: boolean | undefined; 'lock-token'?: string | undefined }
type T463 = { id: string; 'lock-token'?: string | undefined }
type T464 = { id: string; 'lock-token'?: string | undefined; url_seq: string }
type T465 = { 'lock-token'?: string | undefined; order: number; 'route-map-id': string }
type T466 = { 'lock-token'?: string | undefined; vnet: string }
type T467 = { digest?: string | undefined; pos: number; vnet: string }
type T468 = { 'lock-token'?: string | undefined; subnet: string; vnet: string }
type T469 = { 'lock-token'?: string | undefined; zone: string }
type T470 = { name: string; node: string; 'remove-pools'?: boolean | undefined; 'remove-storages'?: boolean | undefined }
type T471 = { cleanup?: boolean | undefined; node: string; osdid: number }
type T472 = { force?: boolean | undefined; name: string; node: string; remove_ecprofile?: boolean | undefined; remove_storages?: boolean | undefined }
type T473 = { node: string; restart?: boolean | undefined }
type T474 = { 'cleanup-config'?: boolean | undefined; 'cleanup-disks'?: boolean | undefined; name: string; node: string }
type T475 = { 'cleanup-config'?: boolean | undefined; 'cleanup-disks'?: boolean | undefined; name: string; node: string; 'volume-group': string }
type T476 = { digest?: string | undefined; node: string; pos: number }
type T477 = { 'destroy-unreferenced-disks'?: boolean | undefined; force?: boolean | undefined; node: string; purge?: boolean | undefined; vmid: number }
type T478 = { digest?: string | undefined; name: string; node: string; vmid: number }
type T479 = { force?: boolean | undefined; name: string; node: string; vmid: number }
type T480 = { cidr: string; digest?: string | undefined; name: string; node: string; vmid: number }
type T481 = { digest?: string | undefined; node: string; pos: number; vmid: number }
type T482 = { force?: boolean | undefined; node: string; snapname: string; vmid: number }
type T483 = { 'destroy-unreferenced-disks'?: boolean | undefined; node: string; purge?: boolean | undefined; skiplock?: boolean | undefined; vmid: number }
type T484 = { delay?: number | undefined; node: string; storage: string; volume: string }

interface Get {
  '/access': { parameters: Record<string, never>; result: ({ subdir?: string })[] }
  '/access/acl': { parameters: Record<string, never>; result: T0 }
  '/access/domains': { parameters: Record<string, never>; result: T1 }
  '/access/domains/{realm}': { parameters: { realm: string }; result: unknown }
  '/access/groups': { parameters: Record<string, never>; result: T2 }
  '/access/groups/{groupid}': { parameters: { groupid: string }; result: T3 }
  '/access/openid': { parameters: Record<string, never>; result: ({ subdir?: string })[] }
  '/access/permissions': { parameters: T4; result: Record<string, unknown> }
  '/access/roles': { parameters: Record<string, never>; result: T5 }
  '/access/roles/{roleid}': { parameters: { roleid: string }; result: T6 }
  '/access/tfa': { parameters: Record<string, never>; result: T7 }
  '/access/tfa/{userid}': { parameters: { userid: string }; result: T8 }
  '/access/tfa/{userid}/{id}': { parameters: { id: string; userid: string }; result: T9 }
  '/access/ticket': { parameters: Record<string, never>; result: unknown }
  '/access/users': { parameters: T11; result: T10 }
  '/access/users/{userid}': { parameters: { userid: string }; result: T12 }
  '/access/users/{userid}/tfa': { parameters: T14; result: T13 }
  '/access/users/{userid}/token': { parameters: { userid: string }; result: T15 }
  '/access/users/{userid}/token/{tokenid}': { parameters: { tokenid: string; userid: string }; result: T16 }
  '/cluster': { parameters: Record<string, never>; result: (Record<string, unknown>)[] }
  '/cluster/acme': { parameters: Record<string, never>; result: (Record<string, unknown>)[] }
  '/cluster/acme/account': { parameters: Record<string, never>; result: (Record<string, unknown>)[] }
  '/cluster/acme/account/{name}': { parameters: { name: string }; result: T17 }
  '/cluster/acme/challenge-schema': { parameters: Record<string, never>; result: T18 }
  '/cluster/acme/directories': { parameters: Record<string, never>; result: ({ name?: string; url?: string })[] }
  '/cluster/acme/meta': { parameters: { directory?: string | undefined }; result: T19 }
  '/cluster/acme/plugins': { parameters: T21; result: T20 }
  '/cluster/acme/plugins/{id}': { parameters: { id: string }; result: T22 }
  '/cluster/acme/tos': { parameters: { directory?: string | undefined }; result: string }
  '/cluster/backup': { parameters: Record<string, never>; result: T23 }
  '/cluster/backup-info': { parameters: Record<string, never>; result: ({ subdir?: string })[] }
  '/cluster/backup-info/not-backed-up': { parameters: Record<string, never>; result: T24 }
  '/cluster/backup/{id}': { parameters: { id: string }; result: T25 }
  '/cluster/backup/{id}/included_volumes': { parameters: { id: string }; result: T26 }
  '/cluster/bulk-action': { parameters: Record<string, never>; result: (Record<string, unknown>)[] }
  '/cluster/bulk-action/guest': { parameters: Record<string, never>; result: (Record<string, unknown>)[] }
  '/cluster/ceph': { parameters: Record<string, never>; result: (Record<string, unknown>)[] }
  '/cluster/ceph/flags': { parameters: Record<string, never>; result: T27 }
  '/cluster/ceph/flags/{flag}': { parameters: T28; result: boolean }
  '/cluster/ceph/metadata': { parameters: T30; result: T29 }
  '/cluster/ceph/status': { parameters: Record<string, never>; result: Record<string, unknown> }
  '/cluster/config': { parameters: Record<string, never>; result: (Record<string, unknown>)[] }
  '/cluster/config/apiversion': { parameters: Record<string, never>; result: number }
  '/cluster/config/join': { parameters: { node?: string | undefined }; result: T31 }
  '/cluster/config/nodes': { parameters: Record<string, never>; result: ({ node?: string })[] }
  '/cluster/config/qdevice': { parameters: Record<string, never>; result: Record<string, unknown> }
  '/cluster/config/totem': { parameters: Record<string, never>; result: Record<string, unknown> }
  '/cluster/firewall': { parameters: Record<string, never>; result: (Record<string, unknown>)[] }
  '/cluster/firewall/aliases': { parameters: Record<string, never>; result: T32 }
  '/cluster/firewall/aliases/{name}': { parameters: { name: string }; result: Record<string, unknown> }
  '/cluster/firewall/groups': { parameters: Record<string, never>; result: T33 }
  '/cluster/firewall/groups/{group}': { parameters: { group: string }; result: T34 }
  '/cluster/firewall/groups/{group}/{pos}': { parameters: { group: string; pos: number }; result: T35 }
  '/cluster/firewall/ipset': { parameters: Record<string, never>; result: T36 }
  '/cluster/firewall/ipset/{name}': { parameters: { name: string }; result: T37 }
  '/cluster/firewall/ipset/{name}/{cidr}': { parameters: { cidr: string; name: string }; result: Record<string, unknown> }
  '/cluster/firewall/macros': { parameters: Record<string, never>; result: ({ descr?: string; macro?: string })[] }
  '/cluster/firewall/options': { parameters: Record<string, never>; result: T38 }
  '/cluster/firewall/refs': { parameters: T40; result: T39 }
  '/cluster/firewall/rules': { parameters: Record<string, never>; result: T34 }
  '/cluster/firewall/rules/{pos}': { parameters: { pos: number }; result: T35 }
  '/cluster/ha': { parameters: Record<string, never>; result: ({ id?: string })[] }
  '/cluster/ha/groups': { parameters: Record<string, never>; result: ({ group?: string })[] }
  '/cluster/ha/groups/{group}': { parameters: { group: string }; result: unknown }
  '/cluster/ha/resources': { parameters: { type?: 'ct' | 'vm' | undefined }; result: ({ sid?: string })[] }
  '/cluster/ha/resources/{sid}': { parameters: { sid: string }; result: T41 }
  '/cluster/ha/rules': { parameters: T42; result: ({ rule?: string })[] }
  '/cluster/ha/rules/{rule}': { parameters: { rule: string }; result: T43 }
  '/cluster/ha/status': { parameters: Record<string, never>; result: (Record<string, unknown>)[] }
  '/cluster/ha/status/current': { parameters: Record<string, never>; result: T44 }
  '/cluster/ha/status/manager_status': { parameters: Record<string, never>; result: Record<string, unknown> }
  '/cluster/jobs': { parameters: Record<string, never>; result: ({ subdir?: string })[] }
  '/cluster/jobs/realm-sync': { parameters: Record<string, never>; result: T45 }
  '/cluster/jobs/realm-sync/{id}': { parameters: { id: string }; result: Record<string, unknown> }
  '/cluster/jobs/schedule-analyze': { parameters: T47; result: T46 }
  '/cluster/log': { parameters: { max?: number | undefined }; result: (Record<string, unknown>)[] }
  '/cluster/mapping': { parameters: Record<string, never>; result: (Record<string, unknown>)[] }
  '/cluster/mapping/dir': { parameters: { 'check-node'?: string | undefined }; result: T48 }
  '/cluster/mapping/dir/{id}': { parameters: { id: string }; result: Record<string, unknown> }
  '/cluster/mapping/pci': { parameters: { 'check-node'?: string | undefined }; result: T48 }
  '/cluster/mapping/pci/{id}': { parameters: { id: string }; result: Record<string, unknown> }
  '/cluster/mapping/usb': { parameters: { 'check-node'?: string | undefined }; result: T49 }
  '/cluster/mapping/usb/{id}': { parameters: { id: string }; result: Record<string, unknown> }
  '/cluster/metrics': { parameters: Record<string, never>; result: (Record<string, unknown>)[] }
  '/cluster/metrics/export': { parameters: T51; result: T50 }
  '/cluster/metrics/server': { parameters: Record<string, never>; result: T52 }
  '/cluster/metrics/server/{id}': { parameters: { id: string }; result: Record<string, unknown> }
  '/cluster/nextid': { parameters: { vmid?: number | undefined }; result: number }
  '/cluster/notifications': { parameters: Record<string, never>; result: (Record<string, unknown>)[] }
  '/cluster/notifications/endpoints': { parameters: Record<string, never>; result: (Record<string, unknown>)[] }
  '/cluster/notifications/endpoints/gotify': { parameters: Record<string, never>; result: T53 }
  '/cluster/notifications/endpoints/gotify/{name}': { parameters: { name: string }; result: T54 }
  '/cluster/notifications/endpoints/sendmail': { parameters: Record<string, never>; result: T55 }
  '/cluster/notifications/endpoints/sendmail/{name}': { parameters: { name: string }; result: T56 }
  '/cluster/notifications/endpoints/smtp': { parameters: Record<string, never>; result: T57 }
  '/cluster/notifications/endpoints/smtp/{name}': { parameters: { name: string }; result: T58 }
  '/cluster/notifications/endpoints/webhook': { parameters: Record<string, never>; result: T59 }
  '/cluster/notifications/endpoints/webhook/{name}': { parameters: { name: string }; result: T60 }
  '/cluster/notifications/matcher-field-values': { parameters: Record<string, never>; result: T61 }
  '/cluster/notifications/matcher-fields': { parameters: Record<string, never>; result: ({ name?: string })[] }
  '/cluster/notifications/matchers': { parameters: Record<string, never>; result: T62 }
  '/cluster/notifications/matchers/{name}': { parameters: { name: string }; result: T63 }
  '/cluster/notifications/targets': { parameters: Record<string, never>; result: T64 }
  '/cluster/options': { parameters: Record<string, never>; result: Record<string, unknown> }
  '/cluster/qemu': { parameters: Record<string, never>; result: (Record<string, unknown>)[] }
  '/cluster/qemu/cpu-flags': { parameters: T66; result: T65 }
  '/cluster/qemu/custom-cpu-models': { parameters: Record<string, never>; result: T67 }
  '/cluster/qemu/custom-cpu-models/{cputype}': { parameters: { cputype: string }; result: T68 }
  '/cluster/replication': { parameters: Record<string, never>; result: T69 }
  '/cluster/replication/{id}': { parameters: { id: string }; result: T70 }
  '/cluster/resources': { parameters: T72; result: T71 }
  '/cluster/sdn': { parameters: Record<string, never>; result: ({ id?: string })[] }
  '/cluster/sdn/controllers': { parameters: T74; result: T73 }
  '/cluster/sdn/controllers/{controller}': { parameters: T76; result: T75 }
  '/cluster/sdn/dns': { parameters: { type?: 'powerdns' | undefined }; result: ({ dns?: string; type?: string })[] }
  '/cluster/sdn/dns/{dns}': { parameters: { dns: string }; result: Record<string, unknown> }
  '/cluster/sdn/dry-run': { parameters: { node: string }; result: T77 }
  '/cluster/sdn/fabrics': { parameters: Record<string, unknown>; result: ({ subdir?: string })[] }
  '/cluster/sdn/fabrics/all': { parameters: T79; result: T78 }
  '/cluster/sdn/fabrics/fabric': { parameters: T79; result: T80 }
  '/cluster/sdn/fabrics/fabric/{id}': { parameters: { id: string }; result: T81 }
  '/cluster/sdn/fabrics/node': { parameters: T79; result: T82 }
  '/cluster/sdn/fabrics/node/{fabric_id}': { parameters: T83; result: T82 }
  '/cluster/sdn/fabrics/node/{fabric_id}/{node_id}': { parameters: { fabric_id: string; node_id: string }; result: T84 }
  '/cluster/sdn/ipams': { parameters: T85; result: ({ ipam?: string; type?: string })[] }
  '/cluster/sdn/ipams/{ipam}': { parameters: { ipam: string }; result: Record<string, unknown> }
  '/cluster/sdn/ipams/{ipam}/status': { parameters: { ipam: string }; result: unknown[] }
  '/cluster/sdn/prefix-lists': { parameters: T86; result: (Record<string, unknown>)[] }
  '/cluster/sdn/prefix-lists/{id}': { parameters: { id: string }; result: Record<string, unknown> }
  '/cluster/sdn/prefix-lists/{id}/entries': { parameters: { id: string }; result: (Record<string, unknown>)[] }
  '/cluster/sdn/prefix-lists/{id}/entries/{url_seq}': { parameters: { id: string; url_seq: string }; result: Record<string, unknown> }
  '/cluster/sdn/route-maps': { parameters: { running?: boolean | undefined }; result: ({ id?: string })[] }
  '/cluster/sdn/route-maps/entries': { parameters: T79; result: T87 }
  '/cluster/sdn/route-maps/entries/{route-map-id}': { parameters: T88; result: T87 }
  '/cluster/sdn/route-maps/entries/{route-map-id}/entry/{order}': { parameters: T90; result: T89 }
  '/cluster/sdn/vnets': { parameters: T79; result: T91 }
  '/cluster/sdn/vnets/{vnet}': { parameters: T93; result: T92 }
  '/cluster/sdn/vnets/{vnet}/firewall': { parameters: { vnet: string }; result: (Record<string, unknown>)[] }
  '/cluster/sdn/vnets/{vnet}/firewall/options': { parameters: { vnet: string }; result: T94 }
  '/cluster/sdn/vnets/{vnet}/firewall/rules': { parameters: { vnet: string }; result: T34 }
  '/cluster/sdn/vnets/{vnet}/firewall/rules/{pos}': { parameters: { pos: number; vnet: string }; result: T35 }
  '/cluster/sdn/vnets/{vnet}/subnets': { parameters: T93; result: (Record<string, unknown>)[] }
  '/cluster/sdn/vnets/{vnet}/subnets/{subnet}': { parameters: T95; result: Record<string, unknown> }
  '/cluster/sdn/zones': { parameters: T97; result: T96 }
  '/cluster/sdn/zones/{zone}': { parameters: T99; result: T98 }
  '/cluster/status': { parameters: Record<string, never>; result: T100 }
  '/cluster/tasks': { parameters: Record<string, never>; result: ({ upid?: string })[] }
  '/nodes': { parameters: Record<string, never>; result: T101 }
  '/nodes/{node}': { parameters: { node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/aplinfo': { parameters: { node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/apt': { parameters: { node: string }; result: ({ id?: string })[] }
  '/nodes/{node}/apt/changelog': { parameters: T102; result: string }
  '/nodes/{node}/apt/repositories': { parameters: { node: string }; result: T103 }
  '/nodes/{node}/apt/update': { parameters: { node: string }; result: T104 }
  '/nodes/{node}/apt/versions': { parameters: { node: string }; result: T105 }
  '/nodes/{node}/capabilities': { parameters: { node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/capabilities/qemu': { parameters: { node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/capabilities/qemu/cpu': { parameters: T107; result: T106 }
  '/nodes/{node}/capabilities/qemu/cpu-flags': { parameters: T108; result: T65 }
  '/nodes/{node}/capabilities/qemu/machines': { parameters: T107; result: T109 }
  '/nodes/{node}/capabilities/qemu/migration': { parameters: { node: string }; result: { 'has-dbus-vmstate'?: boolean } }
  '/nodes/{node}/ceph': { parameters: { node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/ceph/cfg': { parameters: { node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/ceph/cfg/db': { parameters: { node: string }; result: T110 }
  '/nodes/{node}/ceph/cfg/raw': { parameters: { node: string }; result: string }
  '/nodes/{node}/ceph/cfg/value': { parameters: { 'config-keys': string; node: string }; result: Record<string, unknown> }
  '/nodes/{node}/ceph/cmd-safety': { parameters: T111; result: { safe?: boolean; status?: string } }
  '/nodes/{node}/ceph/crush': { parameters: { node: string }; result: string }
  '/nodes/{node}/ceph/fs': { parameters: { node: string }; result: T112 }
  '/nodes/{node}/ceph/log': { parameters: T113; result: ({ n?: number; t?: string })[] }
  '/nodes/{node}/ceph/mds': { parameters: { node: string }; result: T114 }
  '/nodes/{node}/ceph/mgr': { parameters: { node: string }; result: T115 }
  '/nodes/{node}/ceph/mon': { parameters: { node: string }; result: T116 }
  '/nodes/{node}/ceph/osd': { parameters: { node: string }; result: T117 }
  '/nodes/{node}/ceph/osd/{osdid}': { parameters: { node: string; osdid: number }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/ceph/osd/{osdid}/lv-info': { parameters: T119; result: T118 }
  '/nodes/{node}/ceph/osd/{osdid}/metadata': { parameters: { node: string; osdid: number }; result: T120 }
  '/nodes/{node}/ceph/pool': { parameters: { node: string }; result: T121 }
  '/nodes/{node}/ceph/pool/{name}': { parameters: { name: string; node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/ceph/pool/{name}/status': { parameters: T123; result: T122 }
  '/nodes/{node}/ceph/rules': { parameters: { node: string }; result: ({ name?: string })[] }
  '/nodes/{node}/ceph/status': { parameters: { node: string }; result: Record<string, unknown> }
  '/nodes/{node}/certificates': { parameters: { node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/certificates/acme': { parameters: { node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/certificates/info': { parameters: { node: string }; result: T124 }
  '/nodes/{node}/config': { parameters: T126; result: T125 }
  '/nodes/{node}/disks': { parameters: { node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/disks/directory': { parameters: { node: string }; result: T127 }
  '/nodes/{node}/disks/list': { parameters: T129; result: T128 }
  '/nodes/{node}/disks/lvm': { parameters: { node: string }; result: T130 }
  '/nodes/{node}/disks/lvmthin': { parameters: { node: string }; result: T131 }
  '/nodes/{node}/disks/smart': { parameters: T133; result: T132 }
  '/nodes/{node}/disks/zfs': { parameters: { node: string }; result: T134 }
  '/nodes/{node}/disks/zfs/{name}': { parameters: { name: string; node: string }; result: T135 }
  '/nodes/{node}/dns': { parameters: { node: string }; result: T136 }
  '/nodes/{node}/firewall': { parameters: { node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/firewall/log': { parameters: T137; result: ({ n?: number; t?: string })[] }
  '/nodes/{node}/firewall/options': { parameters: { node: string }; result: T138 }
  '/nodes/{node}/firewall/rules': { parameters: { node: string }; result: T34 }
  '/nodes/{node}/firewall/rules/{pos}': { parameters: { node: string; pos: number }; result: T35 }
  '/nodes/{node}/hardware': { parameters: { node: string }; result: ({ type?: string })[] }
  '/nodes/{node}/hardware/pci': { parameters: T140; result: T139 }
  '/nodes/{node}/hardware/pci/{pci-id-or-mapping}': { parameters: T141; result: ({ method?: string })[] }
  '/nodes/{node}/hardware/pci/{pci-id-or-mapping}/mdev': { parameters: T141; result: T142 }
  '/nodes/{node}/hardware/usb': { parameters: { node: string }; result: T143 }
  '/nodes/{node}/hosts': { parameters: { node: string }; result: { data?: string; digest?: string } }
  '/nodes/{node}/journal': { parameters: T144; result: (string)[] }
  '/nodes/{node}/lxc': { parameters: { node: string }; result: T145 }
  '/nodes/{node}/lxc/{vmid}': { parameters: { node: string; vmid: number }; result: ({ subdir?: string })[] }
  '/nodes/{node}/lxc/{vmid}/config': { parameters: T147; result: T146 }
  '/nodes/{node}/lxc/{vmid}/feature': { parameters: T148; result: { hasFeature?: boolean } }
  '/nodes/{node}/lxc/{vmid}/firewall': { parameters: { node: string; vmid: number }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/lxc/{vmid}/firewall/aliases': { parameters: { node: string; vmid: number }; result: T32 }
  '/nodes/{node}/lxc/{vmid}/firewall/aliases/{name}': { parameters: T149; result: Record<string, unknown> }
  '/nodes/{node}/lxc/{vmid}/firewall/ipset': { parameters: { node: string; vmid: number }; result: T36 }
  '/nodes/{node}/lxc/{vmid}/firewall/ipset/{name}': { parameters: T149; result: T37 }
  '/nodes/{node}/lxc/{vmid}/firewall/ipset/{name}/{cidr}': { parameters: T150; result: Record<string, unknown> }
  '/nodes/{node}/lxc/{vmid}/firewall/log': { parameters: T151; result: ({ n?: number; t?: string })[] }
  '/nodes/{node}/lxc/{vmid}/firewall/options': { parameters: { node: string; vmid: number }; result: T152 }
  '/nodes/{node}/lxc/{vmid}/firewall/refs': { parameters: T153; result: T39 }
  '/nodes/{node}/lxc/{vmid}/firewall/rules': { parameters: { node: string; vmid: number }; result: T34 }
  '/nodes/{node}/lxc/{vmid}/firewall/rules/{pos}': { parameters: T154; result: T35 }
  '/nodes/{node}/lxc/{vmid}/interfaces': { parameters: { node: string; vmid: number }; result: T155 }
  '/nodes/{node}/lxc/{vmid}/migrate': { parameters: T157; result: T156 }
  '/nodes/{node}/lxc/{vmid}/mtunnelwebsocket': { parameters: T158; result: { port?: string; socket?: string } }
  '/nodes/{node}/lxc/{vmid}/pending': { parameters: { node: string; vmid: number }; result: T159 }
  '/nodes/{node}/lxc/{vmid}/rrd': { parameters: T160; result: { filename?: string } }
  '/nodes/{node}/lxc/{vmid}/rrddata': { parameters: T161; result: (Record<string, unknown>)[] }
  '/nodes/{node}/lxc/{vmid}/snapshot': { parameters: { node: string; vmid: number }; result: T162 }
  '/nodes/{node}/lxc/{vmid}/snapshot/{snapname}': { parameters: T163; result: (Record<string, unknown>)[] }
  '/nodes/{node}/lxc/{vmid}/snapshot/{snapname}/config': { parameters: T163; result: Record<string, unknown> }
  '/nodes/{node}/lxc/{vmid}/status': { parameters: { node: string; vmid: number }; result: ({ subdir?: string })[] }
  '/nodes/{node}/lxc/{vmid}/status/current': { parameters: { node: string; vmid: number }; result: T164 }
  '/nodes/{node}/lxc/{vmid}/vncwebsocket': { parameters: T165; result: { port?: string } }
  '/nodes/{node}/netstat': { parameters: { node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/network': { parameters: T167; result: T166 }
  '/nodes/{node}/network/{iface}': { parameters: { iface: string; node: string }; result: { method?: string; type?: string } }
  '/nodes/{node}/qemu': { parameters: T169; result: T168 }
  '/nodes/{node}/qemu/{vmid}': { parameters: { node: string; vmid: number }; result: ({ subdir?: string })[] }
  '/nodes/{node}/qemu/{vmid}/agent': { parameters: { node: string; vmid: number }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/qemu/{vmid}/agent/exec-status': { parameters: T171; result: T170 }
  '/nodes/{node}/qemu/{vmid}/agent/file-read': { parameters: T173; result: T172 }
  '/nodes/{node}/qemu/{vmid}/agent/get-fsinfo': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/get-host-name': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/get-memory-block-info': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/get-memory-blocks': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/get-osinfo': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/get-time': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/get-timezone': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/get-users': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/get-vcpus': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/info': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/network-get-interfaces': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/cloudinit': { parameters: { node: string; vmid: number }; result: T159 }
  '/nodes/{node}/qemu/{vmid}/cloudinit/dump': { parameters: T174; result: string }
  '/nodes/{node}/qemu/{vmid}/config': { parameters: T147; result: T175 }
  '/nodes/{node}/qemu/{vmid}/feature': { parameters: T148; result: T176 }
  '/nodes/{node}/qemu/{vmid}/firewall': { parameters: { node: string; vmid: number }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/qemu/{vmid}/firewall/aliases': { parameters: { node: string; vmid: number }; result: T32 }
  '/nodes/{node}/qemu/{vmid}/firewall/aliases/{name}': { parameters: T149; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/firewall/ipset': { parameters: { node: string; vmid: number }; result: T36 }
  '/nodes/{node}/qemu/{vmid}/firewall/ipset/{name}': { parameters: T149; result: T37 }
  '/nodes/{node}/qemu/{vmid}/firewall/ipset/{name}/{cidr}': { parameters: T150; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/firewall/log': { parameters: T151; result: ({ n?: number; t?: string })[] }
  '/nodes/{node}/qemu/{vmid}/firewall/options': { parameters: { node: string; vmid: number }; result: T152 }
  '/nodes/{node}/qemu/{vmid}/firewall/refs': { parameters: T153; result: T39 }
  '/nodes/{node}/qemu/{vmid}/firewall/rules': { parameters: { node: string; vmid: number }; result: T34 }
  '/nodes/{node}/qemu/{vmid}/firewall/rules/{pos}': { parameters: T154; result: T35 }
  '/nodes/{node}/qemu/{vmid}/migrate': { parameters: T157; result: T177 }
  '/nodes/{node}/qemu/{vmid}/mtunnelwebsocket': { parameters: T158; result: { port?: string; socket?: string } }
  '/nodes/{node}/qemu/{vmid}/pending': { parameters: { node: string; vmid: number }; result: T159 }
  '/nodes/{node}/qemu/{vmid}/rrd': { parameters: T160; result: { filename?: string } }
  '/nodes/{node}/qemu/{vmid}/rrddata': { parameters: T161; result: (Record<string, unknown>)[] }
  '/nodes/{node}/qemu/{vmid}/snapshot': { parameters: { node: string; vmid: number }; result: T178 }
  '/nodes/{node}/qemu/{vmid}/snapshot/{snapname}': { parameters: T163; result: (Record<string, unknown>)[] }
  '/nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config': { parameters: T163; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/status': { parameters: { node: string; vmid: number }; result: ({ subdir?: string })[] }
  '/nodes/{node}/qemu/{vmid}/status/current': { parameters: { node: string; vmid: number }; result: T179 }
  '/nodes/{node}/qemu/{vmid}/vncwebsocket': { parameters: T165; result: { port?: string } }
  '/nodes/{node}/query-oci-repo-tags': { parameters: { node: string; reference: string }; result: (string)[] }
  '/nodes/{node}/query-url-metadata': { parameters: T181; result: T180 }
  '/nodes/{node}/replication': { parameters: T182; result: ({ id?: string })[] }
  '/nodes/{node}/replication/{id}': { parameters: { id: string; node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/replication/{id}/log': { parameters: T183; result: ({ n?: number; t?: string })[] }
  '/nodes/{node}/replication/{id}/status': { parameters: { id: string; node: string }; result: Record<string, unknown> }
  '/nodes/{node}/report': { parameters: { node: string }; result: string }
  '/nodes/{node}/rrd': { parameters: T184; result: { filename?: string } }
  '/nodes/{node}/rrddata': { parameters: T185; result: (Record<string, unknown>)[] }
  '/nodes/{node}/scan': { parameters: { node: string }; result: ({ method?: string })[] }
  '/nodes/{node}/scan/cifs': { parameters: T187; result: T186 }
  '/nodes/{node}/scan/iscsi': { parameters: { node: string; portal: string }; result: T188 }
  '/nodes/{node}/scan/lvm': { parameters: { node: string }; result: ({ vg?: string })[] }
  '/nodes/{node}/scan/lvmthin': { parameters: { node: string; vg: string }; result: ({ lv?: string })[] }
  '/nodes/{node}/scan/nfs': { parameters: { node: string; server: string }; result: ({ options?: string; path?: string })[] }
  '/nodes/{node}/scan/pbs': { parameters: T190; result: T189 }
  '/nodes/{node}/scan/zfs': { parameters: { node: string }; result: ({ pool?: string })[] }
  '/nodes/{node}/sdn': { parameters: { node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/sdn/fabrics/{fabric}': { parameters: { fabric: string; node: string }; result: ({ subdir?: string })[] }
  '/nodes/{node}/sdn/fabrics/{fabric}/interfaces': { parameters: { fabric: string; node: string }; result: T191 }
  '/nodes/{node}/sdn/fabrics/{fabric}/neighbors': { parameters: { fabric: string; node: string }; result: T192 }
  '/nodes/{node}/sdn/fabrics/{fabric}/routes': { parameters: { fabric: string; node: string }; result: T193 }
  '/nodes/{node}/sdn/vnets/{vnet}': { parameters: { node: string; vnet: string }; result: ({ subdir?: string })[] }
  '/nodes/{node}/sdn/vnets/{vnet}/mac-vrf': { parameters: { node: string; vnet: string }; result: T194 }
  '/nodes/{node}/sdn/zones': { parameters: { node: string }; result: T195 }
  '/nodes/{node}/sdn/zones/{zone}': { parameters: { node: string; zone: string }; result: ({ subdir?: string })[] }
  '/nodes/{node}/sdn/zones/{zone}/bridges': { parameters: { node: string; zone: string }; result: T196 }
  '/nodes/{node}/sdn/zones/{zone}/content': { parameters: { node: string; zone: string }; result: T197 }
  '/nodes/{node}/sdn/zones/{zone}/ip-vrf': { parameters: { node: string; zone: string }; result: T198 }
  '/nodes/{node}/services': { parameters: { node: string }; result: T199 }
  '/nodes/{node}/services/{service}': { parameters: T200; result: ({ subdir?: string })[] }
  '/nodes/{node}/services/{service}/state': { parameters: T200; result: T201 }
  '/nodes/{node}/status': { parameters: { node: string }; result: T202 }
  '/nodes/{node}/storage': { parameters: T204; result: T203 }
  '/nodes/{node}/storage/{storage}': { parameters: { node: string; storage: string }; result: ({ subdir?: string })[] }
  '/nodes/{node}/storage/{storage}/content': { parameters: T206; result: T205 }
  '/nodes/{node}/storage/{storage}/content/{volume}': { parameters: T208; result: T207 }
  '/nodes/{node}/storage/{storage}/file-restore/download': { parameters: T209; result: unknown }
  '/nodes/{node}/storage/{storage}/file-restore/list': { parameters: T211; result: T210 }
  '/nodes/{node}/storage/{storage}/identity': { parameters: { node: string; storage: string }; result: T212 }
  '/nodes/{node}/storage/{storage}/import-metadata': { parameters: T208; result: T213 }
  '/nodes/{node}/storage/{storage}/prunebackups': { parameters: T215; result: T214 }
  '/nodes/{node}/storage/{storage}/rrd': { parameters: T216; result: { filename?: string } }
  '/nodes/{node}/storage/{storage}/rrddata': { parameters: T217; result: (Record<string, unknown>)[] }
  '/nodes/{node}/storage/{storage}/status': { parameters: { node: string; storage: string }; result: T218 }
  '/nodes/{node}/subscription': { parameters: { node: string }; result: T219 }
  '/nodes/{node}/syslog': { parameters: T220; result: ({ n?: number; t?: string })[] }
  '/nodes/{node}/tasks': { parameters: T222; result: T221 }
  '/nodes/{node}/tasks/{upid}': { parameters: { node: string; upid: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/tasks/{upid}/log': { parameters: T223; result: ({ n?: number; t?: string })[] }
  '/nodes/{node}/tasks/{upid}/status': { parameters: { node: string; upid: string }; result: T224 }
  '/nodes/{node}/time': { parameters: { node: string }; result: T225 }
  '/nodes/{node}/version': { parameters: { node: string }; result: T226 }
  '/nodes/{node}/vncwebsocket': { parameters: T227; result: { port?: string } }
  '/nodes/{node}/vzdump/defaults': { parameters: T229; result: T228 }
  '/nodes/{node}/vzdump/extractconfig': { parameters: { node: string; volume: string }; result: string }
  '/pools': { parameters: T231; result: T230 }
  '/pools/{poolid}': { parameters: T233; result: T232 }
  '/storage': { parameters: T234; result: ({ storage?: string })[] }
  '/storage/{storage}': { parameters: { storage: string }; result: Record<string, unknown> }
  '/version': { parameters: Record<string, never>; result: T235 }
}

interface Post {
  '/access/domains': { parameters: T236; result: null }
  '/access/domains/{realm}/sync': { parameters: T237; result: string }
  '/access/groups': { parameters: T238; result: null }
  '/access/openid/auth-url': { parameters: T239; result: string }
  '/access/openid/login': { parameters: T241; result: T240 }
  '/access/roles': { parameters: T242; result: null }
  '/access/tfa/{userid}': { parameters: T244; result: T243 }
  '/access/ticket': { parameters: T246; result: T245 }
  '/access/users': { parameters: T247; result: null }
  '/access/users/{userid}/token/{tokenid}': { parameters: T249; result: T248 }
  '/access/vncticket': { parameters: T250; result: null }
  '/cluster/acme/account': { parameters: T251; result: string }
  '/cluster/acme/plugins': { parameters: T252; result: null }
  '/cluster/backup': { parameters: T253; result: null }
  '/cluster/bulk-action/guest/migrate': { parameters: T254; result: string }
  '/cluster/bulk-action/guest/shutdown': { parameters: T255; result: string }
  '/cluster/bulk-action/guest/start': { parameters: T256; result: string }
  '/cluster/bulk-action/guest/suspend': { parameters: T257; result: string }
  '/cluster/config': { parameters: T258; result: string }
  '/cluster/config/join': { parameters: T259; result: string }
  '/cluster/config/nodes/{node}': { parameters: T261; result: T260 }
  '/cluster/firewall/aliases': { parameters: T262; result: null }
  '/cluster/firewall/groups': { parameters: T263; result: null }
  '/cluster/firewall/groups/{group}': { parameters: T264; result: null }
  '/cluster/firewall/ipset': { parameters: T265; result: null }
  '/cluster/firewall/ipset/{name}': { parameters: T266; result: null }
  '/cluster/firewall/rules': { parameters: T267; result: null }
  '/cluster/ha/groups': { parameters: T268; result: null }
  '/cluster/ha/resources': { parameters: T269; result: null }
  '/cluster/ha/resources/{sid}/migrate': { parameters: { node: string; sid: string }; result: T270 }
  '/cluster/ha/resources/{sid}/relocate': { parameters: { node: string; sid: string }; result: T271 }
  '/cluster/ha/rules': { parameters: T272; result: null }
  '/cluster/ha/status/arm-ha': { parameters: Record<string, never>; result: null }
  '/cluster/ha/status/disarm-ha': { parameters: T273; result: null }
  '/cluster/jobs/realm-sync/{id}': { parameters: T274; result: null }
  '/cluster/mapping/dir': { parameters: T275; result: null }
  '/cluster/mapping/pci': { parameters: T276; result: null }
  '/cluster/mapping/usb': { parameters: T275; result: null }
  '/cluster/metrics/server/{id}': { parameters: T277; result: null }
  '/cluster/notifications/endpoints/gotify': { parameters: T278; result: null }
  '/cluster/notifications/endpoints/sendmail': { parameters: T279; result: null }
  '/cluster/notifications/endpoints/smtp': { parameters: T280; result: null }
  '/cluster/notifications/endpoints/webhook': { parameters: T281; result: null }
  '/cluster/notifications/matchers': { parameters: T282; result: null }
  '/cluster/notifications/targets/{name}/test': { parameters: { name: string }; result: null }
  '/cluster/qemu/custom-cpu-models': { parameters: T283; result: null }
  '/cluster/replication': { parameters: T284; result: null }
  '/cluster/sdn/controllers': { parameters: T285; result: null }
  '/cluster/sdn/dns': { parameters: T286; result: null }
  '/cluster/sdn/fabrics/fabric': { parameters: T287; result: null }
  '/cluster/sdn/fabrics/node/{fabric_id}': { parameters: T288; result: null }
  '/cluster/sdn/ipams': { parameters: T289; result: null }
  '/cluster/sdn/lock': { parameters: T290; result: string }
  '/cluster/sdn/prefix-lists': { parameters: T291; result: null }
  '/cluster/sdn/prefix-lists/{id}/entries': { parameters: T292; result: null }
  '/cluster/sdn/rollback': { parameters: T293; result: null }
  '/cluster/sdn/route-maps/entries': { parameters: T294; result: null }
  '/cluster/sdn/vnets': { parameters: T295; result: null }
  '/cluster/sdn/vnets/{vnet}/firewall/rules': { parameters: T296; result: null }
  '/cluster/sdn/vnets/{vnet}/ips': { parameters: T297; result: null }
  '/cluster/sdn/vnets/{vnet}/subnets': { parameters: T298; result: null }
  '/cluster/sdn/zones': { parameters: T299; result: null }
  '/nodes/{node}/aplinfo': { parameters: T300; result: string }
  '/nodes/{node}/apt/repositories': { parameters: T301; result: null }
  '/nodes/{node}/apt/update': { parameters: T302; result: string }
  '/nodes/{node}/ceph/fs/{name}': { parameters: T303; result: string }
  '/nodes/{node}/ceph/init': { parameters: T304; result: null }
  '/nodes/{node}/ceph/mds/{name}': { parameters: T305; result: string }
  '/nodes/{node}/ceph/mgr/{id}': { parameters: { id: string; node: string }; result: string }
  '/nodes/{node}/ceph/mon/{monid}': { parameters: T306; result: string }
  '/nodes/{node}/ceph/osd': { parameters: T307; result: string }
  '/nodes/{node}/ceph/osd/{osdid}/in': { parameters: { node: string; osdid: number }; result: null }
  '/nodes/{node}/ceph/osd/{osdid}/out': { parameters: { node: string; osdid: number }; result: null }
  '/nodes/{node}/ceph/osd/{osdid}/scrub': { parameters: T308; result: null }
  '/nodes/{node}/ceph/pool': { parameters: T309; result: string }
  '/nodes/{node}/ceph/restart': { parameters: T310; result: string }
  '/nodes/{node}/ceph/start': { parameters: T310; result: string }
  '/nodes/{node}/ceph/stop': { parameters: T310; result: string }
  '/nodes/{node}/certificates/acme/certificate': { parameters: T311; result: string }
  '/nodes/{node}/certificates/custom': { parameters: T313; result: T312 }
  '/nodes/{node}/disks/directory': { parameters: T314; result: string }
  '/nodes/{node}/disks/initgpt': { parameters: T315; result: string }
  '/nodes/{node}/disks/lvm': { parameters: T316; result: string }
  '/nodes/{node}/disks/lvmthin': { parameters: T316; result: string }
  '/nodes/{node}/disks/zfs': { parameters: T317; result: string }
  '/nodes/{node}/execute': { parameters: { commands: string; node: string }; result: (Record<string, unknown>)[] }
  '/nodes/{node}/firewall/rules': { parameters: T318; result: null }
  '/nodes/{node}/hosts': { parameters: T319; result: null }
  '/nodes/{node}/lxc': { parameters: T320; result: string }
  '/nodes/{node}/lxc/{vmid}/clone': { parameters: T321; result: string }
  '/nodes/{node}/lxc/{vmid}/firewall/aliases': { parameters: T322; result: null }
  '/nodes/{node}/lxc/{vmid}/firewall/ipset': { parameters: T323; result: null }
  '/nodes/{node}/lxc/{vmid}/firewall/ipset/{name}': { parameters: T324; result: null }
  '/nodes/{node}/lxc/{vmid}/firewall/rules': { parameters: T325; result: null }
  '/nodes/{node}/lxc/{vmid}/migrate': { parameters: T326; result: string }
  '/nodes/{node}/lxc/{vmid}/move_volume': { parameters: T327; result: string }
  '/nodes/{node}/lxc/{vmid}/mtunnel': { parameters: T329; result: T328 }
  '/nodes/{node}/lxc/{vmid}/remote_migrate': { parameters: T330; result: string }
  '/nodes/{node}/lxc/{vmid}/snapshot': { parameters: T331; result: string }
  '/nodes/{node}/lxc/{vmid}/snapshot/{snapname}/rollback': { parameters: T332; result: string }
  '/nodes/{node}/lxc/{vmid}/spiceproxy': { parameters: T334; result: T333 }
  '/nodes/{node}/lxc/{vmid}/status/reboot': { parameters: T335; result: string }
  '/nodes/{node}/lxc/{vmid}/status/resume': { parameters: { node: string; vmid: number }; result: string }
  '/nodes/{node}/lxc/{vmid}/status/shutdown': { parameters: T336; result: string }
  '/nodes/{node}/lxc/{vmid}/status/start': { parameters: T337; result: string }
  '/nodes/{node}/lxc/{vmid}/status/stop': { parameters: T338; result: string }
  '/nodes/{node}/lxc/{vmid}/status/suspend': { parameters: { node: string; vmid: number }; result: string }
  '/nodes/{node}/lxc/{vmid}/template': { parameters: { node: string; vmid: number }; result: null }
  '/nodes/{node}/lxc/{vmid}/termproxy': { parameters: { node: string; vmid: number }; result: T339 }
  '/nodes/{node}/lxc/{vmid}/vncproxy': { parameters: T341; result: T340 }
  '/nodes/{node}/migrateall': { parameters: T342; result: string }
  '/nodes/{node}/network': { parameters: T343; result: null }
  '/nodes/{node}/qemu': { parameters: T344; result: string }
  '/nodes/{node}/qemu/{vmid}/agent': { parameters: T345; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/exec': { parameters: T346; result: { pid?: number } }
  '/nodes/{node}/qemu/{vmid}/agent/file-write': { parameters: T347; result: null }
  '/nodes/{node}/qemu/{vmid}/agent/fsfreeze-freeze': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/fsfreeze-status': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/fsfreeze-thaw': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/fstrim': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/ping': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/set-user-password': { parameters: T348; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/shutdown': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/suspend-disk': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/suspend-hybrid': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/agent/suspend-ram': { parameters: { node: string; vmid: number }; result: Record<string, unknown> }
  '/nodes/{node}/qemu/{vmid}/clone': { parameters: T349; result: string }
  '/nodes/{node}/qemu/{vmid}/config': { parameters: T350; result: string }
  '/nodes/{node}/qemu/{vmid}/dbus-vmstate': { parameters: T351; result: null }
  '/nodes/{node}/qemu/{vmid}/firewall/aliases': { parameters: T322; result: null }
  '/nodes/{node}/qemu/{vmid}/firewall/ipset': { parameters: T323; result: null }
  '/nodes/{node}/qemu/{vmid}/firewall/ipset/{name}': { parameters: T324; result: null }
  '/nodes/{node}/qemu/{vmid}/firewall/rules': { parameters: T325; result: null }
  '/nodes/{node}/qemu/{vmid}/migrate': { parameters: T352; result: string }
  '/nodes/{node}/qemu/{vmid}/monitor': { parameters: T353; result: string }
  '/nodes/{node}/qemu/{vmid}/move_disk': { parameters: T354; result: string }
  '/nodes/{node}/qemu/{vmid}/mtunnel': { parameters: T329; result: T328 }
  '/nodes/{node}/qemu/{vmid}/remote_migrate': { parameters: T355; result: string }
  '/nodes/{node}/qemu/{vmid}/snapshot': { parameters: T356; result: string }
  '/nodes/{node}/qemu/{vmid}/snapshot/{snapname}/rollback': { parameters: T332; result: string }
  '/nodes/{node}/qemu/{vmid}/spiceproxy': { parameters: T334; result: T333 }
  '/nodes/{node}/qemu/{vmid}/status/reboot': { parameters: T335; result: string }
  '/nodes/{node}/qemu/{vmid}/status/reset': { parameters: T357; result: string }
  '/nodes/{node}/qemu/{vmid}/status/resume': { parameters: T358; result: string }
  '/nodes/{node}/qemu/{vmid}/status/shutdown': { parameters: T359; result: string }
  '/nodes/{node}/qemu/{vmid}/status/start': { parameters: T360; result: string }
  '/nodes/{node}/qemu/{vmid}/status/stop': { parameters: T361; result: string }
  '/nodes/{node}/qemu/{vmid}/status/suspend': { parameters: T362; result: string }
  '/nodes/{node}/qemu/{vmid}/template': { parameters: T363; result: string }
  '/nodes/{node}/qemu/{vmid}/termproxy': { parameters: T364; result: T339 }
  '/nodes/{node}/qemu/{vmid}/vncproxy': { parameters: T365; result: T340 }
  '/nodes/{node}/replication/{id}/schedule_now': { parameters: { id: string; node: string }; result: string }
  '/nodes/{node}/services/{service}/reload': { parameters: T200; result: string }
  '/nodes/{node}/services/{service}/restart': { parameters: T200; result: string }
  '/nodes/{node}/services/{service}/start': { parameters: T200; result: string }
  '/nodes/{node}/services/{service}/stop': { parameters: T200; result: string }
  '/nodes/{node}/spiceshell': { parameters: T366; result: T333 }
  '/nodes/{node}/startall': { parameters: T367; result: string }
  '/nodes/{node}/status': { parameters: T368; result: null }
  '/nodes/{node}/stopall': { parameters: T369; result: string }
  '/nodes/{node}/storage/{storage}/content': { parameters: T370; result: string }
  '/nodes/{node}/storage/{storage}/content/{volume}': { parameters: T371; result: string }
  '/nodes/{node}/storage/{storage}/download-url': { parameters: T372; result: string }
  '/nodes/{node}/storage/{storage}/oci-registry-pull': { parameters: T373; result: string }
  '/nodes/{node}/storage/{storage}/upload': { parameters: T374; result: string }
  '/nodes/{node}/subscription': { parameters: T311; result: null }
  '/nodes/{node}/suspendall': { parameters: T375; result: string }
  '/nodes/{node}/termproxy': { parameters: T376; result: T339 }
  '/nodes/{node}/vncshell': { parameters: T377; result: T340 }
  '/nodes/{node}/vzdump': { parameters: T378; result: string }
  '/nodes/{node}/wakeonlan': { parameters: { node: string }; result: string }
  '/pools': { parameters: T379; result: null }
  '/storage': { parameters: T381; result: T380 }
}

interface Put {
  '/access/acl': { parameters: T382; result: null }
  '/access/domains/{realm}': { parameters: T383; result: null }
  '/access/groups/{groupid}': { parameters: T238; result: null }
  '/access/password': { parameters: T384; result: null }
  '/access/roles/{roleid}': { parameters: T385; result: null }
  '/access/tfa/{userid}/{id}': { parameters: T386; result: null }
  '/access/users/{userid}': { parameters: T387; result: null }
  '/access/users/{userid}/token/{tokenid}': { parameters: T389; result: T388 }
  '/access/users/{userid}/unlock-tfa': { parameters: { userid: string }; result: boolean }
  '/cluster/acme/account/{name}': { parameters: T390; result: string }
  '/cluster/acme/plugins/{id}': { parameters: T391; result: null }
  '/cluster/backup/{id}': { parameters: T392; result: null }
  '/cluster/ceph/flags': { parameters: T393; result: string }
  '/cluster/ceph/flags/{flag}': { parameters: T394; result: null }
  '/cluster/firewall/aliases/{name}': { parameters: T395; result: null }
  '/cluster/firewall/groups/{group}/{pos}': { parameters: T396; result: null }
  '/cluster/firewall/ipset/{name}/{cidr}': { parameters: T397; result: null }
  '/cluster/firewall/options': { parameters: T398; result: null }
  '/cluster/firewall/rules/{pos}': { parameters: T399; result: null }
  '/cluster/ha/groups/{group}': { parameters: T400; result: null }
  '/cluster/ha/resources/{sid}': { parameters: T401; result: null }
  '/cluster/ha/rules/{rule}': { parameters: T402; result: null }
  '/cluster/jobs/realm-sync/{id}': { parameters: T403; result: null }
  '/cluster/mapping/dir/{id}': { parameters: T404; result: null }
  '/cluster/mapping/pci/{id}': { parameters: T405; result: null }
  '/cluster/mapping/usb/{id}': { parameters: T406; result: null }
  '/cluster/metrics/server/{id}': { parameters: T407; result: null }
  '/cluster/notifications/endpoints/gotify/{name}': { parameters: T408; result: null }
  '/cluster/notifications/endpoints/sendmail/{name}': { parameters: T409; result: null }
  '/cluster/notifications/endpoints/smtp/{name}': { parameters: T410; result: null }
  '/cluster/notifications/endpoints/webhook/{name}': { parameters: T411; result: null }
  '/cluster/notifications/matchers/{name}': { parameters: T412; result: null }
  '/cluster/options': { parameters: T413; result: null }
  '/cluster/qemu/custom-cpu-models/{cputype}': { parameters: T414; result: null }
  '/cluster/replication/{id}': { parameters: T415; result: null }
  '/cluster/sdn': { parameters: T293; result: string }
  '/cluster/sdn/controllers/{controller}': { parameters: T416; result: null }
  '/cluster/sdn/dns/{dns}': { parameters: T417; result: null }
  '/cluster/sdn/fabrics/fabric/{id}': { parameters: T418; result: null }
  '/cluster/sdn/fabrics/node/{fabric_id}/{node_id}': { parameters: T419; result: null }
  '/cluster/sdn/ipams/{ipam}': { parameters: T420; result: null }
  '/cluster/sdn/prefix-lists/{id}': { parameters: T421; result: null }
  '/cluster/sdn/prefix-lists/{id}/entries/{url_seq}': { parameters: T422; result: null }
  '/cluster/sdn/route-maps/entries/{route-map-id}/entry/{order}': { parameters: T423; result: null }
  '/cluster/sdn/vnets/{vnet}': { parameters: T424; result: null }
  '/cluster/sdn/vnets/{vnet}/firewall/options': { parameters: T425; result: null }
  '/cluster/sdn/vnets/{vnet}/firewall/rules/{pos}': { parameters: T426; result: null }
  '/cluster/sdn/vnets/{vnet}/ips': { parameters: T427; result: null }
  '/cluster/sdn/vnets/{vnet}/subnets/{subnet}': { parameters: T428; result: null }
  '/cluster/sdn/zones/{zone}': { parameters: T429; result: null }
  '/nodes/{node}/apt/repositories': { parameters: T430; result: null }
  '/nodes/{node}/ceph/pool/{name}': { parameters: T431; result: string }
  '/nodes/{node}/certificates/acme/certificate': { parameters: T311; result: string }
  '/nodes/{node}/config': { parameters: T432; result: null }
  '/nodes/{node}/disks/wipedisk': { parameters: { disk: string; node: string }; result: string }
  '/nodes/{node}/dns': { parameters: T433; result: null }
  '/nodes/{node}/firewall/options': { parameters: T434; result: null }
  '/nodes/{node}/firewall/rules/{pos}': { parameters: T435; result: null }
  '/nodes/{node}/lxc/{vmid}/config': { parameters: T436; result: null }
  '/nodes/{node}/lxc/{vmid}/firewall/aliases/{name}': { parameters: T437; result: null }
  '/nodes/{node}/lxc/{vmid}/firewall/ipset/{name}/{cidr}': { parameters: T438; result: null }
  '/nodes/{node}/lxc/{vmid}/firewall/options': { parameters: T439; result: null }
  '/nodes/{node}/lxc/{vmid}/firewall/rules/{pos}': { parameters: T440; result: null }
  '/nodes/{node}/lxc/{vmid}/resize': { parameters: T441; result: string }
  '/nodes/{node}/lxc/{vmid}/snapshot/{snapname}/config': { parameters: T331; result: null }
  '/nodes/{node}/network': { parameters: T442; result: string }
  '/nodes/{node}/network/{iface}': { parameters: T443; result: null }
  '/nodes/{node}/qemu/{vmid}/cloudinit': { parameters: { node: string; vmid: number }; result: null }
  '/nodes/{node}/qemu/{vmid}/config': { parameters: T444; result: null }
  '/nodes/{node}/qemu/{vmid}/firewall/aliases/{name}': { parameters: T437; result: null }
  '/nodes/{node}/qemu/{vmid}/firewall/ipset/{name}/{cidr}': { parameters: T438; result: null }
  '/nodes/{node}/qemu/{vmid}/firewall/options': { parameters: T439; result: null }
  '/nodes/{node}/qemu/{vmid}/firewall/rules/{pos}': { parameters: T440; result: null }
  '/nodes/{node}/qemu/{vmid}/resize': { parameters: T445; result: string }
  '/nodes/{node}/qemu/{vmid}/sendkey': { parameters: T446; result: null }
  '/nodes/{node}/qemu/{vmid}/snapshot/{snapname}/config': { parameters: T331; result: null }
  '/nodes/{node}/qemu/{vmid}/unlink': { parameters: T447; result: null }
  '/nodes/{node}/storage/{storage}/content/{volume}': { parameters: T448; result: null }
  '/nodes/{node}/subscription': { parameters: { key: string; node: string }; result: null }
  '/nodes/{node}/time': { parameters: { node: string; timezone: string }; result: null }
  '/pools': { parameters: T449; result: null }
  '/pools/{poolid}': { parameters: T449; result: null }
  '/storage/{storage}': { parameters: T450; result: T380 }
}

interface Delete {
  '/access/domains/{realm}': { parameters: { realm: string }; result: null }
  '/access/groups/{groupid}': { parameters: { groupid: string }; result: null }
  '/access/roles/{roleid}': { parameters: { roleid: string }; result: null }
  '/access/tfa/{userid}/{id}': { parameters: T451; result: null }
  '/access/users/{userid}': { parameters: { userid: string }; result: null }
  '/access/users/{userid}/token/{tokenid}': { parameters: { tokenid: string; userid: string }; result: null }
  '/cluster/acme/account/{name}': { parameters: { name: string }; result: string }
  '/cluster/acme/plugins/{id}': { parameters: { id: string }; result: null }
  '/cluster/backup/{id}': { parameters: { id: string }; result: null }
  '/cluster/config/nodes/{node}': { parameters: { node: string }; result: null }
  '/cluster/firewall/aliases/{name}': { parameters: T452; result: null }
  '/cluster/firewall/groups/{group}': { parameters: { group: string }; result: null }
  '/cluster/firewall/groups/{group}/{pos}': { parameters: T453; result: null }
  '/cluster/firewall/ipset/{name}': { parameters: T454; result: null }
  '/cluster/firewall/ipset/{name}/{cidr}': { parameters: T455; result: null }
  '/cluster/firewall/rules/{pos}': { parameters: T456; result: null }
  '/cluster/ha/groups/{group}': { parameters: { group: string }; result: null }
  '/cluster/ha/resources/{sid}': { parameters: T457; result: null }
  '/cluster/ha/rules/{rule}': { parameters: { rule: string }; result: null }
  '/cluster/jobs/realm-sync/{id}': { parameters: { id: string }; result: null }
  '/cluster/mapping/dir/{id}': { parameters: { id: string }; result: null }
  '/cluster/mapping/pci/{id}': { parameters: { id: string }; result: null }
  '/cluster/mapping/usb/{id}': { parameters: { id: string }; result: null }
  '/cluster/metrics/server/{id}': { parameters: { id: string }; result: null }
  '/cluster/notifications/endpoints/gotify/{name}': { parameters: { name: string }; result: null }
  '/cluster/notifications/endpoints/sendmail/{name}': { parameters: { name: string }; result: null }
  '/cluster/notifications/endpoints/smtp/{name}': { parameters: { name: string }; result: null }
  '/cluster/notifications/endpoints/webhook/{name}': { parameters: { name: string }; result: null }
  '/cluster/notifications/matchers/{name}': { parameters: { name: string }; result: null }
  '/cluster/qemu/custom-cpu-models/{cputype}': { parameters: { cputype: string }; result: null }
  '/cluster/replication/{id}': { parameters: T458; result: null }
  '/cluster/sdn/controllers/{controller}': { parameters: T459; result: null }
  '/cluster/sdn/dns/{dns}': { parameters: T460; result: null }
  '/cluster/sdn/fabrics/fabric/{id}': { parameters: { id: string }; result: null }
  '/cluster/sdn/fabrics/node/{fabric_id}/{node_id}': { parameters: { fabric_id: string; node_id: string }; result: null }
  '/cluster/sdn/ipams/{ipam}': { parameters: T461; result: null }
  '/cluster/sdn/lock': { parameters: T462; result: null }
  '/cluster/sdn/prefix-lists/{id}': { parameters: T463; result: null }
  '/cluster/sdn/prefix-lists/{id}/entries/{url_seq}': { parameters: T464; result: null }
  '/cluster/sdn/route-maps/entries/{route-map-id}/entry/{order}': { parameters: T465; result: null }
  '/cluster/sdn/vnets/{vnet}': { parameters: T466; result: null }
  '/cluster/sdn/vnets/{vnet}/firewall/rules/{pos}': { parameters: T467; result: null }
  '/cluster/sdn/vnets/{vnet}/ips': { parameters: T297; result: null }
  '/cluster/sdn/vnets/{vnet}/subnets/{subnet}': { parameters: T468; result: null }
  '/cluster/sdn/zones/{zone}': { parameters: T469; result: null }
  '/nodes/{node}/ceph/fs/{name}': { parameters: T470; result: string }
  '/nodes/{node}/ceph/mds/{name}': { parameters: { name: string; node: string }; result: string }
  '/nodes/{node}/ceph/mgr/{id}': { parameters: { id: string; node: string }; result: string }
  '/nodes/{node}/ceph/mon/{monid}': { parameters: { monid: string; node: string }; result: string }
  '/nodes/{node}/ceph/osd/{osdid}': { parameters: T471; result: string }
  '/nodes/{node}/ceph/pool/{name}': { parameters: T472; result: string }
  '/nodes/{node}/certificates/acme/certificate': { parameters: { node: string }; result: string }
  '/nodes/{node}/certificates/custom': { parameters: T473; result: null }
  '/nodes/{node}/disks/directory/{name}': { parameters: T474; result: string }
  '/nodes/{node}/disks/lvm/{name}': { parameters: T474; result: string }
  '/nodes/{node}/disks/lvmthin/{name}': { parameters: T475; result: string }
  '/nodes/{node}/disks/zfs/{name}': { parameters: T474; result: string }
  '/nodes/{node}/firewall/rules/{pos}': { parameters: T476; result: null }
  '/nodes/{node}/lxc/{vmid}': { parameters: T477; result: string }
  '/nodes/{node}/lxc/{vmid}/firewall/aliases/{name}': { parameters: T478; result: null }
  '/nodes/{node}/lxc/{vmid}/firewall/ipset/{name}': { parameters: T479; result: null }
  '/nodes/{node}/lxc/{vmid}/firewall/ipset/{name}/{cidr}': { parameters: T480; result: null }
  '/nodes/{node}/lxc/{vmid}/firewall/rules/{pos}': { parameters: T481; result: null }
  '/nodes/{node}/lxc/{vmid}/snapshot/{snapname}': { parameters: T482; result: string }
  '/nodes/{node}/network': { parameters: { node: string }; result: null }
  '/nodes/{node}/network/{iface}': { parameters: { iface: string; node: string }; result: null }
  '/nodes/{node}/qemu/{vmid}': { parameters: T483; result: string }
  '/nodes/{node}/qemu/{vmid}/firewall/aliases/{name}': { parameters: T478; result: null }
  '/nodes/{node}/qemu/{vmid}/firewall/ipset/{name}': { parameters: T479; result: null }
  '/nodes/{node}/qemu/{vmid}/firewall/ipset/{name}/{cidr}': { parameters: T480; result: null }
  '/nodes/{node}/qemu/{vmid}/firewall/rules/{pos}': { parameters: T481; result: null }
  '/nodes/{node}/qemu/{vmid}/snapshot/{snapname}': { parameters: T482; result: string }
  '/nodes/{node}/storage/{storage}/content/{volume}': { parameters: T484; result: string }
  '/nodes/{node}/storage/{storage}/prunebackups': { parameters: T215; result: string }
  '/nodes/{node}/subscription': { parameters: { node: string }; result: null }
  '/nodes/{node}/tasks/{upid}': { parameters: { node: string; upid: string }; result: null }
  '/pools': { parameters: { poolid: string }; result: null }
  '/pools/{poolid}': { parameters: { poolid: string }; result: null }
  '/storage/{storage}': { parameters: { storage: string }; result: null }
}

/** Every method of the product: verb, path, then the type of its parameters and of its result. */
export interface PveMethods { get: Get; post: Post; put: Put; delete: Delete }
