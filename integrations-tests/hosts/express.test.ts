import { HOSTS } from './express.ts'
import { testHost } from './test-host.ts'

for (const host of HOSTS) testHost(host)
