//! The tables of a file, taken one by one.

use super::text::Text;
use base::Issue;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;
use toml::de::DeValue;

/// The tables of a file, each still to be read.
pub struct Parts<'i>(pub BTreeMap<String, Spanned<DeValue<'i>>>);

impl<'i> Parts<'i> {
    /// The entries of a list.
    pub fn list<T: for<'de> Deserialize<'de>>(&mut self, name: &str, text: &mut Text<'_>) -> Vec<Spanned<T>> {
        let Some(value) = self.0.remove(name) else { return Vec::new() };
        let at = value.span().start;
        let DeValue::Array(entries) = value.into_inner() else {
            let issue = Issue::error("supply.layout", format!("`{name}` is a list of tables"));
            text.tell(at, issue.help(format!("write [[{name}]]")));
            return Vec::new();
        };
        entries.into_iter().filter_map(|e| text.entry(&format!("[[{name}]]"), e)).collect()
    }

    /// The values of a table by key, those that can be read.
    pub fn table(&mut self, name: &str, text: &mut Text<'_>) -> Vec<(Spanned<String>, Spanned<DeValue<'i>>)> {
        let Some(value) = self.0.remove(name) else { return Vec::new() };
        let at = value.span().start;
        let DeValue::Table(table) = value.into_inner() else {
            let issue = Issue::error("supply.layout", format!("`{name}` is a table"));
            text.tell(at, issue.help(format!("write [{name}]")));
            return Vec::new();
        };
        let owned =
            |key: Spanned<std::borrow::Cow<'_, str>>| Spanned::new(key.span(), key.into_inner().into_owned());
        let mut keys: Vec<_> = table.into_iter().map(|(key, value)| (owned(key), value)).collect();
        keys.sort_by_key(|(key, _)| key.span().start);
        keys
    }
}
