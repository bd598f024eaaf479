import type { SettingsSection } from '../../routes.ts'

const sections: Readonly<Record<SettingsSection, string>> = {
  security: 'Security',
  audit: 'Audit log',
  system: 'System',
  registration: 'Registration',
  discovery: 'Discovery',
  backup: 'Export and import',
  updates: 'Updates',
}

/** The frame of the settings; each section has its words in a file of its own. */
export const settings = { sections, navigation: 'Settings' }
