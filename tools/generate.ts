import { generateProxmox } from './generate-proxmox.ts'

const check = process.argv.includes('--check')
const changed = await generateProxmox({ check })
for (const file of changed) console.log(`${check ? 'stale' : 'written'}: ${file}`)
if (check && changed.length > 0) process.exitCode = 1
