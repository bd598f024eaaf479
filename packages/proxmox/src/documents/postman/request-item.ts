import { resultShape, sampleValue, type Method } from '../../schema/schema.ts'
import type { DescribedMethod } from '../api-description.ts'
import { dialects } from './dialect.ts'
import {
  script,
  type Body,
  type FormField,
  type Item,
  type Parameter,
  type SavedAnswer,
  type Url,
} from './postman-format.ts'
import type { Surroundings } from '../summary.ts'
import { requestName } from './request-name.ts'
import { requestNote } from './request-note.ts'
import { otherParameters, pathParameters } from './request-parameters.ts'
import { notPlain, startsTask } from './special-methods.ts'
import { testScript } from './test-script.ts'

/** The one request of a method in the folders that mirror the API. */
export function requestItem(method: DescribedMethod, around: Surroundings): Item {
  const { verb } = method
  const inPath = pathParameters(method)
  const others = otherParameters(method)
  const isQuery = verb === 'GET' || verb === 'DELETE'
  return {
    name: requestName(method, around),
    event: [script('test', testScript(method))],
    request: {
      method: verb,
      description: requestNote(method, around),
      header: [],
      url: urlOf(method, inPath, isQuery ? others : []),
      ...(!isQuery && { body: bodyOf(method, others) }),
    },
    response: [savedAnswer(method, inPath)],
  }
}

/** `{{PVE_BASE_URL}}/api2/json/nodes/:node/qemu`, in the parts that Postman wants. */
export function urlOf({ product, path }: Method, inPath: readonly Parameter[], query: readonly Parameter[]): Url {
  const base = `{{${dialects[product].prefix}_BASE_URL}}`
  const segments = path
    .split('/')
    .filter(Boolean)
    .map((segment) => segment.replace(/^\{(.+)\}$/, ':$1'))
  const address = [base, 'api2', 'json', ...segments].join('/')
  const sent = query.filter(({ disabled }) => !disabled).map(({ key, value }) => `${key}=${value}`)
  return {
    raw: [address, ...(sent.length > 0 ? [sent.join('&')] : [])].join('?'),
    host: [base],
    path: ['api2', 'json', ...segments],
    ...(query.length > 0 && { query }),
    ...(inPath.length > 0 && { variable: inPath }),
  }
}

export function bodyOf({ path }: Method, parameters: readonly Parameter[]): Body {
  if (!path.endsWith('/upload')) return { mode: 'urlencoded', urlencoded: parameters }
  const formdata = parameters.map((parameter): FormField => {
    const { key, description = '' } = parameter
    if (key !== 'filename') return { ...parameter, type: 'text' }
    return { key, type: 'file', src: null, description: `${description} Choose the file to upload.` }
  })
  return { mode: 'formdata', formdata }
}

export function savedAnswer(method: Method, inPath: readonly Parameter[]): SavedAnswer {
  const { verb, path, product } = method
  const bare = inPath.map(({ key, value }) => ({ key, value }))
  const originalRequest = { method: verb, header: [], url: urlOf(method, bare, []) }
  const different = notPlain(method)
  if (different?.kind === 'socket')
    return { name: 'Upgrade', originalRequest, status: 'Switching Protocols', code: 101, header: [], body: '' }
  const header = [{ key: 'Content-Type', value: 'application/json;charset=UTF-8' }]
  const lastName = path.slice(path.lastIndexOf('/') + 1)
  const data = startsTask(method)
    ? sampleValue(resultShape(method), 'upid', product)
    : sampleValue(resultShape(method), lastName, product)
  return {
    name: 'Example',
    originalRequest,
    status: 'OK',
    code: 200,
    header: different ? [] : header,
    body: different ? '(the bytes of the file)' : JSON.stringify({ data }, null, 2),
  }
}
