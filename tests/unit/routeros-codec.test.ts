import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  encodeSentence,
  lengthSize,
  readReply,
  type Reply,
  SentenceDecoder,
  SentenceWriter,
  writeLength,
} from '../../office/routeros/codec.ts'
import { asSent, cameAsCp1252, Cp1252Text, RouterosProtocolError } from '../../office/routeros/index.ts'
import { decodeText } from '../../office/routeros/text.ts'
import { fuzzCodec } from '../faults/routeros-fuzz.ts'
import { CONVERSATIONS } from './routeros-conversations.ts'

/** What a decoder makes of these chunks. */
function decode(chunks: readonly Uint8Array[], maxBytes?: number): Reply[] {
  const replies: Reply[] = []
  const decoder = new SentenceDecoder((bytes, bounds) => replies.push(readReply(bytes, bounds)), maxBytes)
  // A socket's buffer is overwritten by what comes next: nothing may be kept of it.
  for (const chunk of chunks) {
    const own = Buffer.from(chunk)
    decoder.push(own)
    own.fill(0xff)
  }
  return replies
}

const plain = (replies: readonly { kind: string; tag: string | null; row: object; words?: readonly string[] }[]) =>
  replies.map(({ kind, tag, row, words }) => ({ kind, tag, row: Object.entries(row), words: words ?? [] }))

const single = (bytes: Buffer): Buffer[] => Array.from(bytes, (byte) => Buffer.of(byte))

describe('lengths', () => {
  test.each([
    [1, '01'],
    [0x7f, '7f'],
    [0x80, '8080'],
    [0x3fff, 'bfff'],
    [0x4000, 'c04000'],
    [0x1f_ffff, 'dfffff'],
    [0x20_0000, 'e0200000'],
    [0xfff_ffff, 'efffffff'],
    [0x1000_0000, 'f010000000'],
    [0xffff_ffff, 'f0ffffffff'],
  ])('%i is %s', (length, hex) => {
    const bytes = Buffer.alloc(5)
    expect(writeLength(bytes, 0, length)).toBe(hex.length / 2)
    expect(lengthSize(length)).toBe(hex.length / 2)
    expect(bytes.subarray(0, hex.length / 2).toString('hex')).toBe(hex)
  })

  test.each([1, 0x7f, 0x80, 0x3fff, 0x4000, 0x1f_ffff, 0x20_0000])('a word of %i bytes arrives whole', (size) => {
    const word = Buffer.alloc(size, 'w')
    const whole = encodeSentence(['!re', word, '.tag=1'])
    const pieces = Array.from({ length: Math.ceil(whole.length / 60_000) }, (_, i) =>
      whole.subarray(i * 60_000, (i + 1) * 60_000),
    )
    const [reply, ...more] = decode(pieces)
    expect(more).toEqual([])
    expect(reply?.tag).toBe('1')
    expect(Buffer.from(reply?.words[0] ?? '').equals(word)).toBe(true)
  })

  test('a length may be written longer than it need be', () => {
    const replies = decode([Buffer.from('f000000003217265c00003217265e0000003217265800321726500', 'hex')])
    expect(plain(replies)).toEqual(plain([{ kind: '!re', tag: null, row: {}, words: ['!re', '!re', '!re'] }]))
  })

  test('a length that cannot be is refused before a byte of it is waited for', () => {
    for (const hex of ['f010000000', 'f0ffffffff', 'f700000001', 'efffffff'])
      expect(() => decode([Buffer.from(hex, 'hex')])).toThrow(RouterosProtocolError)
    expect(() => decode([encodeSentence(Array.from({ length: 40 }, () => 'word'))], 199)).toThrow(/more than 199/)
    const longest = encodeSentence(Array.from({ length: 40 }, () => 'word'))
    expect(decode([Buffer.concat([longest, longest, longest])], 200)).toHaveLength(3)
  })

  test.each([0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe, 0xff])('control byte %i is reserved', (byte) => {
    expect(() => decode([Buffer.of(byte)])).toThrow(/reserved control byte/)
  })
})

describe.each(CONVERSATIONS)('$name', ({ bytes, replies }) => {
  test('is understood', () => expect(plain(decode([bytes]))).toEqual(plain(replies)))

  test('is the same split at every byte', () => {
    const expected = JSON.stringify(plain(replies))
    for (let at = 1; at < bytes.length; at++)
      if (JSON.stringify(plain(decode([bytes.subarray(0, at), bytes.subarray(at)]))) !== expected)
        expect.fail(`split at ${at} it is something else`)
  })

  test('is the same byte by byte', () => expect(plain(decode(single(bytes)))).toEqual(plain(replies)))
})

