import { describe, expect, it } from 'vitest'
import {
  BadRequest,
  readFileToSave,
  readPaperJob,
  readPdfJob,
  readPrintJob,
  readText,
} from '../../electron/main/requests.ts'

const JOB = { html: '<p>', papel: '80mm' }

describe('a request of a window', () => {
  it('is taken when it is what the contract says', () => {
    expect(readPaperJob(JOB)).toEqual(JOB)
    expect(readPrintJob({ ...JOB, printer: null })).toEqual({ ...JOB, printer: null })
    expect(readPrintJob({ ...JOB, printer: 'TM-T20' })).toEqual({ ...JOB, printer: 'TM-T20' })
    expect(readPdfJob({ ...JOB, suggestedName: 'a.pdf' })).toEqual({ ...JOB, suggestedName: 'a.pdf' })
    const bytes = new Uint8Array([1])
    expect(readFileToSave({ suggestedName: 'a.xlsx', data: bytes })).toEqual({ suggestedName: 'a.xlsx', data: bytes })
    expect(readFileToSave({ suggestedName: 'a.csv', data: 'a;b' })).toEqual({ suggestedName: 'a.csv', data: 'a;b' })
  })

  it('carries only what the contract names', () => {
    expect(readPaperJob({ ...JOB, silent: true, header: 'x' })).toEqual(JOB)
  })

  it.each([undefined, null, 7, 'x', [], {}, { html: '<p>' }, { html: 1, papel: 'A4' }, { html: '<p>', papel: 'A3' }])(
    'is refused as a document when it is %j',
    (job) => {
      expect(() => readPaperJob(job)).toThrow(BadRequest)
    },
  )

  it('is refused when a part is missing, of another kind or too large', () => {
    expect(() => readPrintJob(JOB)).toThrow(BadRequest)
    expect(() => readPrintJob({ ...JOB, printer: { name: 'x' } })).toThrow(BadRequest)
    expect(() => readPdfJob(JOB)).toThrow(BadRequest)
    expect(() => readPdfJob({ ...JOB, suggestedName: 'x'.repeat(1001) })).toThrow(BadRequest)
    expect(() => readFileToSave({ suggestedName: 'x', data: [1, 2] })).toThrow(BadRequest)
    expect(() => readText('123456', 'x', 5)).toThrow(BadRequest)
  })

  it('is named in the error without its content', () => {
    expect(() => readPaperJob({ html: 7, papel: 'A4', cliente: 'Ana' })).toThrow(/^html is not a text of that size$/)
  })
})
