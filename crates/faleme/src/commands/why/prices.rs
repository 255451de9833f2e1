//! A row of a price table as `why` shows it: what was read from it, and every column as its owner wrote it.

use super::node::Node;
use crate::store::{DataKind, Store};
use anyhow::Result;
use supply::prices::{Series, Table, date_of, row_of};

/// The row called `prices/FILE:LINE`; `None` for other ids and where there is none.
pub fn node(store: &Store, id: &str) -> Result<Option<Node>> {
    let Some((name, line)) = id.strip_prefix("prices/").and_then(|rest| rest.rsplit_once(':')) else {
        return Ok(None);
    };
    let (Ok(line), Some(bytes)) = (line.parse::<u32>(), store.data_bytes(DataKind::Prices, name)?) else {
        return Ok(None);
    };
    let Some(columns) = row_of(&bytes, line) else { return Ok(None) };
    let file = store.data_files(DataKind::Prices)?.into_iter().find(|f| f.name == name);
    let about = file.map_or_else(String::new, |f| {
        format!("; layout {}, counts from {}, imported {}, blake3 {}", f.form, f.released, f.received, f.hash)
    });
    let table: Table = store.data(DataKind::Prices, name)?;
    let mut from: Vec<Node> = table.series.iter().flat_map(|s| read_as(s, line, id)).collect();
    let written = columns.iter().filter(|(_, value)| !value.is_empty());
    from.extend(written.map(|(name, value)| Node::new(name.as_str(), "column", value.as_str(), Vec::new())));
    Ok(Some(Node::new(id, "row", format!("{name}, line {line}{about}"), from)))
}

/// The prices of a series that the row tells.
fn read_as(series: &Series, line: u32, id: &str) -> Vec<Node> {
    let key = &series.key;
    let of_row = series.prices.iter().filter(|p| p.row == line);
    of_row
        .map(|p| {
            let names = [key.market.as_str(), &key.commodity, &key.price_type, key.nature.as_str()];
            let name = names.into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>().join(", ");
            let flags = p.flags.names();
            let flags =
                if flags.is_empty() { String::new() } else { format!("; flagged {}", flags.join(", ")) };
            let (price, told) = (p.price / key.unit.amount, &key.unit.told);
            let text = format!(
                "{name}: {price} {} per {told} ({} per {}) on {}{flags}",
                key.currency,
                p.price,
                key.unit.written,
                date_of(p.day)
            );
            Node::new(id, "price", text, Vec::new())
        })
        .collect()
}
