/** Those that can be taught to complete `pulse`. */
export const shells = ['bash', 'zsh', 'fish'] as const
