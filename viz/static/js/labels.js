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

function box(node, size) {
  const lines = node.label.split("\n");
  const half = (Math.max(...lines.map((line) => [...line].length)) * WIDE * size) / 2;
  const top = node.y + node.size + size * 0.2;
  return { left: node.x - half, right: node.x + half, top, bottom: top + lines.length * TALL * size };
}

/** For a scale in screen pixels per drawing unit: font size in drawing units, and the ids whose names are written. */
export function labels(nodes, scale, focus) {
  const size = SIZE / scale;
  const taken = nodes.filter((node) => node.kind === "group" || node.step >= 0)
    .map((node) => ({ id: node.id, left: node.x - node.size * 0.7, right: node.x + node.size * 0.7, top: node.y - node.size * 0.7, bottom: node.y + node.size * 0.7 }));
  const written = new Set();
  for (const node of [...nodes].sort((a, b) => rank(b, focus) - rank(a, focus))) {
    const place = box(node, size);
    // The path is why the picture is looked at: its names are always there.
    if (node.step >= 0 || !taken.some((other) => other.id !== node.id && meet(place, other))) {
      written.add(node.id);
      taken.push({ ...place, id: `label of ${node.id}` });
    }
  }
  return { size, written };
}
