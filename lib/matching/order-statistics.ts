/**
 * Puts the value of rank k (0 is the least) in its place, lower or equal ones before it and higher or equal ones
 * behind, and returns it: Hoare's selection. O(n) for any order of values, ties too. Values must not be NaN.
 */
export function select(values: Float64Array, k: number): number {
  let left = 0;
  let right = values.length - 1;
  while (left < right) {
    const pivot = medianOfThree(values, left, right);
    let i = left;
    let j = right;
    while (i <= j) {
      while ((values[i] as number) < pivot) i++;
      while ((values[j] as number) > pivot) j--;
      if (i > j) break;
      const swapped = values[i] as number;
      values[i++] = values[j] as number;
      values[j--] = swapped;
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k] as number;
}

function medianOfThree(values: Float64Array, left: number, right: number): number {
  const [a, b, c] = [values[left] as number, values[(left + right) >>> 1] as number, values[right] as number];
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
