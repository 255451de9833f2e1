//! One occurrence as one line.

use super::desk::Desk;
use crate::sheet::{Inline, Item};
use crate::words::{count, say_amount, say_date};
use crate::{Amount, Finding, Kind, NoteId, Occurrence, Section, Support};
use base::Modality;

/// Between the pieces of a line.
pub(super) const SEP: &str = " · ";

impl Desk<'_> {
    /// The line of an occurrence; `anchor` is unique on the sheet.
    pub(super) fn line(&mut self, anchor: String, finding: &Finding<Occurrence>) -> Item {
        let of = finding.content();
        let mut says = vec![Inline::Strong(self.messages.name("type", &of.subject))];
        if let Some(modality) = self.modality(of) {
            says.extend([Inline::text(" "), Inline::Reserve(format!("({modality})"))]);
        }
        for words in [self.places(&of.places), self.who(of)].into_iter().filter(|w| !w.is_empty()) {
            says.push(Inline::Text(format!("{SEP}{words}")));
        }
        says.extend(self.target(of));
        says.extend(self.amounts(&of.amounts, SEP));
        says.extend(self.said(of, finding.notes()));
        says.push(self.cite(finding.notes()));
        Item {
            id: Some(anchor),
            lead: Some(
                of.date.map_or_else(|| self.messages.say("date-unknown"), |d| say_date(self.messages, &d)),
            ),
            says,
            meta: self.meta(&of.support, finding.id()),
            under: Vec::new(),
        }
    }

    /// The words of a statement, and of what is told but not as a fact: its kind alone says too little. What is recommended
    /// stands in its own table.
    fn said(&self, of: &Occurrence, notes: &[NoteId]) -> Vec<Inline> {
        let tells = of.kind == Kind::Statement || of.section() == Section::Reserved;
        let first = notes.first().filter(|_| tells && of.subject != "recommendation");
        let words = first.and_then(|id| self.numbering.note(id)?.quote()?.quote.as_ref());
        let quoted = words.map(|w| Inline::Quote { text: w.text.clone(), lang: w.lang.clone() });
        quoted.into_iter().flat_map(|quote| [Inline::text(SEP), quote]).collect()
    }

    /// Calls footnotes.
    pub(super) fn cite(&mut self, notes: &[NoteId]) -> Inline {
        Inline::Call(self.numbering.call(notes))
    }

    /// Support, grade and id.
    pub(super) fn meta(&self, support: &Support, id: &str) -> Vec<Inline> {
        let mut meta = self.sure(support);
        meta.extend([Inline::text(" "), Inline::Id(id.to_owned())]);
        meta
    }

    /// Numbers, `before` each list of them.
    pub(super) fn amounts(&self, amounts: &[Amount], before: &str) -> Vec<Inline> {
        let mut out = Vec::new();
        for (at, amount) in amounts.iter().enumerate() {
            out.push(Inline::text(if at == 0 { before } else { ", " }));
            out.extend(self.amount(amount));
        }
        out
    }

    /// A number and what it is a share of.
    pub(super) fn amount(&self, amount: &Amount) -> Vec<Inline> {
        let mut out = vec![Inline::Strong(say_amount(self.messages, amount))];
        if let Some(of) = &amount.of {
            out.push(Inline::Text(format!(" {} ", self.messages.say("share-of"))));
            out.push(Inline::Quote { text: of.text.clone(), lang: of.lang.clone() });
        }
        out
    }

    fn who(&self, of: &Occurrence) -> String {
        if of.actors.is_empty() {
            return String::new();
        }
        let key = if of.kind == Kind::Statement { "by-sayer" } else { "by" };
        self.messages.tell(key, [("actors", self.actors(&of.actors).into())])
    }

    fn target(&self, of: &Occurrence) -> Vec<Inline> {
        let label = self.messages.say(if of.kind == Kind::Incident { "target" } else { "concerns" });
        let named = of.target.as_ref().map(|words| self.named(&words.text));
        let class = || of.target_class.map(|class| self.messages.word("target", class));
        let told = named.or_else(class);
        told.map(|told| Inline::Text(format!("{SEP}{label} {told}"))).into_iter().collect()
    }

    /// Said unless it is plainly asserted; an assessment, an announcement and a denial say so by their type.
    fn modality(&self, of: &Occurrence) -> Option<String> {
        let silent = of.modality == Modality::Asserted
            || (of.kind == Kind::Statement && of.modality == Modality::Assessed)
            || (of.modality == Modality::Announced && of.subject.ends_with("_announced"))
            || (of.modality == Modality::Denied && of.subject == "denial");
        (!silent).then(|| self.messages.word("modality", of.modality))
    }

    /// "one origin B2": origins and documents in words, and the Admiralty grade.
    pub(super) fn sure(&self, support: &Support) -> Vec<Inline> {
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
        let grade = Inline::Grade { grade: format!("{letter}{digit}"), meaning };
        vec![Inline::Soft(self.support(support)), Inline::text(" "), grade]
    }

    /// "one origin", "2 origins", "3 documents, 1 origin".
    pub(super) fn support(&self, support: &Support) -> String {
        let (origins, documents) = (count(support.origins), count(support.documents));
        match (support.origins, support.documents) {
            (1, 1) => self.messages.say("support-one"),
            (o, d) if o == d => self.messages.tell("support-origins", [("origins", origins)]),
            _ => self.messages.tell("support-copies", [("origins", origins), ("documents", documents)]),
        }
    }
}
