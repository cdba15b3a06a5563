import { AI_SDK_HOSTS } from './ai-sdk.ts'
import { testHost } from './test-host.ts'

for (const host of AI_SDK_HOSTS) testHost(host)
