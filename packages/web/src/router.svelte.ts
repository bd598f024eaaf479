import { getContext, setContext } from 'svelte'
import { currentUrl, onUrlChange, writeUrl } from './io/address.ts'
import { scrollPageTo } from './io/page-scroll.ts'
import { type OverviewView, parseRoute, type Route, routeUrl } from './routes.ts'

/** Where we are, in step with the address bar. */
export class Router {
  route = $state.raw<Route>(parseRoute(currentUrl()))

  /** @returns a function that ends it. */
  start(): () => void {
    return onUrlChange(() => (this.route = parseRoute(currentUrl())))
  }

  /** A step that the back button undoes. Another page begins at its top. */
  go(url: string): void {
    const before = this.route
    this.route = parseRoute(url)
    writeUrl(url, 'push')
    if (before.page !== this.route.page || before.page !== 'overview') scrollPageTo(0)
  }

  /** Another look at the overview. Only opening a guest is a step that the back button undoes; typing is none. */
  look(change: Partial<OverviewView>): void {
    if (this.route.page !== 'overview') return
    this.route = { ...this.route, ...change }
    writeUrl(routeUrl(this.route), change.guest ? 'push' : 'replace')
  }

  /** Another look at the page that is open, such as what it is filtered by: no step of its own. */
  replace(url: string): void {
    this.route = parseRoute(url)
    writeUrl(url, 'replace')
  }

  /** For links: a plain click stays in the page, everything else is the browser's. */
  follow = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (!link || link.origin !== location.origin || link.target || link.hasAttribute('download')) return
    event.preventDefault()
    this.go(link.pathname + link.search)
  }
}

const contextKey = Symbol('router')

export const provideRouter = (router: Router): Router => setContext(contextKey, router)
export const useRouter = (): Router => getContext<Router>(contextKey)
