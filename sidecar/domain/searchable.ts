// What Peoplevox can be asked for by name.

/** How a quote or a backslash would be escaped in a search clause is not known (peoplevox-api.md 4.1). */
const unsearchable = /["\\\p{Cc}]/u;

export const searchable = (text: string) => text !== '' && !unsearchable.test(text);
