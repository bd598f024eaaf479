/** The parts of Postman's collection format 2.1.0 that our document uses. */
export interface Collection {
  readonly info: {
    readonly _postman_id: string
    readonly name: string
    readonly description: string
    readonly version: string
    readonly schema: string
  }
  readonly item: readonly Folder[]
  readonly event: readonly Script[]
  readonly variable: readonly Variable[]
}

/** Requests that belong together. */
export interface Folder {
  readonly name: string
  readonly description: string
  readonly item: readonly Item[]
}

/** A request with its tests and a saved answer. */
export interface Item {
  readonly name: string
  readonly event: readonly Script[]
  readonly request: Request
  readonly response: readonly SavedAnswer[]
}

export interface Script {
  readonly listen: 'prerequest' | 'test'
  readonly script: { readonly type: 'text/javascript'; readonly exec: readonly string[] }
}

export interface Request {
  readonly method: string
  readonly description: string
  readonly header: readonly never[]
  readonly url: Url
  readonly body?: {
    readonly mode: 'raw'
    readonly raw: string
    readonly options: { readonly raw: { readonly language: 'json' } }
  }
}

export interface Url {
  readonly raw: string
  readonly host: readonly string[]
  readonly path: readonly string[]
  readonly query?: readonly Parameter[]
  /** Values of the `:name` segments. */
  readonly variable?: readonly Parameter[]
}

/** A parameter of the query or the path. A disabled one is shown, but not sent. */
export interface Parameter {
  readonly key: string
  readonly value: string
  readonly description?: string
  readonly disabled?: true
}

export interface SavedAnswer {
  readonly name: string
  readonly originalRequest: Pick<Request, 'method' | 'header' | 'url'>
  readonly status: string
  readonly code: number
  readonly header: readonly { readonly key: string; readonly value: string }[]
  readonly body: string
}

export interface Variable {
  readonly key: string
  readonly value: string
  readonly type: 'string'
  readonly description: string
}

/** A file of variables that is imported beside a collection. */
export interface Environment {
  readonly id: string
  readonly name: string
  readonly values: readonly {
    readonly key: string
    readonly value: string
    readonly type: 'default' | 'secret'
    readonly enabled: true
  }[]
  readonly _postman_variable_scope: 'environment'
}

/** A script of one or more lines of JavaScript, which Postman runs in its sandbox. */
export function script(listen: Script['listen'], text: string): Script {
  return { listen, script: { type: 'text/javascript', exec: text.trim().split('\n') } }
}
