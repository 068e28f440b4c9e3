// Elements from text only: nothing here ever parses HTML, so a name can hold any.

/** An element. `on` maps events to listeners; null and false attributes are left out; children are nodes or text. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  const { on = {}, ...rest } = attributes;
  for (const [name, value] of Object.entries(rest)) {
    if (value !== null && value !== false && value !== undefined) node.setAttribute(name, value === true ? "" : value);
  }
  for (const [event, listener] of Object.entries(on)) node.addEventListener(event, listener);
  node.append(...children.flat().filter((child) => child !== null && child !== false && child !== undefined && child !== ""));
  return node;
}

/** A person's name, apart from the direction of the text around it. */
export const nameOf = (person, ...classes) => el("bdi", { class: ["name", ...classes].join(" ") }, person.name);

export const aboutOf = (person) => [person.position, person.company].filter(Boolean).join(" at ");

export const pageOf = (person) => `/people/${encodeURIComponent(person.id)}`;

/** Two letters that stand for a face. */
export function initials(name) {
  const letters = name.slice(0, 200).split(/\s+/).map((word) => word.match(/[\p{L}\p{N}]/u)?.[0] ?? "").filter(Boolean);
  const some = letters.length > 1 ? [letters[0], letters.at(-1)] : letters;
  return some.join("").toUpperCase() || "?";
}

/** Face, name and what they do; a link to their page. */
export function personLine(person) {
  return el("a", { class: "person-line", href: pageOf(person) },
    el("span", { class: "face", "aria-hidden": "true" }, initials(person.name)),
    el("span", { class: "lines" }, nameOf(person), el("span", { class: "about", dir: "auto" }, aboutOf(person))));
}

const byId = (id) => document.getElementById(id);
export { byId };
