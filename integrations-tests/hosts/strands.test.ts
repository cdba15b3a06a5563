import { HOSTS } from './strands.ts'
import { testHost } from './test-host.ts'

for (const host of HOSTS) testHost(host)
