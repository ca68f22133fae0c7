import { deflateRawSync } from 'node:zlib'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { takeFlag, takeOption } from '../../scripts/lib/cli.mjs'
import { findWords } from '../../scripts/lib/words.mjs'
import { extractZip } from '../../scripts/lib/zip.mjs'

describe('arguments of the scripts', () => {
  it('takes options in both forms and leaves the rest', () => {
    const args = ['--size', 'large', '--only=unit', 'x', '--fresh']
    expect(takeOption(args, 'size')).toBe('large')
    expect(takeOption(args, 'only')).toBe('unit')
    expect(takeOption(args, 'none')).toBeUndefined()
    expect(takeFlag(args, 'fresh')).toBe(true)
    expect(takeFlag(args, 'fresh')).toBe(false)
    expect(args).toEqual(['x'])
  })
  it('refuses an option without its value', () => {
    expect(() => takeOption(['--size'], 'size')).toThrow(/--size needs a value/)
  })
})

describe('words that only make sense on one machine', () => {
  const inFile = (file: string, text: string) => findWords(file, Buffer.from(text))
  const home = ['', 'home', 'ana', 'x'].join('/')

  it('finds folders of a machine, with the line', () => {
    expect(inFile('a.md', `one\nsee ${home}`)).toEqual([`a.md:2: see ${home}`])
  })
  it('lets addresses and relative paths be', () => {
    expect(inFile('a.md', `https://example.com${home} ..${home} ~${home}`)).toEqual([])
  })
  it('finds registries in the lockfile', () => {
    expect(inFile('package-lock.json', '"resolved": "somewhere"')).toHaveLength(1)
    expect(inFile('package-lock.json', '"version": "1.0.0"')).toEqual([])
  })
})

/** A zip of one entry, by the book: local header, data, directory, end record. */
function zipOf(name: string, content: string, mode: number) {
  const data = deflateRawSync(content)
  const nameBytes = Buffer.from(name)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(data.length, 18)
  local.writeUInt16LE(nameBytes.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(data.length, 20)
  entry.writeUInt16LE(nameBytes.length, 28)
  entry.writeUInt32LE((0o100000 | mode) * 0x10000, 38)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt32LE(entry.length + nameBytes.length, 12)
  end.writeUInt32LE(local.length + nameBytes.length + data.length, 16)
  return Buffer.concat([local, nameBytes, data, entry, nameBytes, end])
}

describe('zip files', () => {
  const inFolder = (use: (folder: string) => void) => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'mostrador-zip-'))
    try {
      use(folder)
    } finally {
      fs.rmSync(folder, { recursive: true, force: true })
    }
  }

  it('extracts what is picked, under its new name, with its mode', () =>
    inFolder((folder) => {
      fs.writeFileSync(path.join(folder, 'a.zip'), zipOf('App/run', 'echo hola', 0o755))
      const target = path.join(folder, 'out')
      expect(extractZip(path.join(folder, 'a.zip'), target, () => null)).toBe(0)
      expect(extractZip(path.join(folder, 'a.zip'), target, (name) => `${name}.sh`)).toBe(1)
      expect(fs.readFileSync(path.join(target, 'App/run.sh'), 'utf8')).toBe('echo hola')
      expect(fs.statSync(path.join(target, 'App/run.sh')).mode & 0o777).toBe(0o755)
    }))
  it('never writes outside its target', () =>
    inFolder((folder) => {
      fs.writeFileSync(path.join(folder, 'a.zip'), zipOf('../evil', 'x', 0o644))
      expect(() => extractZip(path.join(folder, 'a.zip'), path.join(folder, 'out'), (name) => name)).toThrow(/outside/)
    }))
})
