//! Words within a block.

/// What a status or level looks like: a sign that differs in shape as well as colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Open, quiet, done.
    Good,
    /// Restricted, rising, under way.
    Watch,
    /// Closed, alarm, lapsed.
    Bad,
    /// Not known.
    Unknown,
}

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub enum Inline {
    /// Words of a message or a value of a finding.
    Text(String),
    /// The same, in strong type.
    Strong(String),
    /// A quote to the letter, in its own language, without its quotation marks.
    Quote {
        /// The words.
        text: String,
        /// BCP 47 tag of their language; `und` where unknown.
        lang: String,
    },
    /// A call of footnotes, by number from 1.
    Call(Vec<usize>),
    /// The id that `faleme why` follows.
    Id(String),
    /// A status or level in a word.
    Badge {
        /// How it looks.
        mark: Mark,
        /// The word.
        word: String,
    },
    /// A reference to another part, item, table or figure of the sheet.
    Link {
        /// Its anchor.
        to: String,
        /// Words.
        text: String,
    },
}

/// Words.
pub fn text(words: impl Into<String>) -> Inline {
    Inline::Text(words.into())
}
