import { LessThan, type EntityManager, type EntityTarget, type FindOptionsWhere, type ObjectLiteral } from 'typeorm'

/** Rows that belong to no organisation (people, sessions, reserved names). Empty criteria are refused. */
export class InstallationRepository<E extends ObjectLiteral> {
  constructor(
    private readonly manager: EntityManager,
    private readonly entity: EntityTarget<E>,
  ) {}

  async find(criteria: Partial<E>): Promise<E[]> {
    return this.manager.find(this.entity, { where: this.where(criteria) })
  }

  async get(criteria: Partial<E>): Promise<E | null> {
    return this.manager.findOne(this.entity, { where: this.where(criteria) })
  }

  async insert(row: E): Promise<E> {
    await this.manager.insert(this.entity, row)
    return row
  }

  async update(criteria: Partial<E>, patch: Partial<E>): Promise<void> {
    await this.manager.update(this.entity, this.where(criteria), patch as never)
  }

  async delete(criteria: Partial<E>): Promise<void> {
    await this.manager.delete(this.entity, this.where(criteria))
  }

  /** Forgets rows of which a stored time lies before the given one. */
  async deleteBefore(column: keyof E & string, time: string): Promise<void> {
    await this.manager.delete(this.entity, { [column]: LessThan(time) } as FindOptionsWhere<E>)
  }

  private where(criteria: Partial<E>): FindOptionsWhere<E> {
    const values = Object.values(criteria)
    if (values.length === 0 || values.includes(undefined)) throw new Error('Criteria must name columns and values')
    return criteria as FindOptionsWhere<E>
  }
}
