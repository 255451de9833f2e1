//! Which parts a letter has, in which order: the case says so.

use crate::Titles;
use serde::{Deserialize, Serialize};

/// A section that the program fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Content {
    /// Five lines, with what changed since the last letter.
    Summary,
    /// An analyst's key judgements.
    Judgements,
    /// Status board of corridors, map and strip.
    Corridors,
    /// Dated events.
    Chronology,
    /// Constraints with every status told.
    Constraints,
    /// Contradictions.
    Contradictions,
    /// Figures as told.
    Figures,
    /// Days of cover and flows.
    Supply,
    /// Market prices.
    Prices,
    /// Economic sites hit or closed.
    Interests,
    /// Displacement and food insecurity.
    People,
    /// Effects told.
    Effects,
    /// Cross-border risks.
    Neighbours,
    /// Forecasts with their record.
    Outlook,
    /// Latent tensions and mediation.
    Tensions,
    /// Recommendations by addressee, with the fate of earlier ones.
    Responses,
    /// Statements and assessments.
    Statements,
    /// Background.
    Context,
    /// Told, but not established.
    Reserved,
    /// What is not known.
    Gaps,
    /// How documents became what the letter says, in a few lines.
    Method,
    /// Sources with their grades.
    Sources,
}

/// A part of the letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutlinePart {
    /// Its name in the case: an analyst's text for it is the file of that name.
    pub id: String,
    /// Its heading.
    pub title: Titles,
    /// What it holds, in order.
    pub holds: Vec<Content>,
}

/// An analyst's own text for a part, as Markdown, in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnalystText {
    /// Name of the part.
    pub part: String,
    /// BCP 47 tag.
    pub lang: String,
    /// The text.
    pub markdown: String,
}
