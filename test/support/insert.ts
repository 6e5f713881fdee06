import { readConfig } from '../../src/config.js'
import { openStores, quiet } from '../../src/server.js'

/** Opens the stores of ATLAS_HOME and writes rows for ever, telling each one when it is acknowledged. To be killed. */
const { db } = await openStores(readConfig(), quiet)
for (let n = 0; ; n++) {
  await db.execute(`insert into setting values ('kill-${process.pid}-${n}', '${n}')`)
  console.log(`kill-${process.pid}-${n}`)
}
