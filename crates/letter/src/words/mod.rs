//! How French and English say it: messages, numbers, dates, quotation marks.

mod amount;
mod date;
mod messages;
mod quote;

pub(crate) use amount::{count, plain, say_amount};
pub(crate) use date::{is_long, month_of, say_date, say_month};
pub use messages::Messages;
pub(crate) use messages::{Args, spelled};
pub(crate) use quote::quoted;

use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// A language the letter is printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Lang {
    /// French.
    #[serde(rename = "fr")]
    French,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Lang {
    /// Every language there is.
    pub const ALL: [Self; 2] = [Self::French, Self::English];

    /// BCP 47 tag.
    pub fn tag(self) -> &'static str {
        match self {
            Self::French => "fr",
            Self::English => "en",
        }
    }
}

impl FromStr for Lang {
    type Err = String;
    fn from_str(tag: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|lang| lang.tag() == tag)
            .ok_or_else(|| format!("the letter is printed in fr or en, not `{tag}`"))
    }
}
