import { describe } from 'vitest'
import { COORDINATORS_IN_TEAMS } from './cast.js'
import { testLives } from './live-lives.js'

describe('the life of a request, with coordinators in Teams and others in Teams and Slack', () => {
  testLives(COORDINATORS_IN_TEAMS)
})
