// Times and amounts in words. Every time on the screen is relative, with the exact one on hover.

import { __, _n, sprintf } from '@wordpress/i18n';
import { decimalsOf } from '../sidecar/domain/money.ts';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** A length of time in its largest unit: "40 s", "5 min", "3 h", "2 days". Negative counts as none. */
export function span(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < minute) {
    /* translators: %d: seconds */
    return sprintf(__('%d s', 'pickwave'), whole);
  }
  if (whole < hour) {
    /* translators: %d: minutes */
    return sprintf(__('%d min', 'pickwave'), Math.floor(whole / minute));
  }
  if (whole < 2 * day) {
    /* translators: %d: hours */
    return sprintf(__('%d h', 'pickwave'), Math.floor(whole / hour));
  }
  const days = Math.floor(whole / day);
  /* translators: %d: days */
  return sprintf(_n('%d day', '%d days', days, 'pickwave'), days);
}

const secondsBetween = (from: Date | string, to: Date | string) =>
  (new Date(to).getTime() - new Date(from).getTime()) / 1000;

/** "just now", "4 min ago", "in 30 s". */
export function relative(time: Date | string, now: Date): string {
  const ago = secondsBetween(time, now);
  if (Number.isNaN(ago)) return String(time);
  if (Math.abs(ago) < 2) return __('just now', 'pickwave');
  return ago > 0
    ? /* translators: %s: a length of time such as "4 min" */
      sprintf(__('%s ago', 'pickwave'), span(ago))
    : /* translators: %s: a length of time such as "4 min" */
      sprintf(__('in %s', 'pickwave'), span(-ago));
}

/** How long it has been so: "4 min". */
export const age = (since: Date | string, now: Date) => span(secondsBetween(since, now));

/** How long one thing took to follow another; null where one of them has not happened. */
export const delay = (from: string | null, to: string | null) =>
  from && to ? span(secondsBetween(from, to)) : null;

/** Day and time to the second, with the time zone named, in the reader's language. */
export function exact(time: Date | string, locale?: string, timeZone?: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return String(time);
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
    timeZone,
  }).format(date);
}

/** 1999, 'GBP' → "£19.99". */
export function amount(minor: number, currency: string, locale?: string): string {
  const value = minor / 10 ** decimalsOf(currency);
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value);
  } catch {
    return `${value.toFixed(2)} ${currency}`; // a shop may invent a currency
  }
}

/** Seconds as a person says them: "4 s", "1.5 s", "2 min". */
export const seconds = (value: number, locale?: string) =>
  value < 10
    ? /* translators: %s: seconds, perhaps with a decimal */
      sprintf(
        __('%s s', 'pickwave'),
        new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value),
      )
    : span(value);

/** The language WordPress set on the page, for Intl. */
export const pageLocale = () =>
  (typeof document === 'undefined' ? '' : document.documentElement.lang) || undefined;
