declare module "edmonds-blossom" {
  /** The partner of each vertex of the edges [u, v, weight], or -1. */
  export default function blossom(edges: [number, number, number][], maxCardinality?: boolean): number[];
}
