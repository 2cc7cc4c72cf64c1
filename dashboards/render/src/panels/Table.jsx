import { cacheFieldDisplayNames } from '@grafana/data';
import { TableNG } from '@grafana/ui/unstable';
import { NoData } from './NoData.jsx';

/** Grafana's table, with all rows and columns in the page, so that cells out of sight are checked too. */
export function Table(props) {
  const { data, width, height, options, timeRange, fieldConfig } = props;
  const frame = data.series[options.frameIndex ?? 0];
  if (!frame?.fields.length || !frame.length) {
    return <NoData {...props} />;
  }
  cacheFieldDisplayNames(data.series);
  return (
    <div data-table data-frames={data.series.length} style={{ height, overflow: 'hidden' }}>
      <TableNG
        data={frame}
        width={width}
        height={height}
        noHeader={!options.showHeader}
        sortBy={options.sortBy}
        cellHeight={options.cellHeight}
        enablePagination={options.enablePagination ?? options.footer?.enablePagination}
        timeRange={timeRange}
        fieldConfig={fieldConfig}
        structureRev={data.structureRev}
        enableVirtualization={false}
        resizable
      />
    </div>
  );
}
