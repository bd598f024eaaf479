export { ApiDocumentError, readApiDocument, type ApiDocument } from '../apidoc/read-api-document.ts'
export {
  builtInDescription,
  productNames,
  readApiDescription,
  type ApiDescription,
  type DescribedMethod,
} from './api-description.ts'
