import type { ReactNode } from "react";

interface PictureProps {
  /** What the picture shows, for who does not see it. */
  label: string;
  caption: string;
  children: ReactNode;
}

/** A drawing in the page's own colors, so that it fits both themes. */
function Picture({ label, caption, children }: PictureProps) {
  return (
    <figure className="my-6">
      <svg
        role="img"
        aria-label={label}
        viewBox="0 0 360 150"
        className="w-full max-w-md rounded-xl border border-line bg-card text-sm"
      >
        {children}
      </svg>
      <figcaption className="mt-2 text-sm text-muted">{caption}</figcaption>
    </figure>
  );
}

function Person({ x, y, name }: { x: number; y: number; name: string }) {
  return (
    <>
      <circle cx={x} cy={y} r={16} className="fill-plum-soft stroke-plum" strokeWidth={1.5} />
      <text x={x} y={y + 4} textAnchor="middle" fontSize={12} className="fill-ink">
        {name}
      </text>
    </>
  );
}

interface LineProps {
  from: readonly [number, number];
  to: readonly [number, number];
  score?: string;
  chosen?: boolean;
}

function Line({ from: [x1, y1], to: [x2, y2], score, chosen = false }: LineProps) {
  return (
    <>
      <line
        x1={x1}
        y1={y1}
        x2={x2}
        y2={y2}
        className={chosen ? "stroke-pine" : "stroke-edge"}
        strokeWidth={chosen ? 4 : 1.5}
        strokeDasharray={chosen ? undefined : "4 4"}
      />
      {score !== undefined && (
        <text x={(x1 + x2) / 2} y={(y1 + y2) / 2 - 6} textAnchor="middle" fontSize={12} className="fill-ink">
          {score}
        </text>
      )}
    </>
  );
}

const Y = 75;
const FOUR = [
  { name: "Ada", x: 40, price: "0.25" },
  { name: "Ben", x: 130, price: "0.35" },
  { name: "Cleo", x: 230, price: "0.35" },
  { name: "Dan", x: 320, price: "0.25" },
] as const;

/** Ada, Ben, Cleo and Dan in a row, with the scores of neighbours and the pairs that are chosen. */
function FourPeople() {
  return (
    <>
      <Line from={[40, Y]} to={[130, Y]} score="0.6" chosen />
      <Line from={[130, Y]} to={[230, Y]} score="0.7" />
      <Line from={[230, Y]} to={[320, Y]} score="0.6" chosen />
      {FOUR.map(({ name, x }) => (
        <Person key={name} x={x} y={Y} name={name} />
      ))}
    </>
  );
}

/** Why the best pairing is not made of the best pair. */
export function PairingPicture() {
  return (
    <Picture
      label="Four people in a row. Ada and Ben score 0.6, Ben and Cleo 0.7, Cleo and Dan 0.6. The pairs Ada with Ben and Cleo with Dan are chosen."
      caption="Ben and Cleo fit best, but then Ada and Dan meet no one. Two pairs of 0.6 add up to more."
    >
      <FourPeople />
    </Picture>
  );
}

/** Three rounds of four people. */
export function RoundsPicture() {
  const rounds = [
    [
      ["A", "B"],
      ["C", "D"],
    ],
    [
      ["A", "C"],
      ["B", "D"],
    ],
    [
      ["A", "D"],
      ["B", "C"],
    ],
  ] as const;
  return (
    <Picture
      label="Three rounds of four people, A to D. Round 1: A with B, C with D. Round 2: A with C, B with D. Round 3: A with D, B with C."
      caption="Three rounds for four people. Everyone meets everyone once, and no pair meets twice."
    >
      {rounds.map((pairs, round) => {
        const left = 30 + round * 115;
        return (
          <g key={pairs.join()}>
            <text x={left + 35} y={22} textAnchor="middle" fontSize={12} className="fill-muted">
              {`Round ${round + 1}`}
            </text>
            {pairs.map(([one, other], at) => {
              const y = 58 + at * 54;
              return (
                <g key={one}>
                  <Line from={[left, y]} to={[left + 70, y]} chosen />
                  <Person x={left} y={y} name={one} />
                  <Person x={left + 70} y={y} name={other} />
                </g>
              );
            })}
          </g>
        );
      })}
    </Picture>
  );
}

/** What a certificate says: prices that no pair can beat. */
export function CertificatePicture() {
  return (
    <Picture
      label="The same four people with prices: Ada 0.25, Ben 0.35, Cleo 0.35, Dan 0.25. Each pair’s prices add up to at least its score."
      caption="Each person has a price. Two prices add up to at least the score of their pair, and for chosen pairs to exactly that. All prices together are 1.2, so no pairing can score more. This one does score 1.2."
    >
      <FourPeople />
      {FOUR.map(({ x, price }) => (
        <text key={x} x={x} y={118} textAnchor="middle" fontSize={12} className="fill-plum">
          {price}
        </text>
      ))}
    </Picture>
  );
}
