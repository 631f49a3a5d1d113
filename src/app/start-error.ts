/** A reason not to start that the operator can act on: the message is one whole sentence, printed as it is. */
export class StartError extends Error {
  override name = 'StartError'
}
