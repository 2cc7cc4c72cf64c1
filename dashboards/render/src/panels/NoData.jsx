/** The message of an empty panel. */
export function NoData({ fieldConfig, width, height }) {
  const style = { width, height, display: 'grid', placeItems: 'center', color: 'var(--no-data)' };
  return (
    <div data-no-data style={style}>
      {fieldConfig.defaults.noValue ?? 'No data'}
    </div>
  );
}

/** Whether frames hold a value. */
export const hasValues = ({ series }) =>
  series.some(({ fields, length }) => length > 0 && fields.some(({ type }) => type !== 'time'));
