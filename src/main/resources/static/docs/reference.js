'use strict';
// Shows /openapi.json as a page, and under /docs/worker what workers call. Everything is set as text, so nothing in the description can become markup.
const VERBS = ['get', 'post', 'put', 'patch', 'delete'];
const DESCRIPTION = location.pathname.endsWith('/worker') ? '/openapi/worker' : '/openapi';
let api;

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

function resolve(node) {
  for (let depth = 0; node && node.$ref && depth < 8; depth++) {
    node = node.$ref.split('/').slice(1).reduce((at, key) => at?.[key], api);
  }
  return node ?? {};
}

function typeOf(schema) {
  if (!schema) return '';
  if (schema.$ref) {
    const target = resolve(schema);
    return target.properties ? schema.$ref.split('/').pop() : typeOf(target);
  }
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return either.map(typeOf).join(' | ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map(value => JSON.stringify(value)).join(' | ');
  const type = [schema.type ?? 'any'].flat()
    .map(one => one === 'array' ? `array of ${typeOf(schema.items) || 'any'}` : one).join(' | ');
  return schema.format ? `${type} (${schema.format})` : type;
}

function example(schema, depth = 0) {
  schema = schema ?? {};
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.$ref) return depth > 5 ? {} : example(resolve(schema), depth + 1);
  const either = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (either) return example(either[0], depth + 1);
  if (schema.enum) return schema.enum[0];
  switch ([schema.type].flat().find(type => type !== 'null')) {
    case 'integer': return schema.minimum ?? 0;
    case 'number': return schema.minimum ?? 0;
    case 'boolean': return true;
    case 'array': return depth > 5 ? [] : [example(schema.items, depth + 1)];
    case 'string': return schema.format === 'date-time' ? '2026-01-31T12:00:00Z'
      : schema.format === 'uuid' ? '0198c0de-0000-7000-8000-000000000000' : schema.format === 'uri' ? 'https://example.com/' : '…';
    default: return Object.fromEntries(Object.entries(schema.properties ?? {})
      .map(([name, inner]) => [name, depth > 5 ? null : example(inner, depth + 1)]));
  }
}

function fields(schema) {
  schema = resolve(schema);
  const rows = Object.entries(schema.properties ?? {}).map(([name, inner]) => make('tr', {},
    make('td', {}, name),
    make('td', { class: 'type' }, typeOf(inner) + ((schema.required ?? []).includes(name) ? '' : ', optional')),
    make('td', {}, inner.description ?? resolve(inner).description ?? '')));
  return rows.length ? make('table', {}, ...rows) : null;
}

function content(body) {
  return body?.content?.['application/json'] ?? Object.values(body?.content ?? {})[0];
}

function curl(path, verb, operation, parameters, open) {
  const query = parameters.filter(p => p.in === 'query' && p.required).map(p => `${p.name}=…`).join('&');
  const lines = [`curl ${verb === 'get' ? '' : `-X ${verb.toUpperCase()} `}"${location.origin}${path}${query ? `?${query}` : ''}"`];
  if (!open) lines.push('-H "api-secret: $API_SECRET"');
  const body = content(resolve(operation.requestBody));
  if (body) {
    const shown = body.example ?? Object.values(body.examples ?? {})[0]?.value ?? example(body.schema);
    lines.push('-H "Content-Type: application/json"', `-d '${JSON.stringify(shown).replaceAll("'", "'\\''")}'`);
  }
  return make('pre', {}, lines.join(' \\\n  '));
}

function article(path, verb, operation, shared) {
  const parameters = [...(shared ?? []), ...(operation.parameters ?? [])].map(resolve);
  const open = Array.isArray(operation.security) && operation.security.length === 0;
  const entry = make('article', { id: operation.operationId },
    make('h3', {}, make('span', { class: `verb ${verb}` }, verb.toUpperCase()), path),
    operation.summary ? make('p', {}, operation.summary) : null,
    operation.description ? make('p', {}, operation.description) : null,
    open ? make('p', { class: 'note' }, 'No secret needed.') : null);
  if (parameters.length) {
    entry.append(make('h4', {}, 'Parameters'), make('table', {}, ...parameters.map(p => make('tr', {},
      make('td', {}, p.name),
      make('td', { class: 'type' }, `${typeOf(p.schema)}, ${p.in}${p.required ? '' : ', optional'}`),
      make('td', {}, p.description ?? '')))));
  }
  const body = content(resolve(operation.requestBody));
  if (body) entry.append(make('h4', {}, `Body: ${typeOf(body.schema)}`), fields(body.schema) ?? '');
  entry.append(make('h4', {}, 'Example'), curl(path, verb, operation, parameters, open));
  for (const [status, given] of Object.entries(operation.responses ?? {})) {
    const response = resolve(given);
    const answer = content(response);
    const title = `${status === 'default' ? 'Otherwise' : status}: ${response.description ?? ''}`;
    entry.append(make('h4', {}, title + (answer?.schema ? ` · ${typeOf(answer.schema)}` : '')));
    if (status.startsWith('2') && answer?.schema) {
      entry.append(fields(answer.schema) ?? '', make('pre', {}, JSON.stringify(example(answer.schema), null, 2)));
    }
  }
  return entry;
}

function render() {
  const groups = new Map();
  for (const [path, item] of Object.entries(api.paths ?? {})) {
    for (const verb of VERBS.filter(verb => item[verb])) {
      const tag = item[verb].tags?.[0] ?? 'Other';
      groups.set(tag, [...(groups.get(tag) ?? []), [path, verb, item[verb], item.parameters]]);
    }
  }
  const reference = document.getElementById('reference');
  const index = document.getElementById('index');
  reference.replaceChildren(make('h1', {}, api.info.title), make('p', {}, api.info.description ?? ''),
    make('p', {}, make('a', { href: `${DESCRIPTION}.json` }, 'JSON'), ' · ', make('a', { href: `${DESCRIPTION}.yaml` }, 'YAML')));
  for (const tag of [...groups.keys()].sort()) {
    reference.append(make('h2', {}, tag));
    const links = make('section', {}, make('h2', {}, tag));
    for (const [path, verb, operation, shared] of groups.get(tag)) {
      reference.append(article(path, verb, operation, shared));
      links.append(make('a', { href: `#${operation.operationId}` },
        make('span', { class: `verb ${verb}` }, verb.toUpperCase()), path));
    }
    index.append(links);
  }
  const schemas = Object.entries(api.components?.schemas ?? {}).filter(([, schema]) => schema.properties);
  reference.append(make('h2', {}, 'Schemas'), ...schemas.map(([name, schema]) => make('article', { id: `schema-${name}` },
    make('h3', {}, name), schema.description ? make('p', {}, schema.description) : null, fields(schema))));
  document.getElementById('find').addEventListener('input', event => {
    const wanted = event.target.value.toLowerCase();
    for (const link of index.querySelectorAll('a')) {
      link.hidden = !(link.textContent + link.getAttribute('href')).toLowerCase().includes(wanted);
    }
  });
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

fetch(`${DESCRIPTION}.json`).then(answer => answer.json()).then(description => {
  api = description;
  render();
}).catch(() => {
  document.getElementById('reference').textContent = `The description at ${DESCRIPTION}.json could not be read.`;
});
