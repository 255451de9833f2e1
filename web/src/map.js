// The map to move in, in the place of the drawing that the page comes with. Vectors are the case's own, from the page's
// GeoJSON; there is no tile, no glyph and no other request.

import { LngLatBounds, Map, NavigationControl, Popup, ScaleControl, setWorkerUrl } from "maplibre-gl";
import worker from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";
import { signs } from "./map/signs.js";
import { colours, style } from "./map/style.js";
import { legend, told } from "./map/words.js";

setWorkerUrl(worker);

/** Outlines are lines; what they hold is filled below them. */
function withLand(data) {
  const outlines = data.features.filter((f) => f.properties.border === "outline");
  const land = outlines.map((f) => ({
    type: "Feature",
    properties: { ...f.properties, border: "land" },
    geometry: { type: "Polygon", coordinates: f.geometry.coordinates },
  }));
  return { ...data, features: [...land, ...data.features.filter((f) => f.geometry)] };
}

function bounds(data) {
  const box = new LngLatBounds();
  const take = (at) => (typeof at[0] === "number" ? box.extend(at) : at.forEach(take));
  data.features.filter((f) => f.geometry && f.properties.layer !== "borders").forEach((f) => take(f.geometry.coordinates));
  return box;
}

async function ask(source, query) {
  const answer = await fetch(`${source}?${new URLSearchParams(query)}`, { headers: { accept: "application/geo+json" } });
  if (!answer.ok) throw new Error(`${answer.status} ${source}`);
  return answer.json();
}

/** The map of a day; what is worked out at length (`data-late` of a box) only where its box is ticked. */
async function load(source, day) {
  const query = day ? { as_of: day } : {};
  const data = withLand(await ask(source, query));
  for (const box of document.querySelectorAll("form.layers input[data-late]:checked")) {
    data.features.push(...(await ask(source, { ...query, layers: box.value })).features);
  }
  return data;
}

/** Shows the layers whose boxes are ticked; the address keeps them. */
function layers(map, form, late) {
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const show = () => {
    for (const layer of map.getStyle().layers) {
      const box = boxes.find((b) => layer.id.startsWith(`${b.value}-`));
      if (box) map.setLayoutProperty(layer.id, "visibility", box.checked ? "visible" : "none");
    }
  };
  const keep = () => {
    const address = new URL(location.href);
    const shown = boxes.filter((b) => b.checked).map((b) => b.value);
    address.searchParams.delete("layers");
    const usual = (box) => box.checked === !("late" in box.dataset);
    if (!boxes.every(usual)) address.searchParams.set("layers", shown.join(",") || "none");
    history.replaceState(null, "", address);
  };
  form.addEventListener("change", (event) => {
    show();
    keep();
    if (event.target.checked && "late" in event.target.dataset) late();
  });
  form.querySelector("button").hidden = true;
  return show;
}

/** The months as a slider, in the place of their links. `move` is given the day of each. */
function slider(nav, label, move) {
  const links = [...nav.querySelectorAll("a[data-as-of]")];
  if (links.length < 2) return;
  const here = Math.max(0, links.findIndex((a) => a.hasAttribute("aria-current")));
  const range = Object.assign(document.createElement("input"), { type: "range", min: 0, max: links.length - 1, step: 1 });
  range.value = here;
  range.setAttribute("aria-label", label);
  const shown = document.createElement("output");
  const say = () => {
    shown.value = links[range.value].textContent;
    range.setAttribute("aria-valuetext", shown.value);
  };
  say();
  range.addEventListener("input", say);
  range.addEventListener("change", () => move(links[range.value].dataset.asOf));
  nav.querySelector("ul").hidden = true;
  nav.append(range, shown);
}

/** The page of another day takes the place of what is told of this one. */
async function turn(day) {
  const address = new URL(location.href);
  if (day) address.searchParams.set("as_of", day);
  history.replaceState(null, "", address);
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  for (const part of ["#told", "#map figcaption", ".head"]) {
    const [old, fresh] = [document.querySelector(part), page.querySelector(part)];
    if (old && fresh) old.replaceWith(fresh);
  }
}

export default async function start() {
  const figure = document.getElementById("map");
  if (!figure?.dataset.source) return;
  const words = JSON.parse(figure.dataset.words);
  const drawing = [...figure.querySelectorAll(".chart-wide, .chart-narrow")];
  let data = await load(figure.dataset.source, figure.dataset.asOf);
  const paints = colours();
  const place = document.createElement("div");
  place.className = "live";
  figure.prepend(place);
  let map;
  try {
    map = new Map({
      container: place,
      style: style(data, paints),
      bounds: bounds(data),
      fitBoundsOptions: { padding: 30 },
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      cooperativeGestures: false,
      localIdeographFontFamily: "sans-serif",
      locale: {
        "NavigationControl.ZoomIn": words["map-zoom-in"],
        "NavigationControl.ZoomOut": words["map-zoom-out"],
        "Map.Title": figure.dataset.title,
      },
    });
  } catch {
    // Without WebGL the drawing stays.
    place.remove();
    return;
  }
  const scale = Math.ceil(devicePixelRatio || 1);
  for (const [name, drawn] of Object.entries(signs(paints, scale))) {
    const pixels = drawn.getContext("2d").getImageData(0, 0, drawn.width, drawn.height);
    map.on("style.load", () => map.hasImage(name) || map.addImage(name, pixels, { pixelRatio: scale }));
  }
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new ScaleControl());
  map.touchZoomRotate.disableRotation();
  let key = legend(data.features, words, paints);
  place.after(key);
  let shown = figure.dataset.asOf;
  const renew = async () => {
    data = await load(figure.dataset.source, shown);
    map.getSource("map").setData(data);
    const fresh = legend(data.features, words, paints);
    key.replaceWith(fresh);
    key = fresh;
    await turn(shown);
  };
  const show = layers(map, document.querySelector("form.layers"), renew);
  map.on("load", show);
  map.on("click", (event) => {
    const [found] = map.queryRenderedFeatures(event.point).filter((f) => !f.layer.id.startsWith("borders-land"));
    if (found) new Popup({ maxWidth: "18rem" }).setLngLat(event.lngLat).setDOMContent(told(found.properties, words)).addTo(map);
  });
  slider(document.querySelector(".months"), words["map-slider"], (day) => {
    shown = day;
    return renew();
  });
  map.once("idle", () => {
    drawing.forEach((part) => (part.hidden = true));
    figure.dataset.state = "live";
  });
}
