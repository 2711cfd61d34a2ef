/// <reference types="node" />
import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { findNoMail } from './index.js'

const of = (text: string) => findNoMail(new TextEncoder().encode(text))
const FOLDER = new URL('../fixtures/', import.meta.url)

it.each([
  'Subject: a\r\n\r\n',
  'X-Spam-Status : No\n',
  'Received:\n from a\n',
  '\ufeffFrom: a@b.example\n',
  'From kim@customer.example Mon Jun  1 12:00:00 2026\nFrom: kim@customer.example\n',
])('%j begins as a mail', (text) => expect(of(text)).toBeNull())

it.each<[string, number, number]>([
  ['', 1, 0],
  ['%PDF-1.7\n%äöü\n', 1, 0],
  ['\r\nSubject: a\r\n', 1, 0],
  ['Dear all\nSubject: a\n', 1, 0],
  [' folded: a\n', 1, 0],
  ['\ufeff{"subject": "a"}', 1, 3],
  ['From kim@customer.example Mon Jun  1\nDear all\n', 2, 37],
  ['\u00d0\u00cf\u0011', 1, 0],
  ['x'.repeat(100_000), 1, 0],
])('%j does not', (text, line, offset) => expect(of(text)).toEqual({ line, offset }))

it('every fixture does', () => {
  for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.eml')))
    expect(findNoMail(readFileSync(new URL(file, FOLDER))), file).toBeNull()
})
