// What a feature says, and the legend: in the words that the page brings along.

import { circle, ground, signs, stroke } from "./signs.js";

const element = (name, ...children) => {
  const made = document.createElement(name);
  made.append(...children);
  return made;
};

/** A feature's name and what is told of it, for a popup. Nothing becomes markup. */
export function told(properties, words) {
  const word = (prefix, name) => words[`${prefix}-${name}`] ?? name;
  const lines = [];
  const { layer } = properties;
  if (properties.section) lines.push(properties.section);
  if (layer === "corridors") lines.push([word("state", properties.state), properties.class].filter(Boolean).join(" · "));
  if (layer === "incidents") lines.push(`${words["col-count"]} ${properties.count}`);
  if (layer === "constraints") lines.push(`${word("constraint", properties.kind)} · ${word("status", properties.status)}`);
  if (layer === "markets") {
    lines.push(`${words["col-alps"]} ${word("alps", properties.level ?? "none")}`);
    for (const price of JSON.parse(properties.prices ?? "[]").slice(0, 6)) {
      lines.push(`${price.commodity}: ${price.price} ${price.currency}/${price.unit} (${price.month})`);
    }
  }
  if (layer === "forecasts") {
    const percent = (p) => `${Math.round(p * 100)} %`;
    lines.push(`${words["col-p_any"]}, ${properties.period}: ${percent(properties.p_any)}`);
    lines.push(`${words["col-baseline_p"]}: ${percent(properties.baseline_p)}`);
  }
  if (properties.last_confirmed) lines.push(`${words["col-last_confirmed"]} ${properties.last_confirmed}`);
  const name = element("strong", properties.name || word("layer", layer));
  return element("div", name, ...lines.map((line) => element("p", line)));
}

/** What the signs that occur mean. */
export function legend(features, words, colours) {
  const scale = Math.min(devicePixelRatio || 1, 2);
  const entries = new Map();
  const all = signs(colours, scale);
  const enter = (key, draw, text) => entries.has(key) || entries.set(key, [draw(), text]);
  for (const { properties: p } of features) {
    if (p.layer === "corridors") enter(`a-${p.state}`, () => stroke(p.state ?? "unknown", colours, scale), words[`state-${p.state}`]);
    if (p.layer === "incidents") enter("b", () => circle(colours, scale), words["layer-incidents"]);
    if (p.layer === "constraints") enter("c", () => all.constraint, words["layer-constraints"]);
    const level = p.level ?? "none";
    if (p.layer === "markets") enter(`d-${level}`, () => all[`market-${level}`], `${words["layer-markets"]}: ${words[`alps-${level}`]}`);
    if (p.layer === "forecasts" && p.chance !== "low") {
      const text = `${words["layer-forecasts"]}, ${p.period}: ${words[`chance-${p.chance}`]}`;
      enter(`f-${p.chance}`, () => ground(p.chance, colours, scale), text);
    }
    if (p.border === "crossing") enter("e", () => all.crossing, words["map-crossing"]);
  }
  const list = element("ul");
  list.className = "legend";
  for (const [, [drawn, text]] of [...entries].sort(([a], [b]) => a.localeCompare(b))) {
    const image = new Image(drawn.width / scale, drawn.height / scale);
    image.src = drawn.toDataURL();
    image.alt = "";
    list.append(element("li", image, ` ${text}`));
  }
  return list;
}
