// Something that happens at the worst moment: a call has done its work, and whoever made it has not heard yet.

/** `port`, after whose first answer to `method` something happens before its caller goes on. */
export function onceAfter<Port extends object>(
  port: Port,
  method: keyof Port,
  happens: () => Promise<unknown> | unknown,
): Port {
  const call = port[method] as (...all: unknown[]) => Promise<unknown>;
  let happened = false;
  const withIt = async (...all: unknown[]) => {
    const answer = await call(...all);
    if (!happened) {
      happened = true;
      await happens();
    }
    return answer;
  };
  return { ...port, [method]: withIt };
}
