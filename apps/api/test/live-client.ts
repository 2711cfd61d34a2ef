import { createClient, type Client as WsClient } from 'graphql-ws'
import { WebSocket } from 'ws'

/** A browser's socket for subscriptions. */
export function liveClient(url: string, headers: Readonly<Record<string, string>>): WsClient {
  class Socket extends WebSocket {
    constructor(address: string, protocols: string[]) {
      super(address, protocols, { headers })
    }
  }
  return createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: Socket, retryAttempts: 0 })
}

/** Everything that a subscription brought, and how it ended. */
export function follow(client: WsClient, query: string, variables: Record<string, unknown>) {
  const events: any[] = []
  let end: unknown = undefined
  const dispose = client.subscribe(
    { query, variables },
    { next: (event) => events.push(event), error: (reason) => (end = reason), complete: () => (end ??= 'complete') },
  )
  return { events, ended: () => end, dispose }
}
