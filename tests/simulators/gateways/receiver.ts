import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { ORPCError } from '@orpc/server'
import type { ProveedorPasarela } from '../../../contract/enums.ts'
import { PROVEEDORES_PASARELA } from '../../../contract/enums.ts'
import { receiveGatewayEvent } from '../../../office/gateways/receive.ts'
import type { Office } from '../../../office/kernel/office.ts'

/**
 * Stands in for the tenant's server: takes what a provider posts at `/mercado_pago` or `/stripe` and hands it to an office.
 * For tests; nothing of the product listens. `resourceOf`: what the provider's API would answer about a payment.
 */
export async function startReceiver(
  office: () => Office,
  options: { now: () => number; resourceOf?: (id: string) => unknown },
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const url = new URL(request.url ?? '/', 'http://receiver')
      const proveedor = url.pathname.slice(1) as ProveedorPasarela
      if (!PROVEEDORES_PASARELA.includes(proveedor)) return response.writeHead(404).end()
      const query = Object.fromEntries(url.searchParams)
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      const resource = options.resourceOf?.(query['data.id'] ?? '')
      const body = Buffer.concat(parts).toString('utf8')
      return void receiveGatewayEvent(office(), {
        proveedor,
        headers,
        query,
        body,
        resource,
        receivedAt: options.now(),
      }).then(
        (received) => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(received)),
        (error: unknown) => response.writeHead(400).end(error instanceof ORPCError ? String(error.code) : 'error'),
      )
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}
