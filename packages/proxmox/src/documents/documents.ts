export { ApiDocumentError, readApiDocument, type ApiDocument } from '../apidoc/read-api-document.ts'
export {
  builtInDescription,
  productNames,
  readApiDescription,
  type ApiDescription,
  type DescribedMethod,
} from './api-description.ts'
export { documentFiles, type DocumentFile, type DocumentKind } from './document-files.ts'
export { openApi } from './openapi.ts'
export { postmanCollection } from './postman/postman-collection.ts'
export { postmanEnvironment, type EnvironmentValues, type LoginKind } from './postman/postman-environment.ts'
export { notPlainHttp } from './postman/special-methods.ts'
export type { Collection, Entry, Environment, Folder, Item } from './postman/postman-format.ts'
