// npm run office: see HELP.
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { ORPCError } from '@orpc/client'
import { z } from 'zod'
import { runMain, say, takeFlag, takeOption } from './lib/cli.mjs'
import { startOfficeChild } from './lib/office-client.ts'
import { Hint, ROOT } from './lib/paths.mjs'

const HELP = `The office alone, in plain Node and without a window, for scripts.

    npm run --silent office -- --dir FOLDER     the data folder; it is created when it is not there

Reads one call per line and prints one answer per line, in the same order, as JSON:

    {"call":"setup.status"}
    {"call":"access.login","input":{…}}

    {"call":"setup.status","output":{…}}
    {"call":"access.login","error":{"code":"…","data":{…}}}

The calls and their inputs are those of contract/. All lines share one session, as those of one window do.
It ends when its input ends; it ends with 1 when a call failed.`

const zCall = z.strictObject({ call: z.string().regex(/^\w+(\.\w+)+$/), input: z.unknown().optional() })

runMain(async () => {
  const args = process.argv.slice(2)
  if (takeFlag(args, 'help')) return say(HELP)
  const dir = takeOption(args, 'dir')
  if (dir === undefined || args.length > 0) throw new Hint(`--dir FOLDER is needed, and nothing else.\n\n${HELP}`)
  const dataDir = path.resolve(dir)
  fs.mkdirSync(dataDir, { recursive: true })
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8')))

  const office = await startOfficeChild(dataDir, version)
  const { link } = office.connect()
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue
    const answer = await ask(line, (call, input) => link.call(call.split('.'), input, { context: {} }))
    if ('error' in answer) process.exitCode = 1
    console.log(JSON.stringify(answer))
  }
  return office.stop()
})

type Call = (call: string, input: unknown) => Promise<unknown>

async function ask(line: string, send: Call) {
  const parsed = parse(line)
  if (!parsed) return { error: { code: 'not_a_call', data: { line } } }
  const { call, input } = parsed
  try {
    return { call, output: await send(call, input) }
  } catch (error) {
    if (error instanceof ORPCError) return { call, error: { code: error.code, data: error.data } }
    return { call, error: { code: 'unknown', data: String(error) } }
  }
}

function parse(line: string) {
  try {
    return zCall.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
