//! Displacement, food security, population and services of the case's districts.

use super::answer::{Answer, Column, Kind, List, column, items, part};
use super::asked::Asked;
use super::ground::on;
use super::problem::Problem;
use crate::commands::people::{described, districts, services};
use crate::opened::Opened;
use crate::show::PeopleShown;
use crate::store::{DataFile, DataKind};
use serde_json::Value;

const COLUMNS: &[Column] = &[
    column("country", "/country", Kind::Text),
    column("admin1", "/admin1", Kind::Text),
    column("admin2", "/admin2", Kind::Text),
    column("idps", "/idps", Kind::Number),
    column("returnees", "/returnees", Kind::Number),
    column("refugees", "/refugees", Kind::Number),
    column("population", "/population", Kind::Number),
    column("as_of_idps", "/as_of_each/idps", Kind::Date),
];

const SERVICES: &[Column] = &[
    column("admin1", "/admin1", Kind::Text),
    column("admin2", "/admin2", Kind::Text),
    column("month", "/month", Kind::Text),
    column("service", "/service", Kind::Text),
    column("count", "/count", Kind::Text),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS), part("services", SERVICES)];

/// Districts, with the services reported out of use.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let day = on(opened, asked);
    let files = opened.store.data_files(DataKind::People)?;
    let counted: Vec<&DataFile> = files.iter().filter(|f| f.released <= day).collect();
    let wanted = districts(&opened.case, &opened.dir)?;
    let (told, _) = described(&opened.store, &counted, &wanted, day)?;
    let end = events::whole_months(day);
    let services = services(&*opened.view(Some(end))?, &opened.case, end);
    let shown = PeopleShown::new(&told, services, &counted, day);
    let whole = serde_json::to_value(&shown).map_err(anyhow::Error::from)?;
    let list = |key: &str| whole.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let mut answer = Answer::list(&list("areas"), COLUMNS)?.part("services", &list("services"), SERVICES)?;
    for key in ["services_suppressed", "services_as_of", "files", "silent"] {
        answer.about.insert(key.to_owned(), whole.get(key).cloned().unwrap_or_default());
    }
    Ok(answer)
}
