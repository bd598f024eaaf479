import { MediaQuery } from 'svelte/reactivity'

/** Phones and narrow windows: rows as high as a finger, one column. In step with `sm` in app.css. */
export const phone = new MediaQuery('width < 640px')
