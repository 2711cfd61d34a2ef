/// <reference types="vite/client" />
import 'vue-router'

declare module 'vue-router' {
  interface RouteMeta {
    /** For operators of the installation alone. */
    operator?: true
    /** Key of the page's title; pages whose title is data set it by `usePageTitle`. */
    title?: string
    /** Reachable without a session. */
    public?: boolean
    /** Name of the route record that this one is a child of; `organisation` (under /o/:org) by default. */
    parent?: 'root' | 'organisation' | 'domain'
    /** Name of the navigation item that is current on this page. */
    section?: string
    /** Permission without which the page is not there. */
    permission?: string
    /** Permission without which the page is not there where its `:id` is `new`. */
    create?: string
  }
}
