import { negotiateLocale, resetMail } from '@mailroom/messages'
import { systemClock } from '../adapters/clock.js'
import { MailNotSent, mailerOf } from '../adapters/mail/mailer.js'
import { ConfigError, readConfig, type Config } from '../config.js'
import { storeResetLink } from '../database/store-reset-link.js'
import { argument, run } from './run.js'

/** Prints a link by which the person sets a new password, and mails it where there is a relay. */
run(async () => {
  const email = argument('npm run reset-password -- EMAIL')
  const config = readConfig()
  const made = await storeResetLink(config.database, email, systemClock.now())
  if (made === null) throw new ConfigError(`Nobody signs in with ${email}`)
  const link = `${addressOf(config)}/reset-password#code=${made.code}`
  process.stdout.write(`This link sets a new password for ${made.email}; it works once, for 15 minutes:\n${link}\n`)
  await mailed(config, made.email, resetMail(link, negotiateLocale(made.locale)))
})

/** From the configuration alone: what a request says of its host is the sender's. */
function addressOf({ publicUrl, host, port }: Config): string {
  return publicUrl ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

async function mailed(config: Config, to: string, mail: { subject: string; text: string }): Promise<void> {
  const mailer = mailerOf(config)
  if (mailer === null) return
  try {
    await mailer.send({ to, ...mail })
    process.stdout.write(`It was sent to ${to}, too\n`)
  } catch (reason) {
    if (!(reason instanceof MailNotSent)) throw reason
    process.stderr.write(`${reason.message}\n`)
  }
}
