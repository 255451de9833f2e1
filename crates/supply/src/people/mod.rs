//! People: displacement, food security and population in; who is affected, by district and phase, out.
//!
//! Doors: [`read`] turns a file into [`People`]; [`describe`] tells what all files say of the areas asked about on a day;
//! [`short`] counts people in zones whose cover is low. Nothing finer than a second-level division comes out.

mod area;
mod describe;
mod displaced;
mod layout;
mod mapping;
mod phases;
mod read;
mod record;
mod row;
mod sheet;
mod short;
mod totals;
mod value;

pub use area::{District, Source};
pub use describe::{Area, Described, describe};
pub use displaced::Step;
pub use layout::Layout;
pub use mapping::Mapping;
pub use phases::Phases;
pub use read::read;
pub use record::{Counts, Figures, People, Place, Record, Season, Sums};
pub use row::Given;
pub use short::{Short, ZoneCover, short};
pub use value::division;
