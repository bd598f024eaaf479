import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '..')
const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
  exports: Record<string, string>
}
const entries = Object.entries(exports).map(([entry, path]) => [entry, join(folder, path)] as const)
const program = ts.createProgram(
  entries.map(([, path]) => path),
  { module: ts.ModuleKind.NodeNext, allowImportingTsExtensions: true, noEmit: true, types: [] },
)
const checker = program.getTypeChecker()

function exportsOf(path: string): ts.Symbol[] {
  const file = program.getSourceFile(path)
  const symbol = file && checker.getSymbolAtLocation(file)
  return symbol ? checker.getExportsOfModule(symbol).map(resolved) : []
}

const resolved = (symbol: ts.Symbol): ts.Symbol =>
  symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol
const isDocumented = (symbol: ts.Symbol): boolean => symbol.getDocumentationComment(checker).length > 0
const isFunction = (symbol: ts.Symbol): boolean => (symbol.flags & ts.SymbolFlags.Function) !== 0
const hasExample = (symbol: ts.Symbol): boolean => symbol.getJsDocTags(checker).some(({ name }) => name === 'example')
const names = (symbols: readonly ts.Symbol[]): string[] => symbols.map((symbol) => symbol.name)

test.each(entries)('everything that %s exports has a comment', (_, path) => {
  const symbols = exportsOf(path)
  expect(symbols.length).toBeGreaterThan(5)
  expect(names(symbols.filter((symbol) => !isDocumented(symbol)))).toEqual([])
})

test.each(entries)('every function of %s shows how it is called', (_, path) => {
  const functions = exportsOf(path).filter(isFunction)
  expect(functions.length).toBeGreaterThan(1)
  expect(names(functions.filter((symbol) => !hasExample(symbol)))).toEqual([])
})
