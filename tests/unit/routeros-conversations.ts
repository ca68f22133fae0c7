/**
 * What devices say, byte by byte: every word is written with its length before it, as on the wire, so that these bytes do not come
 * from the code they test.
 */
export interface Conversation {
  name: string
  bytes: Buffer
  replies: { kind: string; tag: string | null; row: Record<string, string>; words?: string[] }[]
}

/** One character is one byte. */
const bytes = (...parts: string[]): Buffer => Buffer.from(parts.join(''), 'latin1')

const LONG = 'x'.repeat(0x4000)

export const CONVERSATIONS: readonly Conversation[] = [
  {
    name: 'a login in clear',
    bytes: bytes('\x05!done', '\x06.tag=1', '\0'),
    replies: [{ kind: '!done', tag: '1', row: {} }],
  },
  {
    name: 'the challenge of an old device',
    bytes: bytes('\x05!done', '\x25=ret=ebddd18303a54111e2dea05a92ab46b4', '\x06.tag=1', '\0'),
    replies: [{ kind: '!done', tag: '1', row: { ret: 'ebddd18303a54111e2dea05a92ab46b4' } }],
  },
  {
    name: 'secrets of two old hands: one wrote UTF-8, the other windows-1252',
    bytes: bytes(
      ...['\x03!re', '\x06.tag=7', '\x07=.id=*1', '\x0d=name=\xc3\x81ngela', '\x0c=disabled=no', '\0'],
      ...['\x03!re', '\x06.tag=7', '\x07=.id=*2', '\x0c=name=\xc1ngela', '\x0d=disabled=yes', '\0'],
      ...['\x05!done', '\x06.tag=7', '\0'],
    ),
    replies: [
      { kind: '!re', tag: '7', row: { '.id': '*1', name: 'Ángela', disabled: 'no' } },
      { kind: '!re', tag: '7', row: { '.id': '*2', name: 'Ángela', disabled: 'yes' } },
      { kind: '!done', tag: '7', row: {} },
    ],
  },
  {
    name: 'nothing found, as 7.18 says it',
    bytes: bytes('\x06!empty', '\x07.tag=12', '\0', '\x05!done', '\x07.tag=12', '\0'),
    replies: [
      { kind: '!empty', tag: '12', row: {} },
      { kind: '!done', tag: '12', row: {} },
    ],
  },
  {
    name: 'a trap with its category, one without, and a trap without a word',
    bytes: bytes(
      ...['\x05!trap', '\x0b=category=1', '\x32=message=input does not match any value of profile', '\x06.tag=3', '\0'],
      ...['\x05!trap', '\x06.tag=4', '\x15=message=no such item', '\0', '\x05!trap', '\x06.tag=5', '\0'],
    ),
    replies: [
      { kind: '!trap', tag: '3', row: { category: '1', message: 'input does not match any value of profile' } },
      { kind: '!trap', tag: '4', row: { message: 'no such item' } },
      { kind: '!trap', tag: '5', row: {} },
    ],
  },
  {
    name: 'two commands answered in turns, with sentences of nothing between',
    bytes: bytes(
      ...[
        '\0',
        '\x03!re',
        '\x05=rx=1',
        '\x06.tag=8',
        '\0',
        '\x05!done',
        '\x08=ret=*1A',
        '\x06.tag=9',
        '\0',
        '\0',
        '\0',
      ],
      ...['\x03!re', '\x05=rx=2', '\x06.tag=8', '\0'],
    ),
    replies: [
      { kind: '!re', tag: '8', row: { rx: '1' } },
      { kind: '!done', tag: '9', row: { ret: '*1A' } },
      { kind: '!re', tag: '8', row: { rx: '2' } },
    ],
  },
  {
    name: 'values that are empty, absent, or full of equals signs, and names of objects',
    bytes: bytes(
      ...[
        '\x03!re',
        '\x09=comment=',
        '\x08=dynamic',
        '\x0d=script=a=b=c',
        '\x0b=__proto__=',
        '\x0e=constructor=1',
        '\0',
      ],
    ),
    replies: [
      {
        kind: '!re',
        tag: null,
        row: { comment: '', dynamic: '', script: 'a=b=c', ['__proto__']: '', constructor: '1' },
      },
    ],
  },
  {
    name: 'a farewell, which has no names and no tag',
    bytes: bytes('\x06!fatal', '\x1dsession terminated on request', '\0'),
    replies: [{ kind: '!fatal', tag: null, row: {}, words: ['session terminated on request'] }],
  },
  {
    name: 'words of 128 and of 16,384 bytes',
    bytes: bytes(
      '\x03!re',
      `\x80\x80=comment=${LONG.slice(0, 119)}`,
      `\xc0\x40\0=comment2=${LONG.slice(0, 0x4000 - 10)}`,
      '\0',
    ),
    replies: [{ kind: '!re', tag: null, row: { comment: LONG.slice(0, 119), comment2: LONG.slice(0, 0x4000 - 10) } }],
  },
]
