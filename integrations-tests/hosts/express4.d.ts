/** Express 4, which brings no types: those of 5 hold for what is used of it here. */
declare module 'express4' {
  export { default } from 'express'
}
