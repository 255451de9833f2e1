//! Pictures of the letter: typed values in; SVG and the same in words, in French or English, out.
//!
//! In: one of [`CorridorMap`], [`StatusStrip`], [`IncidentMonths`], [`FlowChange`], [`DaysOfCover`], [`PriceBands`],
//! [`ForecastFan`]. Out: a [`Picture`]. Every chart has the same door: `draw(&Artist, id)`.
//!
//! A picture has no script, no outside resource and no font; its ids begin with the id that it was given, so that many
//! stand on one page. Its colours are attributes, which a PDF reads, with classes, by which [`STYLE`] sets others on a
//! dark screen. Letters are `sans-serif`, named once at the root: who prints with a font of his own replaces
//! `font-family="sans-serif"`. Values that no axis can hold (not finite, below zero, a million million or more) are left
//! out and counted. The same values give the same bytes.
//!
//! ```
//! # use letter::{Lang, charts::*};
//! # use base::Date;
//! let october = Month::new(2025, 10).ok_or("a month")?;
//! let strip = StatusStrip {
//!     first: october,
//!     months: 2,
//!     rows: vec![StripRow {
//!         name: "Port Azur – Grandville".to_owned(),
//!         cells: vec![Cell::of(Status::Open), Cell::of(Status::Closed)],
//!     }],
//!     last_data: Some(Date::new(2025, 11, 30)?),
//! };
//! let picture = strip.draw(&Artist::new(Lang::English), "strip");
//! assert!(picture.svg.starts_with("<svg") && picture.alt.contains("closed in 1 of 2 months"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod axis;
mod cover;
mod empty;
mod fan;
mod flow;
mod incidents;
mod label;
mod legend;
mod map;
mod marks;
mod month;
mod paint;
mod png;
mod price;
mod rows;
mod say;
mod scale;
mod status;
mod strip;
mod svg;
#[cfg(test)]
mod tests;

pub use cover::{Cover, DaysOfCover};
pub use fan::{Ahead, ForecastFan};
pub use flow::{FlowChange, FlowRow, Span};
pub use incidents::{IncidentKind, IncidentMonths};
pub use map::{Chance, Chances, Cluster, CorridorMap, Land, Level, Route, Section, Sign, SignKind, Town};
pub use month::Month;
pub use png::png;
pub use price::{PriceBands, PriceMonth};
pub use status::Status;
pub use strip::{Cell, StatusStrip, StripRow};

use crate::Lang;
use crate::words::Messages;
use base::Date;
use svg::Pen;

/// What a page sets once for all its pictures: their size, which of the two widths shows, and colours on a dark screen.
pub const STYLE: &str = include_str!("../../templates/charts.css");
/// Width of the viewBox for a page and for print.
const WIDE: f64 = 640.0;
/// The same for a telephone.
const NARROW: f64 = 360.0;

/// Draws in one language.
pub struct Artist {
    messages: Messages,
}

impl Artist {
    /// An artist of a language.
    pub fn new(lang: Lang) -> Self {
        Self { messages: Messages::new(lang) }
    }

    fn lang(&self) -> Lang {
        self.messages.lang
    }
}

/// A chart as drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// For a page and for print: 640 units wide, type of 13 units.
    pub svg: String,
    /// The same for a telephone: 360 units wide, type of 13 units. Ids differ from those of `svg`, so that both may stand
    /// on a page that shows one.
    pub narrow: String,
    /// What it shows, in a line.
    pub title: String,
    /// What a reader would say who sees it, with its numbers.
    pub alt: String,
    /// Whether there was nothing to draw: it says since when.
    pub empty: bool,
    /// Values, points and names that could not be drawn and were left out.
    pub dropped: usize,
}

/// A value with its range; all three finite, from zero to below a million million.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// Lowest.
    pub low: f64,
    /// Best estimate, between the two; `None` where only the band is published.
    pub best: Option<f64>,
    /// Highest.
    pub high: f64,
}

impl Band {
    /// A band, or `None` where its values cannot be shown or are out of order.
    fn checked(self) -> Option<Self> {
        let (low, high) = (scale::good(self.low)?, scale::good(self.high)?);
        let best = match self.best {
            Some(best) => Some(scale::good(best).filter(|b| low <= *b && *b <= high)?),
            None => None,
        };
        (low <= high).then_some(Self { low, best, high })
    }
}

/// Keeps what passes the check; counts what does not.
fn keep<T: Copy, U>(value: Option<T>, check: impl Fn(T) -> Option<U>, dropped: &mut usize) -> Option<U> {
    let kept = check(value?);
    *dropped += usize::from(kept.is_none());
    kept
}

/// What every chart can do once its values have been looked at.
trait Chart {
    /// What it shows, in a line.
    fn title(&self, artist: &Artist) -> String;
    /// What a reader would say who sees it.
    fn tell(&self, artist: &Artist) -> String;
    /// Draws it; gives its height.
    fn lay(&self, artist: &Artist, pen: &mut Pen) -> f64;
    /// Whether there is nothing to draw.
    fn is_empty(&self) -> bool;
}

fn draw(chart: &impl Chart, artist: &Artist, id: &str, last: Option<Date>, dropped: usize) -> Picture {
    let (title, empty) = (chart.title(artist), chart.is_empty());
    let told = if empty { say::nothing(artist, last) } else { chart.tell(artist) };
    let paper = |width: f64, id: &str| {
        let mut pen = Pen::new(width, id);
        let height = if empty { empty::nothing(&mut pen, artist, last) } else { chart.lay(artist, &mut pen) };
        pen.finish(height, &title, &told)
    };
    let (svg, narrow) = (paper(WIDE, id), paper(NARROW, &format!("{id}-narrow")));
    let alt = format!("{}. {told}", title.trim_end_matches('.'));
    Picture { svg, narrow, title, alt, empty, dropped }
}