describe('sentences', () => {
  const word = fc.oneof(
    fc.string({ minLength: 1, maxLength: 300, unit: 'binary' }),
    fc.uint8Array({ minLength: 1, maxLength: 300 }),
  )
  const sentence = fc.array(word, { minLength: 1, maxLength: 8 })

  test('any sentences in any segments are the same sentences', () => {
    fc.assert(
      fc.property(fc.array(sentence, { maxLength: 6 }), fc.array(fc.nat(400)), (sentences, cuts) => {
        const writer = new SentenceWriter()
        for (const words of sentences) writer.append(words)
        const whole = writer.take()
        const heard: Buffer[][] = []
        const decoder = new SentenceDecoder((bytes, bounds) => {
          const words: Buffer[] = []
          for (let i = 0; i < bounds.length; i += 2) words.push(Buffer.from(bytes.subarray(bounds[i], bounds[i + 1])))
          heard.push(words)
        })
        let at = 0
        for (const cut of [...cuts, whole.length]) {
          decoder.push(Buffer.from(whole.subarray(at, at + cut)))
          at += cut
        }
        expect(heard).toEqual(sentences.map((words) => words.map((part) => Buffer.from(part))))
      }),
    )
  })

  test('a long sentence in tiny segments is read once, not once a segment', () => {
    const whole = encodeSentence(['!re', `=contents=${'y'.repeat(1_000_000)}`])
    const pieces = Array.from({ length: Math.ceil(whole.length / 9) }, (_, i) => whole.subarray(i * 9, (i + 1) * 9))
    expect(decode(pieces)[0]?.row['contents']).toHaveLength(1_000_000)
  })

  test('an empty word would end the sentence, and is refused', () => {
    expect(() => encodeSentence(['/login', ''])).toThrow(TypeError)
  })
})

describe('text', () => {
  test('any bytes become text that gives the same bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        const { text, encoding } = decodeText(bytes)
        const back = encoding === 'utf8' ? Buffer.from(text) : new Cp1252Text(text).bytes()
        expect(back.equals(Buffer.from(bytes))).toBe(true)
      }),
    )
    const all = Buffer.from(Array.from({ length: 256 }, (_, i) => i))
    expect(new Cp1252Text(decodeText(all).text).bytes().equals(all)).toBe(true)
  })

  test('UTF-8 is read strictly', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(decodeText(Buffer.from(text))).toEqual({ text, encoding: 'utf8' })
      }),
    )
    // Overlong, half a pair, cut short: none of them is UTF-8.
    for (const hex of ['c080', 'eda080', 'c3', 'f8888080'])
      expect(decodeText(Buffer.from(hex, 'hex')).encoding).toBe('cp1252')
    expect(decodeText(Buffer.from('efbbbf41', 'hex')).text).toBe('\ufeffA')
  })

  test('windows-1252 where it is not latin1', () => {
    expect(decodeText(Buffer.from('80939485f1', 'hex'))).toEqual({ text: '€“”…ñ', encoding: 'cp1252' })
    expect(() => new Cp1252Text('日').bytes()).toThrow(RangeError)
  })

  test('each value keeps its encoding, and goes back in the bytes it came in', () => {
    const row =
      decode([encodeSentence(['!re', '=name=Ñandú', Buffer.from('=comment=\xd1and\xfa', 'latin1'), '=id=7'])])[0]
        ?.row ?? {}
    expect(row).toMatchObject({ name: 'Ñandú', comment: 'Ñandú', id: '7' })
    expect(['name', 'comment', 'id', 'none'].map((name) => cameAsCp1252(row, name))).toEqual([
      false,
      true,
      false,
      false,
    ])
    expect(asSent(row, 'name')).toBe('Ñandú')
    expect(asSent(row, 'comment')).toEqual(new Cp1252Text('Ñandú'))
    expect(asSent(row, 'none')).toBeUndefined()
    expect('toString' in row).toBe(false)
  })
})

test('random bytes and mangled conversations end in sentences or in a protocol error, in any segments', async () => {
  const { tried, survived, detail } = await fuzzCodec({ durationMs: 500, seed: 7 })
  expect(detail).toBe('')
  expect(survived).toBe(tried)
  expect(tried).toBeGreaterThan(50)
})
