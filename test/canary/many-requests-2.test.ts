import { halfOfThem } from './many-requests.js'

halfOfThem(1)
