// How the map looks: colours as in the drawing, on light and dark screens. Nothing is fetched: letters come from the browser.

const LIGHT = {
  paper: "#ffffff", ink: "#1d1b17", ground: "#dfe8ee", home: "#f7f4ec", abroad: "#e9e7e1", border: "#8a8578",
  incidents: "#54278f", onIncidents: "#ffffff",
  states: { open: "#2171b5", restricted: "#d94801", closed: "#7f2704", unknown: "#666666" },
  markets: { none: "#e9e7e1", normal: "#ffffff", stress: "#fff1c2", alert: "#fdd0a2", crisis: "#f8bfa3" },
  chances: { middle: "#fff1c2", high: "#f8bfa3" },
};
const DARK = {
  paper: "#16181a", ink: "#ece7dc", ground: "#16202a", home: "#2b2d2e", abroad: "#232526", border: "#8a8578",
  incidents: "#c9b8f0", onIncidents: "#16181a",
  states: { open: "#74b4e2", restricted: "#f08a4b", closed: "#ffb38a", unknown: "#b9b3a8" },
  markets: { none: "#232526", normal: "#16181a", stress: "#3b3420", alert: "#5a3818", crisis: "#6e2f17" },
  chances: { middle: "#4a4120", high: "#6e2f17" },
};

/** The colours of the screen. */
export const colours = () => (matchMedia("(prefers-color-scheme: dark)").matches ? DARK : LIGHT);

const FONT = ["sans-serif"];
const of = (layer) => ["==", ["get", "layer"], layer];
const border = (kind) => ["all", of("borders"), ["==", ["get", "border"], kind]];

function corridor(state, paint, layout = {}) {
  const filter = ["all", of("corridors"), ["==", ["coalesce", ["get", "state"], "unknown"], state]];
  return { id: `corridors-${state}`, type: "line", source: "map", filter, paint, layout: { "line-join": "round", ...layout } };
}

/** The style of the map with these features. */
export function style(data, c) {
  const round = { "line-cap": "round" };
  const halo = { "text-color": c.ink, "text-halo-color": c.paper, "text-halo-width": 1.6 };
  const label = { "text-font": FONT, "text-size": 13 };
  const icons = { "icon-allow-overlap": false, "icon-padding": 1 };
  return {
    version: 8,
    sources: { map: { type: "geojson", data } },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": c.ground } },
      {
        id: "borders-land", type: "fill", source: "map", filter: border("land"),
        paint: { "fill-color": ["case", ["get", "home"], c.home, c.abroad] },
      },
      {
        id: "forecasts-fill", type: "fill", source: "map", filter: ["all", of("forecasts"), ["!=", ["get", "chance"], "low"]],
        paint: { "fill-color": ["match", ["get", "chance"], "high", c.chances.high, c.chances.middle], "fill-opacity": 0.9 },
      },
      {
        id: "borders-outline", type: "line", source: "map", filter: border("outline"),
        paint: { "line-color": c.border, "line-width": 1.25, "line-dasharray": [5, 2, 1, 2] },
      },
      {
        id: "corridors-casing", type: "line", source: "map", filter: of("corridors"),
        paint: { "line-color": c.paper, "line-width": 7 }, layout: { "line-join": "round", ...round },
      },
      corridor("unknown", { "line-color": c.states.unknown, "line-width": 4, "line-dasharray": [0.02, 1.75] }, round),
      corridor("open", { "line-color": c.states.open, "line-width": 4 }, round),
      corridor("restricted", { "line-color": c.states.restricted, "line-width": 4.5, "line-dasharray": [2, 1] }),
      corridor("closed", { "line-color": c.states.closed, "line-width": 4.5 }, round),
      {
        id: "corridors-cross", type: "symbol", source: "map",
        filter: ["all", of("corridors"), ["==", ["get", "state"], "closed"]],
        layout: { ...label, "symbol-placement": "line", "symbol-spacing": 60, "text-field": "✕", "text-size": 16, "text-allow-overlap": true },
        paint: { "text-color": c.states.closed },
      },
      {
        id: "towns-dot", type: "circle", source: "map", filter: of("towns"),
        paint: {
          "circle-radius": ["match", ["get", "rank"], 1, 5, 2, 4, 3], "circle-color": c.ink,
          "circle-stroke-color": c.paper, "circle-stroke-width": 1,
        },
      },
      {
        id: "towns-name", type: "symbol", source: "map", filter: of("towns"),
        layout: {
          ...label, "text-field": ["get", "name"], "symbol-sort-key": ["get", "rank"],
          "text-variable-anchor": ["left", "right", "top", "bottom"], "text-radial-offset": 0.6,
        },
        paint: halo,
      },
      {
        id: "borders-crossing", type: "symbol", source: "map", filter: border("crossing"),
        layout: { ...icons, "icon-image": "crossing" },
      },
      {
        id: "markets-sign", type: "symbol", source: "map", filter: of("markets"),
        layout: { ...icons, "icon-image": ["concat", "market-", ["coalesce", ["get", "level"], "none"]] },
      },
      {
        id: "incidents-circle", type: "circle", source: "map", filter: of("incidents"),
        paint: {
          "circle-radius": ["interpolate", ["linear"], ["sqrt", ["get", "count"]], 1, 9, 6, 19],
          "circle-color": c.incidents, "circle-opacity": 0.85, "circle-stroke-color": c.paper, "circle-stroke-width": 1,
        },
      },
      {
        id: "incidents-count", type: "symbol", source: "map", filter: of("incidents"),
        layout: { ...label, "text-field": ["to-string", ["get", "count"]], "text-allow-overlap": true },
        paint: { "text-color": c.onIncidents },
      },
      {
        id: "constraints-sign", type: "symbol", source: "map", filter: of("constraints"),
        layout: { ...icons, "icon-image": "constraint", "icon-allow-overlap": true, "icon-offset": [11, -11] },
      },
    ],
  };
}
