import fc from 'fast-check'
import { SEED } from './long-run.js'

fc.configureGlobal({ seed: SEED })
