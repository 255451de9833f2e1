//! The shapes that scripts read. Documents are named by their file, offsets count code points.

mod assumed;
mod cited;
mod claims;
mod compared;
mod constraints;
mod contradictions;
mod control;
mod dates;
mod differing;
mod events;
mod handed;
mod interests;
mod issued;
mod legend;
mod map;
mod origins;
mod outlook;
mod partners;
mod people;
mod places;
mod prices;
mod ranges;
mod responses;
mod roads;
mod short;
mod spot;
mod supply;
mod threats;
mod tolls;

pub use self::outlook::{OutlookShown, outlook_table};
pub use cited::{CitedShown, cited};
pub use claims::{ClaimShown, PlaceShown, claims, claims_table, claims_to_share};
pub use constraints::{constraints, constraints_text, constraints_to_share};
pub use contradictions::{
    ContradictionShown, contradictions, contradictions_text, contradictions_to_share, hidden_events,
};
pub use control::{control, control_table};
pub use dates::{dates, dates_table};
pub use differing::{Difference, difference, difference_text};
pub use events::{
    EventShown, events, events_csv, events_geojson, events_table, events_to_share, is_coarse, months, safe,
    shown_date,
};
pub use handed::{Blur, Handed};
pub use interests::interests_table;
pub use issued::{IssuedShown, issued_table};
pub use legend::{Legend, Told};
pub use map::{LAYER_AHEAD, LAYERS, MapAhead, MapShown};
pub use origins::{origins, origins_table};
pub use partners::{PartnerShown, with_partners, with_partners_text};
pub use people::{PeopleShown, people_files, people_table};
pub use places::{places, places_table};
pub use prices::{compared_text, price_files_table, prices, prices_table, tally_words};
pub use responses::{early_text, responses_table};
pub use roads::{roads, roads_table};
pub use supply::{About, SupplyShown, supply, supply_text};
pub use threats::{threats, threats_table};

use base::Interval;
use serde::Serialize;

/// `2025-09-03`, `2025-09-03..2025-09-05`, `2025-09-03..` or `..2025-09-05`.
pub fn interval(date: &Interval) -> String {
    let day = |d: Option<base::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    if date.start == date.end { day(date.start) } else { format!("{}..{}", day(date.start), day(date.end)) }
}

/// The name of a state as it stands in JSON.
pub fn word<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
