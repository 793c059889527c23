import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts';
import type { DailyCreditsView } from '../../../shared/contracts/statistics.ts';
import { useTheme } from '../../app/theme/theme-provider.tsx';
import { formatCredits } from '../../components/format.ts';
import { formatBusinessDay } from './statistics-daily.ts';
import styles from './statistics.module.css';
import { useTransactionsTexts } from './use-transactions-texts.ts';

/** One kind of bars. */
export interface ChartSeries {
  readonly key: Exclude<keyof DailyCreditsView, 'date'>;
  readonly name: string;
  readonly color: string;
}

/** Bars day by day, with what they come to in a sentence. Nothing in it moves: it is drawn anew at every change. */
export function StatisticsChart({
  title,
  sentence,
  daily,
  series,
  stacked = false,
}: {
  readonly title: string;
  readonly sentence: string;
  readonly daily: readonly DailyCreditsView[];
  readonly series: readonly ChartSeries[];
  readonly stacked?: boolean;
}) {
  const { locale } = useTransactionsTexts();
  const { palette } = useTheme();
  const ticks = { fill: palette.soft, fontSize: 12 };
  return (
    <figure className={styles['figure']} aria-label={title}>
      <figcaption className={styles['caption']}>
        <span className={styles['legend']} aria-hidden="true">
          {series.map(({ key, name, color }) => (
            <span key={key} className={styles['legendItem']}>
              <span className={styles['swatch']} style={{ background: color }} />
              {name}
            </span>
          ))}
        </span>
        <span className="soft numbers">{sentence}</span>
      </figcaption>
      <div className={styles['plot']} aria-hidden="true">
        <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 320, height: 170 }}>
          <BarChart
            data={[...daily]}
            margin={{ top: 6, right: 0, bottom: 0, left: 0 }}
            accessibilityLayer={false}
            barGap={0}
            barCategoryGap="22%"
          >
            <CartesianGrid vertical={false} stroke={palette.line} />
            <XAxis
              dataKey="date"
              tickFormatter={(date: string) => formatBusinessDay(date, locale, 'axis')}
              tick={ticks}
              tickLine={false}
              axisLine={{ stroke: palette.line }}
              minTickGap={28}
            />
            <YAxis
              width="auto"
              allowDecimals={false}
              tickFormatter={(credits: number) => formatCredits(credits, locale)}
              tick={ticks}
              tickLine={false}
              axisLine={false}
              tickCount={4}
            />
            <Tooltip
              cursor={{ fill: palette.line, fillOpacity: 0.5 }}
              isAnimationActive={false}
              content={({ active, payload }) => {
                const day = payload[0]?.payload as DailyCreditsView | undefined;
                return active && day ? <DayTip day={day} series={series} /> : null;
              }}
            />
            {series.map(({ key, color }, index) => (
              <Bar
                key={key}
                dataKey={key}
                fill={color}
                stackId={stacked ? 'all' : key}
                radius={stacked && index === 0 ? 0 : [3, 3, 0, 0]}
                isAnimationActive={false}
                maxBarSize={16}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
    </figure>
  );
}

function DayTip({
  day,
  series,
}: {
  readonly day: DailyCreditsView;
  readonly series: readonly ChartSeries[];
}) {
  const { locale } = useTransactionsTexts();
  return (
    <div className={styles['tooltip']}>
      <strong>{formatBusinessDay(day.date, locale, 'full')}</strong>
      {series.map(({ key, name }) => (
        <p key={key}>
          <span className="soft">{name}</span>
          <span className="numbers">{formatCredits(day[key], locale)}</span>
        </p>
      ))}
    </div>
  );
}
