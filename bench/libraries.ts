import '@slack/bolt'
import '@slack/web-api'
import 'bullmq'
import 'date-holidays'
import 'fastest-levenshtein'
import 'ioredis'
import 'libphonenumber-js'
import 'luxon'
import 'pg'
import 'pino'
import 'yaml'
import 'zod'
import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from '../src/store/generated/client.js'
import { answerQuestions, restingMemory } from './support/children.js'

/** A bare process that loads the libraries the program loads; Prisma was asked once, as the program's was. */
let prisma: PrismaClient | null = null

answerQuestions(
  {
    async start({ databaseUrl }: { databaseUrl: string }): Promise<void> {
      prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl }) })
      await prisma.scheme.findMany({ select: { id: true } })
    },
    memory: restingMemory,
  },
  async () => prisma?.$disconnect(),
)
