import {
  formatPointTime,
  formatValue,
  type TimeStep,
  type ValueFormat,
} from "@/components/charts/format-value";

interface PlotTooltipProps {
  active?: boolean;
  label?: string | number;
  payload?: readonly {
    name?: string | number;
    value?: unknown;
    color?: string;
    dataKey?: unknown;
    strokeDasharray?: string | number;
  }[];
  step: TimeStep;
  format: ValueFormat;
}

/** The figures under the pointer, or at the point that the arrow keys reached. */
export function PlotTooltip({ active = false, label, payload = [], step, format }: PlotTooltipProps) {
  if (!active || payload.length === 0 || typeof label !== "string") return null;
  return (
    <div className="rounded-lg bg-code px-3 py-2 text-xs text-code-ink shadow-lg">
      <p className="mb-1 text-code-muted">{formatPointTime(step, label)}</p>
      <table className="tabular-nums">
        <tbody>
          {payload.map(({ name, value, color }) => (
            <tr key={name}>
              <td className="pr-2">
                <svg aria-hidden="true" viewBox="0 0 8 8" className="inline size-2">
                  <circle cx="4" cy="4" r="4" fill={color} />
                </svg>{" "}
                {name}
              </td>
              <td className="text-right font-medium">
                {typeof value === "number" ? formatValue(format, value) : "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
