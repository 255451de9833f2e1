// What every page loads. The script of a subject is the module of its name (`map.js` for /fr/map); a table that can be drawn
// (`data-chart`) loads the charts, a form that takes files (`data-drop`) what sends them. Nothing else is fetched before it is needed.

const modules = import.meta.glob(["./*.js", "!./page.js", "!./charts.js", "!./drop.js"]);

const subject = document.body.dataset.subject;
modules[`./${subject}.js`]?.().then((module) => module.default?.());
if (document.querySelector("table[data-chart]")) {
  import("./charts.js").then((module) => module.default());
}
if (document.querySelector("form[data-drop]")) {
  import("./drop.js").then((module) => module.default());
}
