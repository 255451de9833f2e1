//! Words within a block.

/// What a status or level looks like: a sign that differs in shape as well as colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// Open, lifted, quiet, done.
    Good,
    /// Restricted, announced, rising, under way.
    Watch,
    /// Closed, in force, alarm, lapsed.
    Bad,
    /// Denied.
    Denied,
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
    /// The same, in quiet type.
    Soft(String),
    /// How it is put, or another reserve.
    Reserve(String),
    /// Words to the letter, in their own language, without quotation marks.
    Quote {
        /// The words.
        text: String,
        /// BCP 47 tag of their language; `und` where unknown.
        lang: String,
    },
    /// A title of a document, in its own language, without quotation marks.
    Title {
        /// The words.
        text: String,
        /// BCP 47 tag.
        lang: String,
        /// Where it is; only `http` and `https` are linked.
        url: Option<String>,
    },
    /// Calls of footnotes, by number from 1.
    Call(Vec<usize>),
    /// The id that `faleme why` follows.
    Id(String),
    /// An Admiralty grade and what it means.
    Grade {
        /// `B2`.
        grade: String,
        /// In words.
        meaning: String,
    },
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

impl Inline {
    /// Words.
    pub fn text(words: impl Into<String>) -> Self {
        Self::Text(words.into())
    }
}
