import { XMLParser, XMLValidator } from 'fast-xml-parser';

/** An element with its namespace looked up, so that a caller's prefixes do not matter. */
export interface XmlElement {
  name: string;
  namespace: string;
  children: XmlElement[];
  /** Its own text, entities resolved. */
  text: string;
}

/** What was sent is no XML 1.0 document. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  htmlEntities: true,
});

// XML 1.0 forbids most control characters, as themselves and as references; .NET's reader refuses both.
// biome-ignore lint/suspicious/noControlCharactersInRegex: it is what this looks for.
const illegalCharacter = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const illegalReference = /&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]));/i;
const knownEntity = /^&(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);/i;

type RawNode = Record<string, unknown>;

/** Reads a document. Throws XmlError. */
export function parseXml(source: string): XmlElement {
  if (illegalCharacter.test(source) || illegalReference.test(source)) {
    throw new XmlError('There is an error in XML document: invalid character.');
  }
  for (const ampersand of source.replace(/<!\[CDATA\[[\s\S]*?\]\]>/g, '').matchAll(/&[^;]{0,12};?/g)) {
    if (!knownEntity.test(ampersand[0])) throw new XmlError('There is an error in XML document: bad entity.');
  }
  if (source.includes('<!DOCTYPE'))
    throw new XmlError('For security reasons DTD is prohibited in this XML document.');
  const valid = XMLValidator.validate(source);
  if (valid !== true) throw new XmlError(`There is an error in XML document: ${valid.err.msg}`);
  const nodes: unknown = parser.parse(source);
  const roots = elements(nodes, { '': '' });
  const root = roots[0];
  if (!root) throw new XmlError('Root element is missing.');
  return root;
}

function elements(nodes: unknown, scope: Record<string, string>): XmlElement[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: RawNode) => {
    const tag = Object.keys(node).find((key) => key !== ':@' && !key.startsWith('#') && !key.startsWith('?'));
    return tag === undefined ? [] : [element(tag, node[tag], (node[':@'] ?? {}) as RawNode, scope)];
  });
}

function element(
  tag: string,
  content: unknown,
  attributes: RawNode,
  outer: Record<string, string>,
): XmlElement {
  const scope = { ...outer };
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'xmlns') scope[''] = String(value);
    else if (name.startsWith('xmlns:')) scope[name.slice('xmlns:'.length)] = String(value);
  }
  const colon = tag.indexOf(':');
  const namespace = scope[colon < 0 ? '' : tag.slice(0, colon)];
  if (namespace === undefined) throw new XmlError(`'${tag}' has an undeclared prefix.`);
  const nodes = (Array.isArray(content) ? content : []) as RawNode[];
  return {
    name: tag.slice(colon + 1),
    namespace,
    children: elements(nodes, scope),
    text: nodes.map((node) => (typeof node['#text'] === 'string' ? node['#text'] : '')).join(''),
  };
}

/** The first child of this name in this namespace. */
export const child = (of: XmlElement, name: string, namespace = of.namespace): XmlElement | undefined =>
  of.children.find((one) => one.name === name && one.namespace === namespace);
