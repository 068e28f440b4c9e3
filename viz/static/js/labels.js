// Which names fit on the picture: like a street map, more of them the closer one looks, and never one upon another.

const SIZE = 13;
const WIDE = 0.56;
const TALL = 1.25;

/** A long name in two lines, for a small picture. */
export function folded(label) {
  const cuts = [...label.matchAll(/ /g)].map((found) => found.index);
  if (label.length < 12 || !cuts.length) return label;
  const middle = cuts.reduce((best, cut) => (Math.abs(cut - label.length / 2) < Math.abs(best - label.length / 2) ? cut : best));
  return `${label.slice(0, middle)}\n${label.slice(middle + 1)}`;
}

/** How much a mark's name matters: the path first, then the one in focus, then the larger. */
const rank = (node, focus) => (node.step >= 0 ? 1e9 : 0) + (node.id === focus ? 1e8 : 0) + (node.kind === "group" ? 1e6 : 0) + node.people * 10 + node.ties;

const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** Drawing units from below a mark, where names are written, up to above it, or to its middle. */
function shifts(node, size) {
  const tall = node.label.split("\n").length * TALL * size;
  const gap = size * 0.2;
  return node.kind === "group" ? [0, -(2 * (node.size + gap) + tall), -(node.size + gap + tall / 2)] : [0];
}

function box(node, size, shift) {
  const lines = node.label.split("\n");
  const half = (Math.max(...lines.map((line) => [...line].length)) * WIDE * size) / 2;
  const top = node.y + node.size + size * 0.2 + shift;
  return { id: node.id, left: node.x - half, right: node.x + half, top, bottom: top + lines.length * TALL * size };
}

const shared = (a, b) => Math.max(Math.min(a.right, b.right) - Math.max(a.left, b.left), 0) * Math.max(Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top), 0);

/** The place that covers least of what is taken. */
function least(places, taken, id) {
  const covered = places.map(({ place }) => taken.reduce((sum, other) => sum + (other.id === id ? 0 : shared(place, other)), 0));
  return places[covered.indexOf(Math.min(...covered))];
}

const room = (node) => ({ id: node.id, left: node.x - node.size * 0.7, right: node.x + node.size * 0.7, top: node.y - node.size * 0.7, bottom: node.y + node.size * 0.7 });

/** For a scale in screen pixels per drawing unit: font size in drawing units, and the names that are written, as a map from id
 * to how far from its place below the mark: a group's may stand above or on it where there is more room. */
export function labels(nodes, scale, focus) {
  const size = SIZE / scale;
  const marks = nodes.map(room);
  const taken = nodes.filter((node) => node.kind === "group" || node.step >= 0).map(room);
  const written = new Map();
  for (const node of [...nodes].sort((a, b) => rank(b, focus) - rank(a, focus))) {
    const places = shifts(node, size).map((shift) => ({ shift, place: box(node, size, shift) }));
    // The path is why the picture is looked at, and a group is nothing but its name: they are always there, and hide no mark
    // that they need not. Other names are there where nothing is below them.
    const must = node.step >= 0 || node.kind === "group";
    const free = !taken.some((other) => other.id !== node.id && meet(places[0].place, other));
    const chosen = must ? least(places, [...taken, ...marks], node.id) : free && places[0];
    if (chosen) {
      written.set(node.id, chosen.shift);
      taken.push({ ...chosen.place, id: `label of ${node.id}` });
    }
  }
  return { size, written };
}
