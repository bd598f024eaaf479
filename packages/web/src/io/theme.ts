import { recall, remember } from './storage.ts'

export type ThemeChoice = 'system' | 'light' | 'dark'

const systemDark = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)')

export function recallTheme(): ThemeChoice {
  const kept = recall('theme')
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

export function applyTheme(choice: ThemeChoice): void {
  remember('theme', choice === 'system' ? null : choice)
  const dark = choice === 'dark' || (choice === 'system' && systemDark().matches)
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
}

/** Follows the system while the person chose nothing else. @returns a function that ends it. */
export function followSystemTheme(): () => void {
  const query = systemDark()
  const follow = (): void => {
    if (recallTheme() === 'system') applyTheme('system')
  }
  query.addEventListener('change', follow)
  return () => query.removeEventListener('change', follow)
}
