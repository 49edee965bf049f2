import type { Highs } from "highs";
import type { LinearProgram, LinearSolver } from "../../matching/rounds/rounds-bound";

let loading: Promise<Highs> | undefined;

/**
 * HiGHS, a solver of linear programmes in WebAssembly (4 MB). Loaded when first asked for, because only the bound of
 * rounds needs it. Each call blocks its thread, so call it in a worker.
 *
 * The solver throws if the programme has no optimum.
 */
export async function linearSolver(): Promise<LinearSolver> {
  loading ??= import("highs").then(({ default: load }) => load());
  const highs = await loading;
  return (program) => solve(highs, program);
}

function solve(highs: Highs, program: LinearProgram): { columns: Float64Array; rowDuals: Float64Array } {
  const { cost, upper, rowUpper, starts, rows, values } = program;
  const numCols = cost.length;
  const numRows = rowUpper.length;
  const model = {
    numCols,
    numRows,
    sense: highs.constants.objectiveSense.maximize,
    colCost: cost,
    colLower: new Float64Array(numCols),
    colUpper: upper,
    rowLower: new Float64Array(numRows).fill(Number.NEGATIVE_INFINITY),
    rowUpper,
    matrix: { format: "csc" as const, numRows, numCols, starts, indices: rows, values },
  };
  return highs.withModel(model, (running) => {
    running.options.set("output_flag", false);
    running.run();
    const status = running.getModelStatus();
    if (status !== highs.constants.modelStatus.optimal) throw new Error(`HiGHS ended with status ${status}.`);
    const { colValue, rowDual } = running.getSolution();
    return { columns: colValue, rowDuals: rowDual };
  });
}
