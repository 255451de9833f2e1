// Signs of the map, drawn on a canvas: for the map and for its legend. Shapes as in the drawing that the page comes with.

const SIZE = 18;
const MARKETS = { none: "–", normal: "0", stress: "1", alert: "2", crisis: "3" };

function canvas(width, height, scale, draw) {
  const element = document.createElement("canvas");
  element.width = width * scale;
  element.height = height * scale;
  const pen = element.getContext("2d");
  pen.scale(scale, scale);
  draw(pen);
  return element;
}

function polygon(pen, points) {
  pen.beginPath();
  points.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
  pen.closePath();
}

function constraint(pen) {
  polygon(pen, [[9, 2], [16, 15], [2, 15]]);
  pen.fillStyle = "#ffd92f";
  pen.fill();
  pen.strokeStyle = "#1d1b17";
  pen.lineWidth = 1.25;
  pen.stroke();
  pen.fillStyle = "#1d1b17";
  pen.fillRect(8.2, 6.5, 1.6, 4.2);
  pen.fillRect(8.2, 12, 1.6, 1.6);
}

function crossing(colours) {
  return (pen) => {
    polygon(pen, [[9, 3], [15, 9], [9, 15], [3, 9]]);
    pen.fillStyle = colours.paper;
    pen.fill();
    pen.strokeStyle = colours.ink;
    pen.lineWidth = 2;
    pen.stroke();
  };
}

function market(level, colours) {
  return (pen) => {
    pen.fillStyle = colours.markets[level];
    pen.fillRect(2.5, 2, 13, 14);
    pen.strokeStyle = colours.ink;
    pen.lineWidth = 1.25;
    pen.strokeRect(2.5, 2, 13, 14);
    pen.fillStyle = colours.ink;
    pen.font = "bold 12px system-ui, sans-serif";
    pen.textAlign = "center";
    pen.fillText(MARKETS[level], 9, 13.3);
  };
}

/** Every sign by name, so many pixels a unit. */
export function signs(colours, scale) {
  const made = { constraint: canvas(SIZE, SIZE, scale, constraint), crossing: canvas(SIZE, SIZE, scale, crossing(colours)) };
  for (const level of Object.keys(MARKETS)) {
    made[`market-${level}`] = canvas(SIZE, SIZE, scale, market(level, colours));
  }
  return made;
}

/** A stroke of a corridor's state, for the legend. */
export function stroke(state, colours, scale) {
  return canvas(30, SIZE, scale, (pen) => {
    pen.strokeStyle = colours.states[state];
    pen.lineWidth = 4;
    pen.lineCap = state === "restricted" ? "butt" : "round";
    pen.setLineDash({ restricted: [9, 4.5], unknown: [0.1, 7] }[state] ?? []);
    pen.beginPath();
    pen.moveTo(2, 9);
    pen.lineTo(28, 9);
    pen.stroke();
    if (state !== "closed") return;
    pen.lineWidth = 2.5;
    for (const [from, to] of [[4, 14], [14, 4]]) {
      pen.beginPath();
      pen.moveTo(10, from);
      pen.lineTo(20, to);
      pen.stroke();
    }
  });
}

/** A circle of incidents, for the legend. */
export function circle(colours, scale) {
  return canvas(SIZE, SIZE, scale, (pen) => {
    pen.beginPath();
    pen.arc(9, 9, 7, 0, 2 * Math.PI);
    pen.fillStyle = colours.incidents;
    pen.fill();
  });
}

/** The ground of a chance, for the legend. */
export function ground(chance, colours, scale) {
  return canvas(SIZE, SIZE, scale, (pen) => {
    pen.fillStyle = colours.chances[chance];
    pen.fillRect(1, 2, 16, 14);
    pen.strokeStyle = colours.border;
    pen.strokeRect(1, 2, 16, 14);
  });
}
