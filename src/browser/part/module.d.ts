/** Builds for browsers have no types of their own. */
declare module 'pdfjs-dist/build/pdf.min.mjs' { export * from 'pdfjs-dist' }
declare module 'mammoth/mammoth.browser.min.js' { export { default } from 'mammoth' }
