import { describe, expect, it } from 'vitest'
import { OwnNetwork } from '../../office/network/devices/own-network.ts'

const connected = () => true
const unplugged = () => false

describe('a PC without network', () => {
  it('is so once no device is heard any more, and until one is', () => {
    const own = new OwnNetwork(connected)
    own.heard('a', 1)
    own.heard('b', 2)
    own.silent('a', 3)
    expect([own.isLost(2), own.isOwn('a', 2)]).toEqual([false, false])
    own.silent('b', 4)
    expect([own.isLost(2), own.isOwn('a', 2), own.isOwn('b', 2)]).toEqual([true, false, false])
    own.heard('b', 5)
    expect([own.isLost(2), own.isOwn('a', 2), own.isOwn('b', 2)]).toEqual([false, true, true])
  })

  it('is one that is unplugged, with a single device too', () => {
    const own = new OwnNetwork(unplugged)
    own.silent('a', 1)
    expect([own.isLost(1), own.isOwn('a', 1)]).toEqual([true, false])
  })
})

describe('the silence of a device is its own', () => {
  it('where another one was heard since it began', () => {
    const own = new OwnNetwork(connected)
    own.silent('a', 1)
    own.heard('b', 2)
    expect([own.isLost(2), own.isOwn('a', 2)]).toEqual([false, true])
    // It stays so when the other falls silent as well: this one is alone in that.
    own.silent('b', 3)
    expect([own.isLost(2), own.isOwn('b', 2)]).toEqual([false, true])
  })

  it('where there is no other device to be heard, and the PC has an address', () => {
    const own = new OwnNetwork(connected)
    own.silent('a', 1)
    expect([own.isLost(1), own.isOwn('a', 1)]).toEqual([false, true])
  })

  it('where an alert said so before the office was closed', () => {
    const own = new OwnNetwork(connected)
    own.prove('a')
    own.silent('a', 1)
    own.silent('b', 2)
    expect([own.isLost(2), own.isOwn('a', 2), own.isOwn('b', 2)]).toEqual([false, true, true])
  })
})
