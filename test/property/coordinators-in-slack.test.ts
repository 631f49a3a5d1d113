import { describe } from 'vitest'
import { COORDINATORS_IN_SLACK } from './cast.js'
import { testLives } from './live-lives.js'

describe('the life of a request, with coordinators in Slack and others in Slack and Teams', () => {
  testLives(COORDINATORS_IN_SLACK)
})
