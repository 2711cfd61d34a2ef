import { pino, type Logger } from 'pino'

/** What is never written, wherever it stands in a log entry. */
const SECRET = ['*.password', '*.token', 'req.headers.cookie', 'req.headers.authorization']

interface LoggedError {
  readonly type: string
  readonly message: string
  readonly stack?: string
  readonly code?: string
  readonly cause?: LoggedError | string
}

/** The log of the process: JSON lines on standard output. */
export function makeLog(level: string): Logger {
  return pino({ level, redact: SECRET })
}

/** The same log, in which an error is told without what it carries: a failed statement has the values of its row. */
export function withoutContents(log: Logger): Logger {
  return log.child({}, { serializers: { err: toLogged } })
}

function toLogged(error: unknown): LoggedError | string {
  if (!(error instanceof Error)) return typeof error
  const { name, message, stack, cause } = error
  const { code } = error as NodeJS.ErrnoException
  return {
    type: name,
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(code === undefined ? {} : { code: String(code) }),
    ...(cause === undefined ? {} : { cause: toLogged(cause) }),
  }
}
