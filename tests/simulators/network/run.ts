// npm run simulate -- [--routers 3] [--clients 500] [--uisp] [--seed N] [--port BASE] [--services FILE] [--tidy]
// [--announce ADDRESS]: a network to try everything on without owning a router. Lines typed at it make its routers misbehave: `help` says which.
import fs from 'node:fs'
import { parseArgs } from 'node:util'
import { openRouters, type RouterFarm } from '../routeros/index.ts'
import { openUisp, type UispSimulator } from '../uisp/index.ts'
import { obeyLines } from './console.ts'
import { inventServicios, seedNetwork, type ServicioSembrado } from './seed.ts'

const { values } = parseArgs({
  options: {
    routers: { type: 'string', default: '3' },
    clients: { type: 'string', default: '500' },
    seed: { type: 'string', default: '1' },
    port: { type: 'string', default: '8728' },
    services: { type: 'string' },
    announce: { type: 'string' },
    uisp: { type: 'boolean', default: false },
    tidy: { type: 'boolean', default: false },
  },
})
const [count, seed, base] = [values.routers, values.seed, values.port].map(Number) as [number, number, number]
/** The console of UISP stands so far behind the first router. */
const UISP_OFFSET = 2000

const servicios =
  values.services === undefined
    ? inventServicios(Number(values.clients), seed)
    : (JSON.parse(fs.readFileSync(values.services, 'utf8')) as ServicioSembrado[])
const network = seedNetwork({ servicios, routers: count, seed, mess: !values.tidy })
/** Where neighbours are listened for, and how often a router says who it is: sooner than the minute of a real one. */
const ANNOUNCED = { port: 5678, everyMs: 5_000 }
const { announce } = values
const routers =
  announce === undefined
    ? network.routers
    : network.routers.map((router) => ({ ...router, mndp: { address: announce, ...ANNOUNCED } }))
const farm: RouterFarm = await openRouters({ routers, basePort: base, tls: true })
const uisp: UispSimulator | null = values.uisp
  ? await openUisp({ port: base + UISP_OFFSET, state: network.uisp })
  : null

console.table(
  farm.routers.map(({ identity, version, host, port, tlsPort, user, password }) => ({
    identity,
    version,
    address: host,
    API: port,
    'API-SSL': tlsPort,
    user,
    password,
  })),
)
console.log('Only to read: lector / secreto. The certificates are their own; the office shows their fingerprints:')
for (const { identity, fingerprint256 } of farm.routers) console.log(`  ${identity}  ${fingerprint256}`)
if (uisp)
  console.log(
    `UISP: ${uisp.url}  x-auth-token: ${uisp.token}  X-Auth-App-Key: ${uisp.appKey}  ${uisp.fingerprint256 ?? ''}`,
  )
const disorder = network.objetos.filter(({ desorden }) => desorden !== null).length
console.log(
  `${servicios.length} services; ${disorder} things are not as they should be. \`help\` for what it can be told.`,
)
obeyLines(farm, uisp)
