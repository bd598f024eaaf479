import type { DocumentedCall } from '../documented-call.ts'
import { SchemaBook } from '../json-schema.ts'
import type { SpecialCall } from './special-calls.ts'

/** The script that runs after one request: is the answer what this call should give, with every documented field? */
export function testScript({ endpoint }: DocumentedCall, { after, also = {} }: SpecialCall): string {
  const { status = 200, produces } = endpoint
  const others = Object.entries(also)
  const exceptions = others.map(([code, when]) => `, or ${code}: ${when}`).join('')
  const codes = [status, ...others.map(([code]) => Number(code))]
  const good = status === 204 ? [] : produces === undefined ? jsonTests(endpoint.output, after) : textTests(produces)
  return [
    `pm.test(${text(`status is ${status}${exceptions}`)}, () => pm.expect(pm.response.code).to.be.oneOf([${codes.join(', ')}]))`,
    ...(good.length > 0 ? [`if (pm.response.code === ${status}) {`, ...good.map(indented), '}'] : []),
  ].join('\n')
}

function jsonTests(output: DocumentedCall['endpoint']['output'], after: string | undefined): string[] {
  const schema = JSON.stringify(new SchemaBook({ refers: false }).schemaOf(output))
  return [
    `const schema = ${schema}`,
    `pm.test('the documented fields are there', () => pm.response.to.have.jsonSchema(schema))`,
    ...(after === undefined ? [] : ['const answer = pm.response.json()', after]),
  ]
}

function textTests(type: string): string[] {
  return [
    `pm.test('it is a text', () => {`,
    `  pm.expect(pm.response.headers.get('Content-Type')).to.eql('${type}')`,
    `  pm.expect(pm.response.text()).to.not.be.empty`,
    `})`,
  ]
}

const indented = (lines: string): string => lines.replaceAll(/^/gm, '  ')

/** A text of JavaScript. */
const text = (words: string): string => `'${words.replaceAll(/['\\]/g, String.raw`\$&`)}'`
