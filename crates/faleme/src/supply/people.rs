//! What imported tables of people say of the districts of the zones.

use crate::output::Output;
use crate::store::{DataFile, DataKind, Store};
use anyhow::Result;
use base::Date;
use supply::Tables;
use supply::people::{Area, District, People, Source, describe};

/// The districts of the tables' zones, as known on a day; none where no table of people was imported by then.
pub fn areas(store: &Store, tables: &Tables, day: Date, out: Output) -> Result<Vec<Area>> {
    let mut districts: Vec<District> = Vec::new();
    for zone in &tables.zones {
        for name in &zone.admin2 {
            let of = vec![format!("zone {}", zone.name)];
            districts.push(District { admin2: Some(name.clone()), of, ..District::default() });
        }
    }
    let files: Vec<DataFile> =
        store.data_files(DataKind::People)?.into_iter().filter(|f| f.released <= day).collect();
    // Without a district, all areas of the files would be told.
    if districts.is_empty() || files.is_empty() {
        return Ok(Vec::new());
    }
    let read: Vec<People> =
        files.iter().map(|f| store.data(DataKind::People, &f.name)).collect::<Result<_>>()?;
    let with = files.iter().zip(&read);
    let sources: Vec<Source<'_>> =
        with.map(|(f, people)| Source { name: &f.name, released: f.released, people }).collect();
    let told = describe(&sources, &districts, day);
    told.issues.iter().for_each(|issue| out.issue(issue));
    Ok(told.areas)
}
