const RADIUS = 16;
const FAR = 36;
const NEAR = 16;

/** The product's two circles, which meet as the answers come in: progress for the eye only. */
export function MeetingCircles({ share }: { share: number }) {
  const apart = FAR - (FAR - NEAR) * Math.min(1, Math.max(0, share));
  const middle = FAR / 2 + RADIUS + 2;
  const height = 2 * RADIUS + 4;
  return (
    <svg aria-hidden="true" viewBox={`0 0 ${2 * middle} ${height}`} className="h-9 shrink-0">
      <circle
        cx={middle - apart / 2}
        cy={height / 2}
        r={RADIUS}
        className="fill-pine-soft stroke-pine transition-all duration-300 motion-reduce:transition-none"
        strokeWidth="1.5"
      />
      <circle
        cx={middle + apart / 2}
        cy={height / 2}
        r={RADIUS}
        className="fill-ember-soft stroke-ember mix-blend-multiply transition-all duration-300 motion-reduce:transition-none dark:mix-blend-screen"
        strokeWidth="1.5"
      />
    </svg>
  );
}
