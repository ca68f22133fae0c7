// What goes on until it is cancelled: traffic, pings, traces, torch.
import type { Call, Command } from '../call.ts'
import { ipNumber, parseDuration } from '../formats.ts'
import type { Router } from '../router.ts'
import type { Item } from '../table.ts'
import { failure, invalidValue, missingValue, noMatch } from '../traps.ts'
import type { Bytes } from '../wire.ts'
import { trafficNow } from './interfaces.ts'

/** Says something now and after every interval, until there is nothing more to say (false) or nobody hears any more. */
export function repeat(call: Call, say: (round: number) => boolean, interval = call.args.get('interval')): void {
  const wanted = interval === undefined ? 1000 : parseDuration(interval)
  if (wanted === null) throw invalidValue('interval')
  const ms = Math.max(1, (wanted / 1000) * (call.router.options.tickMs ?? 1000))
  let timer: NodeJS.Timeout | undefined
  let round = 0
  const next = () => {
    if (say(round++)) timer = setTimeout(next, ms)
    else call.finish()
  }
  call.stream(() => clearTimeout(timer))
  next()
}

const count = (call: Call): number => {
  const given = call.args.get('count')
  if (given === undefined) return Infinity
  if (!/^\d+$/.test(given)) throw invalidValue('count')
  return Number(given)
}

/** Who answers: clients and neighbours that are there and not blocked, the router itself, and the wide world. */
export function answers(router: Router, address: Bytes): boolean {
  if (router.table('/ppp/active').find('address', address)) return true
  const leases = router.table('/ip/dhcp-server/lease').where('address', address)
  if (leases.some((lease) => lease['status'] === 'bound' && lease['blocked'] !== 'true')) return true
  const neighbours = router.table('/ip/arp').where('address', address)
  if (neighbours.some((each) => each['DHCP'] !== 'true' && !router.offline.has(each['mac-address'] ?? ''))) return true
  if (
    router
      .table('/ip/address')
      .all()
      .some((own) => own['address']?.startsWith(`${address}/`))
  )
    return true
  return ['8.8.8.8', '1.1.1.1', '9.9.9.9'].includes(address)
}

const addressOf = (call: Call): Bytes => {
  const address = call.args.get('address')
  if (address === undefined) throw missingValue('address')
  if (ipNumber(address) !== null) return address
  if (address === 'localhost' || /^[a-z].*\.[a-z]+$/i.test(address)) return '8.8.8.8'
  throw failure('dns name does not exist')
}

/** A time as ping writes it: `12ms` in version 6, `12ms345us` in 7. */
const pingTime = (router: Router, us: number): Bytes => {
  const ms = Math.floor(us / 1000)
  return router.is('7.0') ? `${ms > 0 ? `${ms}ms` : ''}${us % 1000}us` : `${ms}ms`
}

function runPing(call: Call): void {
  const { router } = call
  const address = addressOf(call)
  const wanted = count(call)
  const size = call.args.get('size') ?? '56'
  const times: number[] = []
  repeat(call, (round) => {
    if (round >= wanted) return false
    const us = answers(router, address) ? 1500 + Math.floor(router.random() * 30_000) : null
    if (us !== null) times.push(us)
    const sum = times.reduce((total, each) => total + each, 0)
    call.re({
      seq: String(round),
      host: address,
      ...(us === null ? { status: 'timeout' } : { size, ttl: '61', time: pingTime(router, us) }),
      sent: String(round + 1),
      received: String(times.length),
      'packet-loss': String(Math.round((1 - times.length / (round + 1)) * 100)),
      ...(times.length > 0
        ? {
            'min-rtt': pingTime(router, Math.min(...times)),
            'avg-rtt': pingTime(router, Math.floor(sum / times.length)),
            'max-rtt': pingTime(router, Math.max(...times)),
          }
        : {}),
    })
    // The last one is not waited for.
    return round + 1 < wanted
  })
}
export const ping: Command = { needs: 'test', run: runPing }
export const toolPing: Command = { ...ping, on: (router) => router.is('7.0') }

export const traceroute: Command = {
  needs: 'test',
  run(call) {
    const address = addressOf(call)
    const hops = ['10.255.0.1', '100.64.8.1', address]
    const rounds = count(call)
    repeat(call, (round) => {
      hops.forEach((hop, at) => {
        const lost = at === hops.length - 1 && !answers(call.router, address)
        const ms = (1.2 + at * 7 + call.router.random()).toFixed(1)
        const measured = lost
          ? { last: 'timeout', avg: '', best: '', worst: '' }
          : { last: ms, avg: ms, best: ms, worst: ms }
        call.re({
          address: lost ? '' : hop,
          loss: lost ? '100' : '0',
          sent: String(round + 1),
          ...measured,
          'std-dev': '0',
          status: '',
          '.section': String(round),
        })
      })
      return round + 1 < rounds
    })
  },
}

export const monitorTraffic: Command = {
  needs: 'read',
  run(call) {
    const names = (call.args.get('interface') ?? call.args.get('.id') ?? call.args.get('numbers'))?.split(',')
    if (!names) throw missingValue('interface')
    const table = call.router.table('/interface')
    const find = (name: Bytes) => table.get(name) ?? table.find('name', name)
    for (const name of names) if (!find(name)) throw noMatch('interface')
    const proplist = call.args.get('.proplist')?.split(',')
    const once = call.args.has('once')
    repeat(call, (round) => {
      for (const item of names.map(find))
        if (item)
          call.re(
            { ...traffic(call.router, item), ...(once ? {} : { '.section': String(round) }) },
            proplist && [...proplist, '.section'],
          )
      return !once
    })
  },
}

function traffic(router: Router, item: Item): Item {
  const { rx, tx } = trafficNow(router, item)
  const packets = (rate: number) => String(Math.floor(rate / 7200))
  return {
    name: item['name'] ?? '',
    'rx-packets-per-second': packets(rx),
    'rx-bits-per-second': String(rx),
    'fp-rx-packets-per-second': '0',
    'fp-rx-bits-per-second': '0',
    'rx-drops-per-second': '0',
    'rx-errors-per-second': '0',
    'tx-packets-per-second': packets(tx),
    'tx-bits-per-second': String(tx),
    'fp-tx-packets-per-second': '0',
    'fp-tx-bits-per-second': '0',
    'tx-drops-per-second': '0',
    'tx-queue-drops-per-second': '0',
    'tx-errors-per-second': '0',
  }
}

export const torch: Command = {
  needs: 'test',
  run(call) {
    const name = call.args.get('interface')
    if (name === undefined) throw missingValue('interface')
    const item = call.router.table('/interface').find('name', name)
    if (!item) throw noMatch('interface')
    const duration = call.args.get('duration')
    const rounds = duration === undefined ? Infinity : Math.ceil((parseDuration(duration) ?? 0) / 1000)
    repeat(call, (round) => {
      const { rx, tx } = trafficNow(call.router, item)
      for (const [at, share] of [0.6, 0.3, 0.1].entries()) {
        call.re({
          'src-address': `10.20.0.${at + 2}`,
          'dst-address': '0.0.0.0',
          'ip-protocol': 'tcp',
          tx: String(Math.floor(tx * share)),
          rx: String(Math.floor(rx * share)),
          'tx-packets': '10',
          'rx-packets': '10',
          '.section': String(round),
        })
      }
      return round + 1 < rounds
    })
  },
}
