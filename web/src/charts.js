// Tables drawn as charts, above the table that stays, and in the place of a picture of the same (`.course`):
// `<table data-chart="line">` (or `band`). The first column holds months or days, each further one a series. A cell's `data-value`
// counts before its words: a day in ISO 8601, a number with a point. Of a band, columns with `data-role` `low` and `high` are its
// edges.

import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import "./charts.css";

const PAPER = getComputedStyle(document.body);
const colour = (name) => PAPER.getPropertyValue(name).trim();
const SERIES = ["--river", "--accent", "--soft", "--ink"];
const HEIGHT = 260;

const told = (cell) => cell.dataset.value ?? cell.querySelector("[data-value]")?.dataset.value ?? cell.textContent.trim();

function time(cell) {
  const day = told(cell);
  const at = Date.parse(day.length === 7 ? `${day}-01` : day);
  return Number.isNaN(at) ? null : at / 1000;
}

function number(cell) {
  const text = told(cell).replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  return text === "" || Number.isNaN(Number(text)) ? null : Number(text);
}

/** The columns of a table: times first; without any, there is nothing to draw. */
function read(table) {
  const heads = [...table.tHead.rows[0].cells];
  const rows = [...table.tBodies[0].rows].map((row) => [...row.cells]).filter((row) => time(row[0]) !== null);
  rows.sort((a, b) => time(a[0]) - time(b[0]));
  const columns = heads.map((_, at) => rows.map((row) => (at === 0 ? time(row[0]) : row[at] ? number(row[at]) : null)));
  const kept = heads.map((_, at) => at).filter((at) => at === 0 || columns[at].some((v) => v !== null));
  return { heads: kept.map((at) => heads[at]), columns: kept.map((at) => columns[at]) };
}

const MONTH = 2_629_746;
const month = (at) => new Date(at * 1000).getUTCFullYear() * 12 + new Date(at * 1000).getUTCMonth();

/** First days of months, so many that their names have room: a month is named once. */
function splits(plot, _axis, min, max) {
  const least = ((max - min) / MONTH) * (90 / Math.max(plot.width, 90));
  const step = [1, 2, 3, 6, 12, 24].find((n) => n >= least) ?? 60;
  const all = [];
  for (let at = Math.floor(month(min) / step) * step; at <= month(max); at += step) {
    const first = Date.UTC(Math.floor(at / 12), at % 12, 1) / 1000;
    if (first >= min && first <= max) all.push(first);
  }
  return all;
}

function draw(table) {
  const { heads, columns } = read(table);
  if (columns.length < 2 || columns[0].length < 2) return;
  const place = document.createElement("div");
  place.className = "plot";
  // Whoever does not see it has the table below.
  place.setAttribute("aria-hidden", "true");
  const course = table.closest(".course");
  (course?.querySelector(".drawn, .numbers") ?? table.closest(".scroll") ?? table).before(place);
  // The picture that the page comes with says the same.
  course?.querySelectorAll(".drawn").forEach((picture) => (picture.hidden = true));
  const edge = (role) => heads.findIndex((head) => head.dataset.role === role);
  const [low, high] = [edge("low"), edge("high")];
  const lang = document.documentElement.lang;
  const figures = new Intl.NumberFormat(lang, { maximumFractionDigits: 2 });
  const months = new Intl.DateTimeFormat(lang, { month: "short", year: "numeric", timeZone: "UTC" });
  let next = 0;
  const series = heads.map((head, at) => {
    if (at === 0) return { label: head.textContent, value: (_, v) => (v === null ? "" : months.format(v * 1000)) };
    const faint = at === low || at === high;
    const stroke = faint ? colour("--rule") : colour(SERIES[next++ % SERIES.length]);
    return {
      label: head.textContent, stroke, width: faint ? 1 : 2, points: { show: columns[0].length < 40 },
      value: (_, v) => (v === null ? "" : figures.format(v)),
    };
  });
  const axis = { stroke: colour("--ink"), grid: { stroke: colour("--rule"), width: 1 }, ticks: { stroke: colour("--rule") } };
  const options = {
    width: place.clientWidth, height: HEIGHT, series,
    // The last month's name stands half beyond the field.
    padding: [8, 36, 0, 0],
    tzDate: (at) => uPlot.tzDate(new Date(at * 1000), "UTC"),
    axes: [{ ...axis, splits, values: (_, all) => all.map((v) => months.format(v * 1000)) },
           { ...axis, values: (_, all) => all.map((v) => figures.format(v)), size: 64 }],
    bands: low > 0 && high > 0 ? [{ series: [high, low], fill: `${colour("--rule")}66` }] : [],
  };
  const plot = new uPlot(options, columns, place);
  new ResizeObserver(() => plot.setSize({ width: place.clientWidth, height: HEIGHT })).observe(place);
}

export default function start() {
  document.querySelectorAll("table[data-chart]").forEach(draw);
}
