import { beforeEach, describe, expect, test, vi } from 'vitest'
import { previewDocument, printDocument, saveDocument } from '../../renderer/components/paperOutput.ts'
import { OfficeError } from '../../renderer/rpc/errors.ts'

const { issueRecibo, previewRecibo, invalidateQueries, shell } = vi.hoisted(() => ({
  issueRecibo: vi.fn(),
  previewRecibo: vi.fn(),
  invalidateQueries: vi.fn(),
  shell: { print: vi.fn(), savePdf: vi.fn() },
}))
vi.mock('../../renderer/rpc/client.ts', () => ({ rpc: { documentos: { issueRecibo, previewRecibo } } }))
vi.mock('../../renderer/rpc/query.ts', () => ({
  orpc: { recibos: { key: () => ['recibos'] } },
  queryClient: { invalidateQueries },
}))
vi.stubGlobal('window', { mostrador: shell })

const paper = { html: '<p>', papel: '80mm', fileName: 'recibo-P1-R-00000001', copia: false }
const requestIds = () => issueRecibo.mock.calls.map(([input]) => input.requestId as string)
let documents = 0
const newSource = () => ({ tipo: 'recibo', id: `recibo-${++documents}` }) as const

beforeEach(() => {
  vi.resetAllMocks()
  issueRecibo.mockResolvedValue(paper)
  shell.print.mockResolvedValue({ ok: true })
  shell.savePdf.mockResolvedValue({ ok: true, file: '/x.pdf' })
})

describe('handing over a document', () => {
  test('that came out ends: the next one is another', async () => {
    const source = newSource()
    await printDocument(source, '80mm', 'POS-80')
    await printDocument(source, '80mm', 'POS-80')
    expect(shell.print).toHaveBeenCalledWith({ html: '<p>', papel: '80mm', printer: 'POS-80' })
    expect(new Set(requestIds()).size).toBe(2)
    expect(invalidateQueries).toHaveBeenCalledWith({ queryKey: ['paper'] })
  })

  test('that did not come out goes on, on other paper or as a file', async () => {
    const source = newSource()
    shell.print.mockResolvedValue({ ok: false, reason: 'no_printer', detail: '' })
    await printDocument(source, '80mm', 'POS-80')
    await saveDocument(source, 'A4')
    expect(new Set(requestIds()).size).toBe(1)
    expect(shell.savePdf).toHaveBeenCalledWith({ html: '<p>', papel: '80mm', suggestedName: paper.fileName })
    await saveDocument(source, 'A4')
    expect(new Set(requestIds()).size).toBe(2)
  })

  test('is previewed as it was issued until it came out, and before that leaves no trace', async () => {
    const source = newSource()
    await previewDocument(source, '58mm')
    expect(issueRecibo).not.toHaveBeenCalled()
    shell.print.mockResolvedValue({ ok: false, reason: 'cancelled', detail: '' })
    await printDocument(source, '80mm', null)
    await previewDocument(source, '58mm')
    expect(new Set(requestIds()).size).toBe(1)
    expect(previewRecibo).toHaveBeenCalledTimes(1)
  })

  test('that the office never answered is not taken for issued', async () => {
    const source = newSource()
    issueRecibo.mockRejectedValueOnce(new OfficeError('office.gone'))
    await expect(printDocument(source, '80mm', null)).rejects.toThrow('office.gone')
    await previewDocument(source, '80mm')
    expect(previewRecibo).toHaveBeenCalledTimes(1)
    await printDocument(source, '80mm', null)
    expect(new Set(requestIds()).size).toBe(1)
  })

  test('begun by another person of this window is begun anew', async () => {
    const source = newSource()
    issueRecibo.mockRejectedValueOnce(new OfficeError('request.reused'))
    await expect(printDocument(source, '80mm', null)).resolves.toEqual({ ok: true })
    expect(new Set(requestIds()).size).toBe(2)
  })
})
