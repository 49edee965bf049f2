/** Two people made of the product's two circles, leaning towards each other over what they share. */
export function TwoPeople() {
  return (
    <svg
      viewBox="0 0 480 420"
      aria-hidden="true"
      className="mx-auto w-full max-w-sm lg:max-w-none"
      fill="none"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <ellipse cx="240" cy="392" rx="190" ry="16" className="fill-sunken" />
      {/* the first: pine, long hair, a jumper */}
      <g className="motion-safe:animate-lean-right">
        <path d="M66 388c0-88 40-132 98-132s96 46 96 132z" className="fill-pine" />
        <path
          d="M100 388c2-44 8-66 20-82M222 388c-2-40-8-62-18-80"
          className="stroke-pine-soft"
          strokeWidth="5"
        />
        <path d="M112 176c-16 60-10 96-22 122 30 8 44-6 52-26z" className="fill-ink" />
        <circle cx="168" cy="182" r="66" className="fill-pine-soft stroke-pine" strokeWidth="3" />
        <path
          d="M104 178c4-54 40-78 76-72 32 6 50 30 52 58-30 4-60-8-76-30-12 24-30 38-52 44z"
          className="fill-ink"
        />
        <circle cx="172" cy="186" r="4.5" className="fill-ink" />
        <circle cx="212" cy="184" r="4.5" className="fill-ink" />
        <path d="M178 214c10 10 24 10 32-1" className="stroke-ink" strokeWidth="4" />
        <circle cx="158" cy="204" r="9" className="fill-ember/35" />
        <circle cx="222" cy="202" r="9" className="fill-ember/35" />
      </g>
      {/* the second: ember, glasses, a scarf */}
      <g className="motion-safe:animate-lean-left">
        <path d="M228 388c0-84 38-126 92-126 58 0 98 42 98 126z" className="fill-ember" />
        <path d="M272 268c26 22 74 22 98-2l6 26c-34 22-80 22-110 2z" className="fill-gold" />
        <path d="M352 286l14 56-26 6-8-58z" className="fill-gold" />
        <circle cx="318" cy="190" r="66" className="fill-ember-soft stroke-ember" strokeWidth="3" />
        <path
          d="M256 172c2-34 30-62 64-62 40 0 66 28 66 64-12-16-24-24-38-26-8 8-56 18-92 24z"
          className="fill-gold"
        />
        <circle cx="276" cy="194" r="16" className="stroke-ink" strokeWidth="4" />
        <circle cx="318" cy="194" r="16" className="stroke-ink" strokeWidth="4" />
        <path d="M292 194h10M334 192l46-8" className="stroke-ink" strokeWidth="4" />
        <circle cx="274" cy="194" r="4.5" className="fill-ink" />
        <circle cx="315" cy="194" r="4.5" className="fill-ink" />
        <path d="M276 226c10 9 26 9 35-2" className="stroke-ink" strokeWidth="4" />
      </g>
      {/* what they share */}
      <path
        d="M243 100c-10-24-46-22-46 6 0 24 30 36 46 54 16-18 46-30 46-54 0-28-36-30-46-6z"
        transform="translate(62 10) scale(0.75)"
        className="fill-plum motion-safe:animate-float"
      />
      <circle cx="96" cy="70" r="8" className="fill-gold" />
      <circle cx="398" cy="88" r="11" className="fill-pine-soft stroke-pine" strokeWidth="3" />
      <path
        d="M60 132l10 10M70 132l-10 10M424 150l9 9M433 150l-9 9"
        className="stroke-plum"
        strokeWidth="4"
      />
    </svg>
  );
}
