import { FieldType } from '@grafana/data';
import { TimeSeries as Graph, useTheme2 } from '@grafana/ui';
import { useLayoutEffect } from 'react';
import { NoData } from './NoData.jsx';

/** Lines over time; events are dashed vertical lines. */
export function TimeSeries(props) {
  const { data, width, height, timeRange, timeZone, options } = props;
  const frames = data.series.filter(
    ({ fields, length }) => length && fields.some(({ type }) => type === FieldType.time)
  );
  if (!frames.some(({ fields }) => fields.some(({ type }) => type === FieldType.number))) {
    return <NoData {...props} />;
  }
  return (
    <Graph
      frames={frames}
      structureRev={data.structureRev}
      timeRange={timeRange}
      timeZone={timeZone}
      width={width}
      height={height}
      legend={options.legend}
      options={options}
    >
      {(config) => <Events config={config} frames={data.annotations ?? []} />}
    </Graph>
  );
}

function Events({ config, frames }) {
  const theme = useTheme2();
  useLayoutEffect(() => {
    const marks = frames.flatMap((frame) => {
      const values = (name) => frame.fields.find((field) => field.name === name)?.values ?? [];
      return [...values('time')].map((at, i) => [at, values('color')[i]]);
    });
    config.addHook('draw', (plot) => {
      const { ctx, bbox } = plot;
      for (const [at, color] of marks) {
        const x = Math.round(plot.valToPos(at, 'x', true));
        if (x >= bbox.left && x <= bbox.left + bbox.width) {
          ctx.save();
          ctx.strokeStyle = theme.visualization.getColorByName(color ?? 'blue');
          ctx.setLineDash([4, 4]);
          ctx.beginPath();
          ctx.moveTo(x, bbox.top);
          ctx.lineTo(x, bbox.top + bbox.height);
          ctx.stroke();
          ctx.restore();
        }
      }
    });
  }, [config, frames, theme]);
  return null;
}
