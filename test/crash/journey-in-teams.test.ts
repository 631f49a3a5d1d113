import { killOnTheWay } from './journey.js'

killOnTheWay('teams')
