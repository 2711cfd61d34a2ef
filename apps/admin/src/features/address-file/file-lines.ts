import { readCsv, unguarded } from '@mailroom/core'
import type { ShownProblem } from '@/shared/i18n'

/** A problem with its place in the file. */
export interface PlacedProblem {
  readonly id: string
  readonly problem: ShownProblem
  /** Undefined: the file as a whole. */
  readonly line: string | undefined
  readonly column: string | undefined
  /** What the cell has. */
  readonly value: string
}

/** Problems with the lines, columns and cells that their paths (`["line", "17", "queue"]`) name. */
export function placed(problems: readonly ShownProblem[], csv: string): PlacedProblem[] {
  const cells = cellsOf(csv, new Set(problems.map(({ path }) => Number(path[1]))))
  return problems.map((problem, index) => {
    const [at, line, column] = problem.path
    if (at !== 'line') return { id: String(index), problem, line: undefined, column: undefined, value: '' }
    const value = cells.get(Number(line))?.[column ?? ''] ?? ''
    return { id: String(index), problem, line, column, value }
  })
}

/** The cells of some lines by the name of their column, in the case of the header's contract. */
function cellsOf(csv: string, wanted: ReadonlySet<number>): ReadonlyMap<number, Readonly<Record<string, string>>> {
  const records = readCsv(csv)
  const header = records.next().value?.cells?.map((cell) => cell.trim()) ?? []
  const found = new Map<number, Record<string, string>>()
  for (const { line, cells } of records)
    if (cells && wanted.has(line))
      found.set(line, Object.fromEntries(cells.map((cell, index) => [header[index] ?? '', unguarded(cell)])))
  return found
}
