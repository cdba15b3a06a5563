/**
 * Why a reply ended, in terms of what can be done next. `calls`: the client's tools are to be run. `pause`: the provider stopped in the
 * middle of its own tools and wants the reply sent back. `length`: a limit on tokens. `refused`: a filter or the model itself.
 */
export type StopReason = 'end' | 'calls' | 'pause' | 'length' | 'refused' | 'failed'
