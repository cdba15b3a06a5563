import { HOST } from './fastify.ts'
import { testHost } from './test-host.ts'

testHost(HOST)
