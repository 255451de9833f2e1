//! Files of event datasets in; rows, block by block, out, with the native bytes beside them.
//!
//! In: a reader and whose layout it has to have ([`Dataset`]). Out: [`Block`]s in file order, and an [`Imported`] that
//! counts every record once: imported, refused, or a duplicate. Door: [`import`]. One pass finds where records begin and
//! end; workers read them. What breaks the rules of its own dataset is imported and flagged; what cannot be read is
//! refused with its line. Nothing is repaired but what a flag says.
//!
//! Layouts, types, flags and precision are described in `docs/datasets.md`.

mod acled;
mod block;
mod countries;
mod cut;
mod faults;
mod fields;
mod gdelt;
mod layout;
mod mapping;
mod objects;
mod order;
mod pipeline;
mod record;
mod types;
mod ucdp;
mod values;

pub use block::{Block, Mark, Seen};
pub use faults::TOLD;
pub use layout::Dataset;
pub use mapping::Mapping;
pub use pipeline::{Failure, Imported, import};

use fields::Dialect;

/// A country by a name as datasets spell it, or by its alpha-3 code.
pub fn country_named(name: &str) -> Option<base::Country> {
    countries::countries().named(name)
}

/// A native record as pairs of column and value. `header` is the header as the file has it, `delimiter` what parts its
/// fields. Without a header the record is a JSON object.
pub fn columns(header: &[u8], delimiter: u8, record: &[u8]) -> Vec<(String, String)> {
    if header.is_empty() {
        let object: serde_json::Map<String, serde_json::Value> =
            serde_json::from_slice(record).unwrap_or_default();
        let text = |v: serde_json::Value| v.as_str().map_or_else(|| v.to_string(), str::to_owned);
        return object.into_iter().map(|(name, value)| (name, text(value))).collect();
    }
    let dialect = Dialect { delimiter, quotes: delimiter != b'\t' };
    let (names, values) = (layout::columns_of(header, dialect), layout::columns_of(record, dialect));
    names.into_iter().zip(values).filter(|(name, _)| !name.is_empty()).collect()
}
