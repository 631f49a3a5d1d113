import { killOnTheWay } from './journey.js'

killOnTheWay('slack')
