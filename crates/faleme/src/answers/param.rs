//! The parameters of a question: requests are checked by them, and the API's document is made of them.

/// A parameter of a question: the API's document and the check of requests are made of it.
pub struct Param {
    /// Its name in the query.
    pub name: &'static str,
    /// What it holds.
    pub takes: Takes,
}

/// What a parameter holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Words.
    Text,
    /// A day, ISO 8601.
    Day,
    /// A whole number.
    Whole,
    /// A number.
    Amount,
    /// One of these.
    OneOf(&'static [&'static str]),
}

/// A parameter in a few words.
pub const fn takes(name: &'static str, takes: Takes) -> Param {
    Param { name, takes }
}
