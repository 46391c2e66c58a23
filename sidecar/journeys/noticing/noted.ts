// What reading the shop's orders came to: enough to say so in words, and to wake those that go on with them.

export interface Noted {
  changed: number;
  due: number;
  /** sent, and wanted otherwise now */
  toAmend: number;
}

export const nothingNoted: Noted = { changed: 0, due: 0, toAmend: 0 };

export const sum = (one: Noted, other: Noted): Noted => ({
  changed: one.changed + other.changed,
  due: one.due + other.due,
  toAmend: one.toAmend + other.toAmend,
});
