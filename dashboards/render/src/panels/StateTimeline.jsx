import { FieldType, formattedValueToString, getFieldDisplayName } from '@grafana/data';
import { measureText } from '@grafana/ui';
import { NoData } from './NoData.jsx';

const FONT_SIZE = 12;

/** Runs of equal states of each series. Drawn here, because Grafana does not export its state timeline. */
export function StateTimeline(props) {
  const { data, width, height, timeRange, options } = props;
  const rows = data.series.flatMap((frame) =>
    frame.fields
      .filter(({ type }) => type !== FieldType.time)
      .map((field) => ({ field, frame, time: frame.fields.find(({ type }) => type === FieldType.time) }))
      .filter(({ time }) => time && frame.length)
  );
  if (!rows.length) {
    return <NoData {...props} />;
  }
  const names = rows.map(({ field, frame }) => getFieldDisplayName(field, frame, data.series));
  const labels = Math.min(width / 3, 16 + Math.max(...names.map((name) => measureText(name, FONT_SIZE).width)));
  const from = timeRange.from.valueOf();
  const scale = (width - labels) / (timeRange.to.valueOf() - from);
  const rowHeight = (height - 4) / rows.length;
  return (
    <div data-timeline style={{ width, height, overflow: 'hidden', fontSize: FONT_SIZE, lineHeight: 1 }}>
      {rows.map(({ field, time }, i) => (
        <div key={i} style={{ display: 'flex', height: rowHeight, alignItems: 'center' }}>
          <div data-name style={{ width: labels, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
            {names[i]}
          </div>
          <div style={{ position: 'relative', flex: 1, height: rowHeight * (options.rowHeight ?? 0.9) }}>
            {runs(field, time).map(({ start, end, display }, j) => (
              <div
                key={j}
                data-state
                style={{
                  position: 'absolute',
                  left: Math.max(0, (start - from) * scale),
                  width: Math.max(1, (end - Math.max(start, from)) * scale),
                  height: '100%',
                  overflow: 'hidden',
                  backgroundColor: `color-mix(in srgb, ${display.color} ${field.config.custom?.fillOpacity ?? 70}%, transparent)`,
                }}
              >
                {options.showValue === 'never' ? '' : formattedValueToString(display)}
              </div>
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}

function runs(field, time) {
  const step = time.config.interval ?? 60_000;
  const all = [];
  field.values.forEach((value, i) => {
    const start = time.values[i];
    const last = all.at(-1);
    if (value === null || value === undefined) {
      return;
    }
    if (last && last.value === value && start - last.end <= step / 2) {
      last.end = start + step;
    } else {
      all.push({ value, start, end: start + step, display: field.display(value) });
    }
  });
  return all;
}
