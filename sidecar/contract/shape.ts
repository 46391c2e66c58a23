// The structure of JSON as lines of text, 'order.refunds[].total: string', so that two answers can be compared without
// looking at their values: the shape of what a real WooCommerce gives is recorded, and the stand-in has to have it.

export type Shape = Record<string, string[]>;

/** Below these keys anything may stand: other plugins write there. */
export interface ShapeOptions {
  open?: RegExp;
}

/** Every path in the samples, with the types found at it. List items share one path. */
export function shapeOf(samples: readonly unknown[], { open }: ShapeOptions = {}): Shape {
  const types = new Map<string, Set<string>>();
  const walk = (value: unknown, path: string): void => {
    const type = value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
    const known = types.get(path) ?? new Set();
    types.set(path, known);
    if (open?.test(path)) {
      known.add('anything');
      return;
    }
    known.add(type);
    if (Array.isArray(value)) for (const item of value) walk(item, `${path}[]`);
    else if (type === 'object')
      for (const [key, inner] of Object.entries(value as object))
        walk(inner, path === '' ? key : `${path}.${key}`);
  };
  for (const sample of samples) walk(sample, '');
  const sorted = [...types].sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(sorted.map(([path, found]) => [path || '(whole)', [...found].sort()]));
}

/** What `found` has, lacks or has otherwise than `expected`: a line each, none where they are the same. */
export function differences(expected: Shape, found: Shape): string[] {
  const paths = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
  return paths.flatMap((path) => {
    const want = expected[path]?.join(' or ');
    const have = found[path]?.join(' or ');
    if (want === have) return [];
    if (have === undefined) return [`${path} is missing (${want})`];
    if (want === undefined) return [`${path} should not be there (${have})`];
    return [`${path} is ${have}, should be ${want}`];
  });
}
