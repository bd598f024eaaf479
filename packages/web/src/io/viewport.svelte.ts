import { MediaQuery } from 'svelte/reactivity'

/** Phones and narrow windows: rows as high as a finger, one column. In step with `sm` in app.css. */
export const phone = new MediaQuery('width < 640px')

/** The header has no room for the search beside the navigation; it stands with what it searches then, as on phones. */
export const narrow = new MediaQuery('width < 780px')
