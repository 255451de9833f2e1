//! The fields of a form.

/// The fields of a form, in their order.
#[derive(Clone, Debug)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// Reads a form as browsers send it. Line breaks are one character here.
    pub fn read(bytes: &[u8]) -> Self {
        let text = |s: std::borrow::Cow<'_, str>| s.replace("\r\n", "\n");
        Self(form_urlencoded::parse(bytes).map(|(k, v)| (k.into_owned(), text(v))).collect())
    }

    /// A field that holds something.
    pub fn text(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().find(|(n, v)| n == name && !v.trim().is_empty());
        found.map(|(_, value)| value.trim())
    }

    /// All fields, for a page that shows the form again.
    pub fn all(&self) -> &[(String, String)] {
        &self.0
    }

    /// The fields that are parameters of pages.
    pub fn query(&self) -> Vec<(String, String)> {
        self.0
            .iter()
            .filter(|(name, _)| matches!(name.as_str(), "as_of" | "offset" | "because"))
            .cloned()
            .collect()
    }

    /// The words of a list, set apart by semicolons, commas or lines.
    pub fn list(&self, name: &str) -> Vec<String> {
        let given = self.0.iter().filter(|(n, _)| n == name);
        let words = given.flat_map(|(_, value)| value.split([';', ',', '\n']));
        words.map(str::trim).filter(|w| !w.is_empty()).map(str::to_owned).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_browsers_send_them() {
        let fields =
            Fields::read(b"why=a%0D%0Ab+c&place=Kita%3B+%C3%89l%C3%A9&place=&x=%FF&as_of=2025-09-01");
        assert_eq!(fields.text("why"), Some("a\nb c"));
        assert_eq!(fields.list("place"), ["Kita", "Élé"]);
        assert_eq!((fields.text("none"), fields.query().len()), (None, 1));
    }
}
