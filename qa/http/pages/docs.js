// Renders the OpenAPI description. Text is set as text, never as HTML.
"use strict";

function element(name, text, ...children) {
  const node = document.createElement(name);
  if (text) node.textContent = text;
  node.append(...children);
  return node;
}

function resolved(description, schema) {
  if (!schema || !schema.$ref) return schema || {};
  return schema.$ref.replace("#/", "").split("/").reduce((at, key) => at[key], description);
}

function bounds(schema) {
  const choices = schema.anyOf || [schema];
  return choices.map((each) => each.enum ? each.enum.join(", ") : each.$ref ? each.$ref.split("/").pop() : each.type)
    .filter((each) => each && each !== "null").join(" or ");
}

function table(caption, rows) {
  const head = element("tr", "", ...["Name", "Kind", "Meaning"].map((each) => element("th", each)));
  const body = rows.map((row) => element("tr", "", ...row.map((cell) => element("td", cell))));
  return element("table", "", element("caption", caption), element("thead", "", head), element("tbody", "", ...body));
}

function parameters(operation) {
  const rows = (operation.parameters || []).map((each) =>
    [each.name + (each.required ? " (needed)" : ""), bounds(each.schema), each.description || each.schema.description || ""]);
  return rows.length ? [table("Parameters", rows)] : [];
}

function body(description, operation) {
  const content = operation.requestBody ? operation.requestBody.content : {};
  return Object.entries(content).flatMap(([kind, media]) => {
    const schema = resolved(description, media.schema);
    const needed = new Set(schema.required || []);
    const rows = Object.entries(schema.properties || {}).map(([name, each]) =>
      [name + (needed.has(name) ? " (needed)" : ""), bounds(each), each.description || ""]);
    const examples = (schema.examples || []).map((each) => element("pre", JSON.stringify(each, null, 2)));
    return [element("h3", `Body: ${kind}`), table("Fields", rows), ...examples];
  });
}

function replies(operation) {
  return Object.entries(operation.responses || {}).flatMap(([status, reply]) => {
    const examples = Object.values(reply.content || {}).filter((media) => media.example && status < 400)
      .map((media) => element("pre", typeof media.example === "string" ? media.example : JSON.stringify(media.example, null, 2)));
    return [element("h3", `Reply ${status}: ${reply.description || ""}`), ...examples];
  });
}

function call(description, path, method, operation) {
  const name = `${method.toUpperCase()} ${path}`;
  const section = element("section", "", element("h2", name), element("p", operation.summary),
    element("p", operation.description), ...parameters(operation), ...body(description, operation), ...replies(operation));
  section.id = operation.operationId;
  const link = element("a", name);
  link.href = `#${operation.operationId}`;
  document.getElementById("contents").append(element("li", "", link));
  document.getElementById("calls").append(section);
}

async function render() {
  const about = document.getElementById("about");
  try {
    const description = await (await fetch("/api/openapi.json")).json();
    about.textContent = description.info.description;
    for (const [path, methods] of Object.entries(description.paths))
      for (const [method, operation] of Object.entries(methods)) call(description, path, method, operation);
  } catch (error) {
    about.textContent = `The description could not be loaded (${error.message}): reload the page.`;
  }
}

render();
