// domain/ must answer the same to the same question: no clock, no chance, no environment, no I/O. What it may import is
// held by .dependency-cruiser.cjs; this looks for what needs no import.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const impureGlobals = new Set(
  `process performance crypto fetch console setTimeout setInterval setImmediate queueMicrotask globalThis window document
  navigator localStorage sessionStorage XMLHttpRequest WebSocket`.split(/\s+/),
);
const impureMembers = new Set(['Date.now', 'Math.random', 'Temporal.Now', 'DateTime.now', 'DateTime.local']);

/**
 * One line for each impure thing in a folder's TypeScript files, tests left out.
 * @param {string} folder
 */
export function impurities(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
    .flatMap((name) => impuritiesIn(name, readFileSync(join(folder, name), 'utf8')));
}

/**
 * @param {string} name the file's, for the messages
 * @param {string} text
 */
export function impuritiesIn(name, text) {
  const file = ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true);
  const ownNames = declaredIn(file);
  /** @type {string[]} */
  const found = [];
  /** @param {ts.Node} node */
  const look = (node) => {
    const impure = impureUse(node, ownNames);
    if (impure) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${name}:${line + 1} uses ${impure}: hand it what it needs as an argument`);
    }
    ts.forEachChild(node, look);
  };
  look(file);
  return found;
}

/** @param {ts.Node} node @param {Set<string>} ownNames @returns {string | null} */
function impureUse(node, ownNames) {
  if (ts.isNewExpression(node) && node.expression.getText() === 'Date' && !node.arguments?.length)
    return 'new Date()';
  if (ts.isCallExpression(node) && node.expression.getText() === 'Date') return 'Date()';
  if (ts.isPropertyAccessExpression(node) && impureMembers.has(node.getText())) return node.getText();
  if (
    ts.isIdentifier(node) &&
    impureGlobals.has(node.text) &&
    !ownNames.has(node.text) &&
    standsAlone(node)
  ) {
    return node.text;
  }
  return null;
}

/** Not the name of a property (`order.process`, `{ process: 1 }`) nor a type.
 * @param {ts.Identifier} node */
function standsAlone(node) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  return (
    ts.isExpression(parent) || ts.isVariableDeclaration(parent) || ts.isShorthandPropertyAssignment(parent)
  );
}

/** Names that the file declares itself: variables, parameters, functions.
 * @param {ts.SourceFile} file */
function declaredIn(file) {
  /** @type {Set<string>} */
  const names = new Set();
  /** @param {ts.Node} node */
  const look = (node) => {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node);
    if (declares && node.name && ts.isIdentifier(node.name)) names.add(node.name.text);
    ts.forEachChild(node, look);
  };
  look(file);
  return names;
}
