import { fireEvent, screen, within } from '@testing-library/vue'
import { expect, it } from 'vitest'
import { renderOne, violations } from '../../../test/render'
import ScoreChart from './ScoreChart.vue'
import { firstExample, rank, scoresOf } from './score-example'

const order = () =>
  within(screen.getByRole('status'))
    .getAllByRole('listitem')
    .map((item) => item.textContent?.trim())
const slide = (name: string, value: number) => fireEvent.update(screen.getByRole('slider', { name }), String(value))

it('says that 20 + 4 minutes goes before 10 + 6 minutes (R-QUE-1)', async () => {
  const page = renderOne(ScoreChart, { props: { scoringMethod: 'TIME_AND_PRIORITY' } })
  expect(order()).toEqual(['Email A: priority 20 + 4 minutes = 24', 'Email B: priority 10 + 6 minutes = 16'])
  await slide('Minutes that email B has waited', 15)
  expect(order()[0]).toBe('Email B: priority 10 + 15 minutes = 25')
  await slide('Priority of email A', 30)
  expect(order()[0]).toBe('Email A: priority 30 + 4 minutes = 34')
  expect(await violations(page)).toEqual([])
})

it('does not count minutes where priority alone counts, but between equals (R-QUE-2)', async () => {
  renderOne(ScoreChart, { props: { scoringMethod: 'PRIORITY_ONLY' } })
  await slide('Minutes that email B has waited', 30)
  expect(order()[0]).toMatch(/^Email A: priority 20;/)
  await slide('Priority of email B', 20)
  expect(order()[0]).toMatch(/^Email B: priority 20;/)
})

it('draws a line that rises by a minute a minute, or not at all', () => {
  const [mail] = firstExample()
  expect(scoresOf('TIME_AND_PRIORITY', mail!).slice(0, 3)).toEqual([20, 21, 22])
  expect(new Set(scoresOf('PRIORITY_ONLY', mail!))).toEqual(new Set([20]))
  expect(rank('TIME_AND_PRIORITY', firstExample()).map(({ score }) => score)).toEqual([24, 16])
  renderOne(ScoreChart, { props: { scoringMethod: 'PRIORITY_ONLY' } })
  const drawing = screen.getByRole('img', { name: /^The score of both emails/ })
  for (const line of drawing.querySelectorAll('polyline')) {
    const heights = line
      .getAttribute('points')!
      .split(' ')
      .map((point) => point.split(',')[1])
    expect(new Set(heights).size).toBe(1)
  }
})
