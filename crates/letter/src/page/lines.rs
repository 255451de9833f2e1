//! One occurrence as one line.

use super::desk::Desk;
use super::numbering::Call;
use crate::words::{count, quoted, say_amount, say_date};
use crate::{Amount, Finding, Kind, NoteId, Occurrence, Support, Words};
use base::Modality;
use serde::Serialize;

/// Words with the language they are in.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Spoken {
    pub text: String,
    pub lang: String,
}

impl Spoken {
    /// Quoted with the marks of its language.
    pub(super) fn quote(words: &Words) -> Self {
        Self { text: quoted(&words.text, &words.lang), lang: words.lang.clone() }
    }

    pub(super) fn plain(words: &Words) -> Self {
        Self { text: words.text.clone(), lang: words.lang.clone() }
    }
}

/// A number and what it is a share of.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Counted {
    pub value: String,
    pub lang: String,
    pub of: Option<Spoken>,
}

/// How sure: origins and documents in words, and the Admiralty grade.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Sure {
    pub words: String,
    pub grade: String,
    pub meaning: String,
}

/// One line of a list.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Line {
    pub anchor: String,
    pub id: String,
    pub when: Option<String>,
    pub kind: Kind,
    pub what: String,
    pub place: String,
    pub who: String,
    pub target: Option<Spoken>,
    pub target_label: String,
    pub amounts: Vec<Counted>,
    pub modality: Option<String>,
    pub sure: Sure,
    pub calls: Vec<Call>,
}

impl Desk<'_> {
    /// The line of an occurrence; `anchor` is unique on the page.
    pub(super) fn line(&mut self, anchor: String, finding: &Finding<Occurrence>) -> Line {
        let of = finding.content();
        let target = self.target(of);
        Line {
            anchor,
            id: finding.id().to_owned(),
            when: of.date.map(|d| say_date(self.messages, &d)),
            kind: of.kind,
            what: self.messages.name("type", &of.subject),
            place: self.places(&of.places),
            who: self.who(of),
            target_label: self.messages.say(if of.kind == Kind::Incident { "target" } else { "concerns" }),
            target,
            amounts: of.amounts.iter().map(|a| self.counted(a)).collect(),
            modality: self.modality(of),
            sure: self.sure(&of.support),
            calls: self.cite(finding.notes()),
        }
    }

    /// Calls footnotes.
    pub(super) fn cite(&mut self, notes: &[NoteId]) -> Vec<Call> {
        self.numbering.call(notes)
    }

    fn who(&self, of: &Occurrence) -> String {
        if of.actors.is_empty() {
            return String::new();
        }
        let key = if of.kind == Kind::Statement { "by-sayer" } else { "by" };
        self.messages.tell(key, [("actors", self.messages.actors(&of.actors).into())])
    }

    fn target(&self, of: &Occurrence) -> Option<Spoken> {
        let class = || {
            let text = self.messages.word("target", of.target_class?);
            Some(Spoken { text, lang: self.messages.lang.tag().to_owned() })
        };
        of.target.as_ref().map(Spoken::plain).or_else(class)
    }

    /// Said unless it is plainly asserted; a statement that is an assessment says so by its type.
    fn modality(&self, of: &Occurrence) -> Option<String> {
        let silent = of.modality == Modality::Asserted
            || (of.kind == Kind::Statement && of.modality == Modality::Assessed)
            || (of.modality == Modality::Announced && of.subject.ends_with("_announced"));
        (!silent).then(|| self.messages.word("modality", of.modality))
    }

    pub(super) fn counted(&self, amount: &Amount) -> Counted {
        Counted {
            value: say_amount(self.messages, amount),
            lang: self.messages.lang.tag().to_owned(),
            of: amount.of.as_ref().map(Spoken::quote),
        }
    }

    pub(super) fn sure(&self, support: &Support) -> Sure {
        let (letter, digit) = (support.reliability.to_string(), support.credibility.grade().to_string());
        let meaning = self.messages.tell(
            "grade-title",
            [
                ("letter", letter.as_str().into()),
                ("reliability", self.messages.name("reliability", &letter).into()),
                ("digit", digit.as_str().into()),
                ("credibility", self.messages.name("credibility", &digit).into()),
            ],
        );
        Sure { words: self.support(support), grade: format!("{letter}{digit}"), meaning }
    }

    /// "one origin", "2 origins", "3 documents, 1 origin".
    fn support(&self, support: &Support) -> String {
        let (origins, documents) = (count(support.origins), count(support.documents));
        match (support.origins, support.documents) {
            (1, 1) => self.messages.say("support-one"),
            (o, d) if o == d => self.messages.tell("support-origins", [("origins", origins)]),
            _ => self.messages.tell("support-copies", [("origins", origins), ("documents", documents)]),
        }
    }
}
