#!/usr/bin/env node
import { fileURLToPath } from 'node:url'
import { Command } from 'commander'
import { checkDataset } from './ingest/check.js'
import { readDataset } from './ingest/dataset.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const program = new Command('atlas').description('Cyberlaw Atlas: the world\'s cybercrime law as an API')

program.command('check').description('refuse a dataset with duplicates, dangling links, unknown codes or impossible dates')
  .argument('[folder]', 'a dataset folder', `${root}data`)
  .action(async (folder: string) => {
    const { dataset, faults } = await readDataset(folder)
    faults.push(...checkDataset(dataset))
    for (const f of faults) console.error(`${f.at} ${f.path}: ${f.message}`)
    const counts = Object.entries(dataset).map(([name, records]) => `${records.length} ${name}`).join(', ')
    console.log(`${counts}: ${faults.length} faults`)
    process.exitCode = faults.length > 0 ? 1 : 0
  })

await program.parseAsync()
