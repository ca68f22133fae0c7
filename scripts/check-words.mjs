// npm run words: fails when a committed file names a folder of somebody's machine, or the lockfile a registry host.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { runMain, say } from './lib/cli.mjs'
import { ROOT } from './lib/paths.mjs'
import { findWords } from './lib/words.mjs'

runMain(async () => {
  const git = spawnSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
  if (git.status !== 0) return say('not a git checkout: nothing to check')
  const files = git.stdout.split('\0').filter((file) => file && fs.existsSync(path.join(ROOT, file)))
  const found = files.flatMap((file) => findWords(file, fs.readFileSync(path.join(ROOT, file))))
  for (const line of found) say(line)
  if (found.length > 0) throw new Error(`${found.length} lines name a machine or a registry`)
  return say(`${files.length} files name no machine and no registry`)
})
