import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url))

/** The built server as a process of its own, which can be killed. */
export class ServerProcess {
  private constructor(
    readonly url: string,
    /** Milliseconds from the start of the process to its being ready. */
    readonly startedInMs: number,
    private readonly child: ChildProcess,
  ) {}

  /** Starts it and waits until it is ready. `environment` has every `MAILROOM_…` variable. */
  static async start(environment: Readonly<Record<string, string>>): Promise<ServerProcess> {
    if (!existsSync(MAIN)) throw new Error('Build the API first: npm run build -w apps/api')
    const began = performance.now()
    const env = { ...process.env, MAILROOM_PORT: '0', MAILROOM_LOG_LEVEL: 'error', ...environment }
    const child = spawn(process.execPath, [MAIN], { env, stdio: ['ignore', 'pipe', 'inherit'] })
    const url = await listening(child)
    return new ServerProcess(url, performance.now() - began, child)
  }

  get pid(): number {
    return this.child.pid!
  }

  /** As a loss of power looks to the process: no signal handler runs. */
  async kill(): Promise<void> {
    const exited = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await exited
  }

  /** Asks it to stop; resolves with its exit code. */
  async stop(): Promise<number | null> {
    const exited = once(this.child, 'exit')
    this.child.kill('SIGTERM')
    const [code] = (await exited) as [number | null]
    return code
  }
}

/** The address in the line that it prints when it is ready. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer) => {
      output += chunk.toString()
      const ready = /^Mailroom is ready: (\S+)\n/m.exec(output)
      if (ready === null) return
      child.stdout!.off('data', read).resume()
      resolve(new URL(ready[1]!).origin)
    }
    child.stdout!.on('data', read)
    child.once('exit', (code) => reject(new Error(`The server ended with code ${code}:\n${output}`)))
  })
}
