import type { SoapCall } from './wire/soap.ts';

/** The calls that are being answered. */
export class UnderWay {
  private readonly calls = new Set<SoapCall>();
  private readonly met = new WeakSet<SoapCall>();
  private waiters: (() => void)[] = [];

  add(call: SoapCall): void {
    this.calls.add(call);
    if (this.calls.size < 2) return;
    for (const one of this.calls) this.met.add(one);
    for (const letGo of this.waiters.splice(0)) letGo();
  }

  remove(call: SoapCall): void {
    this.calls.delete(call);
  }

  /** Another call of the same operation, if there is one. */
  likeIt(call: SoapCall): SoapCall | undefined {
    return [...this.calls].find((one) => one !== call && one.operation === call.operation);
  }

  /** Resolves as soon as another call was being answered at some moment of this one. */
  async another(call: SoapCall): Promise<void> {
    while (!this.met.has(call)) await new Promise<void>((resolve) => this.waiters.push(resolve));
  }
}
