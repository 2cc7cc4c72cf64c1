import { FieldColorModeId, getDisplayValueAlignmentFactors, getFieldDisplayValues } from '@grafana/data';
import { BarGauge, BigValue, BigValueTextMode, VizRepeater, useTheme2 } from '@grafana/ui';
import { NoData, hasValues } from './NoData.jsx';

function values({ data, options, fieldConfig, replaceVariables, timeZone }, theme, sparkline) {
  return getFieldDisplayValues({
    fieldConfig,
    reduceOptions: options.reduceOptions,
    replaceVariables,
    theme,
    data: data.series,
    sparkline,
    timeZone,
  });
}

/** One big value for each series. */
export function Stat(props) {
  const theme = useTheme2();
  const { options, height, width, data, renderCounter } = props;
  const textMode = (count) =>
    options.textMode === BigValueTextMode.Auto && count === 1 ? BigValueTextMode.Value : options.textMode;
  return (
    <VizRepeater
      getValues={() => values(props, theme, options.graphMode !== 'none')}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={({ value, alignmentFactors, count, ...size }) => (
        <div data-stat>
          <BigValue
            value={value.display}
            count={count}
            sparkline={value.sparkline}
            colorMode={options.colorMode}
            graphMode={options.graphMode}
            justifyMode={options.justifyMode}
            textMode={textMode(count)}
            alignmentFactors={alignmentFactors}
            text={options.text}
            theme={theme}
            wideLayout={options.wideLayout}
            width={size.width}
            height={size.height}
          />
        </div>
      )}
      width={width}
      height={height}
      source={data}
      itemSpacing={3}
      renderCounter={renderCounter}
      autoGrid
      orientation={options.orientation}
    />
  );
}

/** One bar for each series. */
export function Bars(props) {
  const theme = useTheme2();
  const { options, height, width, data, renderCounter } = props;
  if (!hasValues(data)) {
    return <NoData {...props} />;
  }
  return (
    <VizRepeater
      getValues={() => values(props, theme, false)}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={({ value, alignmentFactors, orientation, ...size }) => (
        <div data-stat>
          <BarGauge
            value={value.display}
            field={value.field}
            display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0)}
            orientation={orientation}
            displayMode={options.displayMode}
            showUnfilled={options.showUnfilled}
            valueDisplayMode={options.valueMode}
            namePlacement={options.namePlacement}
            alignmentFactors={alignmentFactors}
            text={options.text}
            theme={theme}
            width={size.width}
            height={size.height}
          />
        </div>
      )}
      width={width}
      height={height}
      source={data}
      renderCounter={renderCounter}
      orientation={options.orientation}
      minVizWidth={options.minVizWidth}
      minVizHeight={options.minVizHeight}
    />
  );
}

/** One half circle for each series. Drawn here, because Grafana does not export its gauge. */
export function Gauge(props) {
  const theme = useTheme2();
  const { options, height, width, data, renderCounter } = props;
  return (
    <VizRepeater
      getValues={() => values(props, theme, false)}
      renderValue={({ value, ...size }) => <Dial {...value} size={size} track={theme.colors.background.secondary} />}
      width={width}
      height={height}
      source={data}
      renderCounter={renderCounter}
      autoGrid
      orientation={options.orientation}
    />
  );
}

function Dial({ display, field, size, track }) {
  const { min = 0, max = 100 } = field;
  const share = Math.min(1, Math.max(0, (display.numeric - min) / (max - min)));
  const arc = { d: 'M 10 60 A 50 50 0 0 1 110 60', fill: 'none', strokeWidth: 12, pathLength: 1 };
  return (
    <div data-stat style={{ width: size.width, height: size.height, textAlign: 'center' }}>
      <svg viewBox="0 0 120 70" width="100%" height={size.height - 40}>
        <path {...arc} stroke={track} />
        {Number.isFinite(share) && <path {...arc} stroke={display.color} strokeDasharray={`${share} 1`} />}
      </svg>
      <div style={{ color: display.color, fontSize: 24 }}>{[display.prefix, display.text, display.suffix].join('')}</div>
      {field.color?.mode !== FieldColorModeId.Fixed && <div style={{ fontSize: 14 }}>{display.title}</div>}
    </div>
  );
}
