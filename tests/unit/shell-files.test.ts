import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readJson, writeFileAtomic, writeFileAtomicSync } from '../../electron/main/atomic-file.ts'
import { safeFileName } from '../../electron/main/file-names.ts'
import { RotatingFile } from '../../electron/main/rotating-file.ts'

let folder: string
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-files-'))
})
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }))

const read = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8')

describe('an atomic write', () => {
  it('replaces the file and leaves nothing else behind', async () => {
    const file = path.join(folder, 'recibo.pdf')
    await writeFileAtomic(file, 'old')
    await writeFileAtomic(file, new Uint8Array([104, 105]))
    expect(read('recibo.pdf')).toBe('hi')
    expect(fs.readdirSync(folder)).toEqual(['recibo.pdf'])
  })

  it('that fails leaves the old file and no temporary one', async () => {
    const taken = path.join(folder, 'taken')
    fs.mkdirSync(path.join(taken, 'full'), { recursive: true })
    await expect(writeFileAtomic(taken, 'x')).rejects.toThrow()
    expect(() => writeFileAtomicSync(taken, 'x')).toThrow()
    expect(fs.readdirSync(folder)).toEqual(['taken'])
  })

  it('into a folder that is not there is an error, not a new folder', async () => {
    await expect(writeFileAtomic(path.join(folder, 'gone', 'x.csv'), 'x')).rejects.toThrow('ENOENT')
  })

  it('is read back as JSON; a damaged or missing file is null', () => {
    writeFileAtomicSync(path.join(folder, 'deep/state.json'), '{"a":1}')
    fs.writeFileSync(path.join(folder, 'broken.json'), '{"a":')
    expect(readJson(path.join(folder, 'deep/state.json'))).toEqual({ a: 1 })
    expect(readJson(path.join(folder, 'broken.json'))).toBeNull()
    expect(readJson(path.join(folder, 'missing.json'))).toBeNull()
  })
})

describe('a log file', () => {
  it('starts anew at each start and keeps the three before', () => {
    for (const run of ['a', 'b', 'c', 'd', 'e']) {
      const log = new RotatingFile(path.join(folder, 'logs/main.log'))
      log.write(run)
      log.close()
    }
    const logs = (name: string) => read(`logs/${name}`)
    expect(['main.log', 'main.1.log', 'main.2.log', 'main.3.log'].map(logs)).toEqual(['e', 'd', 'c', 'b'])
    expect(fs.readdirSync(path.join(folder, 'logs'))).toHaveLength(4)
  })

  it('rotates before it would grow beyond its size', () => {
    const log = new RotatingFile(path.join(folder, 'main.log'), 10)
    log.write('12345678')
    log.write('90')
    log.write('ab')
    log.close()
    expect(read('main.1.log')).toBe('1234567890')
    expect(read('main.log')).toBe('ab')
  })

  it('that cannot be written loses its lines, not the program', () => {
    fs.writeFileSync(path.join(folder, 'logs'), 'a file where the folder should be')
    const log = new RotatingFile(path.join(folder, 'logs/main.log'))
    expect(() => log.write('x')).not.toThrow()
    expect(read('logs')).toBe('a file where the folder should be')
  })
})

describe('a suggested file name', () => {
  it('keeps what a person wrote', () => {
    expect(safeFileName('Recibo 0001-00000042 Núñez.pdf', '.pdf')).toBe('Recibo 0001-00000042 Núñez.pdf')
  })

  it('loses folders, control characters and what turns text around', () => {
    expect(safeFileName('../../etc/passwd')).toBe('etc passwd')
    expect(safeFileName('C:\\Windows\\x.csv')).toBe('C Windows x.csv')
    expect(safeFileName('recibo\u202Efdp.exe\u0000', '.pdf')).toBe('recibo fdp.exe.pdf')
  })

  it('gets the extension once, and a name when nothing is left', () => {
    expect(safeFileName('factura', '.pdf')).toBe('factura.pdf')
    expect(safeFileName('factura.PDF', '.pdf')).toBe('factura.PDF')
    expect(safeFileName(' ... ', '.pdf')).toBe('mostrador.pdf')
  })

  it('is none that Windows keeps for itself', () => {
    expect(safeFileName('CON')).toBe('_CON')
    expect(safeFileName('nul.txt')).toBe('_nul.txt')
  })

  it('is a plain name inside the folder, whatever was suggested', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (suggested) => {
        const name = safeFileName(suggested, '.pdf')
        expect(path.win32.basename(name)).toBe(name)
        expect(path.posix.basename(name)).toBe(name)
        expect(name.toLowerCase().endsWith('.pdf')).toBe(true)
        expect(name.length).toBeLessThan(260)
        expect(name.startsWith('.')).toBe(false)
      }),
    )
  })
})
