import { AI_SDK_6_HOSTS } from './ai-sdk-6.ts'
import { testHost } from './test-host.ts'

for (const host of AI_SDK_6_HOSTS) testHost(host)
