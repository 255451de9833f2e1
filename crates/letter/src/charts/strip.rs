//! The status of corridors over time: a row a corridor, a cell a month.

use super::label::{self, Area};
use super::legend::legend;
use super::month::Month;
use super::status::{Status, fills};
use super::svg::{Anchor, LEADING, Pen, SIZE};
use super::{Artist, Chart, Picture, axis, paint, say};
use crate::words::count;
use base::Date;

/// Status of corridors, month by month.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusStrip {
    /// The first month.
    pub first: Month,
    /// How many months; 1 to 60 are drawn well.
    pub months: usize,
    /// The corridors, in the order of the case.
    pub rows: Vec<StripRow>,
    /// The last day that anything was told of, if ever; said where there is nothing to draw.
    pub last_data: Option<Date>,
}

/// A corridor.
#[derive(Clone, Debug, PartialEq)]
pub struct StripRow {
    /// Its name.
    pub name: String,
    /// Its months, from the first on; those that are missing are not known.
    pub cells: Vec<Cell>,
}

/// A month of a corridor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// What the corridor was like: the worst of the month, or what the letter defines.
    pub status: Status,
    /// How many constraints were reported, printed in the cell where there is room; `None` prints nothing.
    pub reports: Option<u32>,
}

impl Cell {
    /// A cell without a number.
    pub fn of(status: Status) -> Self {
        Self { status, reports: None }
    }
}

impl StatusStrip {
    /// Draws it; `id` begins its ids.
    pub fn draw(&self, artist: &Artist, id: &str) -> Picture {
        let beyond: usize = self.rows.iter().map(|r| r.cells.len().saturating_sub(self.months)).sum();
        super::draw(self, artist, id, self.last_data, beyond)
    }

    fn cells<'a>(&'a self, row: &'a StripRow) -> impl Iterator<Item = Cell> + 'a {
        (0..self.months).map(|at| row.cells.get(at).copied().unwrap_or(Cell::of(Status::Unknown)))
    }

    fn last(&self) -> Vec<Status> {
        self.rows.iter().filter_map(|r| self.cells(r).last()).map(|c| c.status).collect()
    }
}

impl Chart for StatusStrip {
    fn title(&self, artist: &Artist) -> String {
        let period = say::period(artist, self.first, self.months);
        artist.messages.tell("chart-strip-title", [("period", period.into())])
    }

    fn tell(&self, artist: &Artist) -> String {
        let month = say::month(artist, self.first.plus(self.months.saturating_sub(1)));
        let counts = Status::counts(artist, &self.last());
        let mut told = vec![
            artist.messages.tell("chart-strip-last", [("month", month.into()), ("counts", counts.into())]),
        ];
        for row in &self.rows {
            let of = |status| self.cells(row).filter(|c| c.status == status).count();
            told.push(artist.messages.tell(
                "chart-strip-row",
                [
                    ("name", label::brief(&row.name).into()),
                    ("closed", count(of(Status::Closed))),
                    ("restricted", count(of(Status::Restricted))),
                    ("unknown", count(of(Status::Unknown))),
                    ("months", count(self.months)),
                ],
            ));
        }
        told.join(" ")
    }

    fn lay(&self, artist: &Artist, pen: &mut Pen) -> f64 {
        let widest = self.rows.iter().map(|r| label::width(&r.name, SIZE)).fold(0.0, f64::max);
        let names = if pen.narrow() { 0.0 } else { widest.min(190.0) + 10.0 };
        let step = (pen.width - names - 1.0) / self.months.max(1) as f64;
        let mut y = 2.0;
        for row in &self.rows {
            let lines = label::wrap(&row.name, SIZE, widest.min(190.0) + 0.5, 2);
            let high = if pen.narrow() {
                pen.fitted((0.0, y + 12.0), &row.name, pen.width, "");
                y += LEADING + 1.0;
                22.0
            } else {
                let high = 26f64.max(LEADING * lines.len() as f64);
                let top = y + high / 2.0 + 4.5 - LEADING / 2.0 * (lines.len().saturating_sub(1)) as f64;
                for (at, line) in lines.iter().enumerate() {
                    pen.fitted((0.0, top + at as f64 * LEADING), line, names, "");
                }
                high
            };
            for (at, cell) in self.cells(row).enumerate() {
                let gap = if step > 8.0 { 1.5 } else { 0.4 };
                let area = Area { x: names + at as f64 * step, y, w: step - gap, h: high };
                paint_cell(pen, cell, area);
            }
            y += high + if pen.narrow() { 7.0 } else { 5.0 };
        }
        let y = axis::months(pen, artist, names, step, self.first, self.months, y - 3.0);
        legend(pen, y + 2.0, &fills(artist))
    }

    fn is_empty(&self) -> bool {
        let told = |c: Cell| c.status != Status::Unknown || c.reports.is_some();
        self.months == 0 || !self.rows.iter().any(|r| self.cells(r).any(told))
    }
}

fn paint_cell(pen: &mut Pen, cell: Cell, area: Area) {
    let number = cell.reports.map(|n| n.to_string()).filter(|n| label::bold(n, SIZE) + 2.0 <= area.w);
    cell.status.fill(pen, area, number.is_none());
    if let Some(number) = number {
        let at = (area.x + area.w / 2.0, area.y + area.h / 2.0 + 4.5);
        let paint = if cell.status == Status::Closed { paint::ON_DARK } else { paint::HALO };
        pen.text(at, Anchor::Middle, &number, paint);
    }
}
