declare module 'tr46' {
  interface Options {
    readonly checkHyphens?: boolean
    readonly checkBidi?: boolean
    readonly checkJoiners?: boolean
    readonly useSTD3ASCIIRules?: boolean
    readonly verifyDNSLength?: boolean
    readonly transitionalProcessing?: boolean
  }
  const tr46: {
    toASCII(domainName: string, options?: Options): string | null
    toUnicode(domainName: string, options?: Options): { domain: string; error: boolean }
  }
  export default tr46
}
