//! The steps from an id down to quotes, documents, citations and decisions.

use super::node::{Node, place};
use super::parameter::{PARAMETER, parameter};
use super::share::{self, Share};
use super::{forecast, prices, rows};
use crate::case::Case;
use crate::commands::figures;
use crate::commands::review::{describe, things};
use crate::on_day::of_holdings;
use crate::show::{Blur, interval, is_coarse, months, shown_date, word};
use crate::store::{FORECAST, Redaction, Store};
use crate::view::View;
use anyhow::Result;
use base::{CharIndex, ClaimId, ConstraintId, DocumentId, Span};
use events::{Action, Cited, Constraint, Contradiction, Event, Mention, RowRef};
use evidence::{Citation, Claim, Document};
use std::collections::BTreeSet;
use std::path::Path;

/// Follows ids through one view of a case.
pub struct Trail<'a> {
    pub store: &'a Store,
    pub case: &'a Case,
    pub view: &'a View,
    pub dir: &'a Path,
    share: Option<Share<'a>>,
}

impl<'a> Trail<'a> {
    /// A trail through `view`.
    pub fn new(store: &'a Store, case: &'a Case, view: &'a View, dir: &'a Path) -> Self {
        Self { store, case, view, dir, share: None }
    }

    /// The same, for those to whom only what may be handed on is shown.
    pub fn sharing(self, blur: &'a Blur) -> Self {
        Self { share: Some(Share::of(self.view, &self.case.vocabulary, blur)), ..self }
    }

    /// Whether only what may be handed on is shown.
    pub fn shares(&self) -> bool {
        self.share.is_some()
    }

    /// The steps behind an id of any kind; `None` if nothing is called so.
    pub fn follow(&self, id: &str) -> Result<Option<Node>> {
        if let Some(redaction) = self.store.redactions()?.into_values().find(|r| r.id == id) {
            return Ok(Some(redacted(&redaction)));
        }
        if let Some(node) = prices::node(self.store, id)? {
            return Ok(Some(node));
        }
        let view = self.view;
        if let Some(claim) = view.claims.iter().find(|c| c.id.as_str() == id) {
            return self.claim(claim).map(Some);
        }
        if let Some(event) = view.resolution.events.iter().find(|e| e.id.as_str() == id) {
            return self.event(event).map(Some);
        }
        if let Some(contradiction) = view.resolution.contradictions.iter().find(|c| c.id.as_str() == id) {
            if self.share.as_ref().is_some_and(|s| !s.tells(contradiction)) {
                return Ok(None);
            }
            return self.contradiction(contradiction).map(Some);
        }
        if let Some(at) = rows::named(&view.tables, id) {
            return self.row(&at);
        }
        if id.starts_with(PARAMETER) {
            return if self.shares() { Ok(None) } else { parameter(self.dir, id) };
        }
        if id.starts_with(FORECAST) {
            return forecast::node(self.store, id);
        }
        if id.starts_with(ConstraintId::PREFIX) {
            let found = of_holdings(view, self.case, None, events::constraints);
            return found.iter().find(|c| c.id.as_str() == id).map(|c| self.constraint(c)).transpose();
        }
        if let Some(document) = view.documents.iter().find(|d| d.id.as_str() == id) {
            return Ok(Some(self.document(document)));
        }
        if let Some(origin) = view.origins.origins.iter().find(|o| o.id.as_str() == id) {
            return Ok(Some(self.origin(origin)));
        }
        if let Some(decision) = view.decisions.iter().find(|d| format!("dec-{}", d.number) == id) {
            return if self.shares() { Ok(None) } else { self.decided(decision).map(Some) };
        }
        let cited = view.documents.iter().flat_map(|d| d.citations.iter().map(move |c| (d, c)));
        if let Some((document, citation)) = cited.into_iter().find(|(_, c)| c.id.as_str() == id) {
            return self.citation(document, citation).map(Some);
        }
        if let Some(told) = super::people::row(self.store, id)? {
            return Ok(Some(told));
        }
        if let Some(told) = super::neighbours::report(self.dir, self.case, id)? {
            return Ok(Some(told));
        }
        if let Some(held) = super::letters::node(self.store, &|id| self.follow(id), id)? {
            return Ok(Some(held));
        }
        if !self.shares()
            && let Some(written) = super::entry::node(self.dir, id)?
        {
            return Ok(Some(written));
        }
        if let Some(found) = self.several(id)? {
            return Ok(Some(found));
        }
        if let Some(found) = self.passage(id)? {
            return Ok(Some(found));
        }
        super::letters::line(self.store, &|id| self.follow(id), id)
    }

    /// Rows that one footnote names together: `people/FILE:3-5,9`, `ucdp/24.1/1001,1002+7`, or a release as a whole.
    fn several(&self, id: &str) -> Result<Option<Node>> {
        if let Some(release) = rows::release(self.store, &self.view.tables, id)? {
            return Ok(Some(release));
        }
        let Some((ids, more)) = rows::listed(id) else { return Ok(None) };
        let mut from = Vec::new();
        for one in &ids {
            let at = rows::at(&self.view.tables, one);
            let row = at.map(|at| self.row(&at)).transpose()?.flatten();
            let row = match row {
                Some(row) => Some(row),
                None => prices::node(self.store, one)?,
            };
            from.extend(match row {
                Some(row) => Some(row),
                None => super::people::row(self.store, one)?,
            });
        }
        let text = match more {
            0 => format!("{} of {}", from.len(), ids.len()),
            more => format!("{} of {}", from.len(), ids.len() + more),
        };
        Ok((!from.is_empty()).then(|| Node::new(id, "rows", text, from)))
    }

    fn claim(&self, claim: &Claim) -> Result<Node> {
        let standing = self.view.resolution.standings.iter().find(|s| s.claim == claim.id);
        if self.share.as_ref().is_some_and(|s| s.withholds(claim, standing.map(|s| &s.event))) {
            return Ok(share::claim(claim.id.as_str()));
        }
        let mut from = vec![self.quote(&claim.document, claim.span, &claim.quote)?];
        let document = self.view.documents.iter().find(|d| d.id == claim.document);
        from.extend(document.map(|d| self.document(d)));
        for citation in document.iter().flat_map(|d| &d.citations).filter(|c| claim.citations.contains(&c.id))
        {
            if let Some(document) = document {
                from.push(self.citation(document, citation)?);
            }
        }
        if !self.shares() {
            from.extend(self.decisions(&claim.id));
        }
        for check in figures::checks(self.case, self.dir, self.view, |c| c.id == claim.id)? {
            from.push(Node::new(claim.id.as_str(), "figure check", figures::sentence(&check), Vec::new()));
        }
        Ok(Node::new(claim.id.as_str(), "claim", self.summary(claim), from))
    }

    fn summary(&self, claim: &Claim) -> String {
        let mut parts =
            vec![format!("{} {}", word(&claim.kind), claim.claim_type), claim.modality.as_str().into()];
        parts.extend(claim.date.map(|d| interval(&d)));
        let places: Vec<&str> = match &self.share {
            Some(share) => share.handed().places(&claim.places, None, false).iter().map(|p| p.name).collect(),
            None => claim.places.iter().map(|p| p.name.as_str()).collect(),
        };
        parts.extend((!places.is_empty()).then(|| places.join(", ")));
        let may = |name: &String| self.share.as_ref().is_none_or(|s| s.handed().may_name(name));
        parts.extend(claim.actor.clone().filter(may));
        if let Some(s) = self.view.resolution.standings.iter().find(|s| s.claim == claim.id) {
            parts.push(format!("{}{} ({})", s.reliability, s.credibility.grade(), s.reason));
        }
        parts.push(format!("rule {}", claim.rule));
        parts.join("; ")
    }

    fn quote(&self, document: &DocumentId, span: Span, quote: &str) -> Result<Node> {
        let id = format!("{document}@{}-{}", span.start, span.end);
        if let Some(share) = &self.share {
            // The paragraph around it is more of the text than may be handed on.
            let words = if share.touches(document, span) { share::WITHHELD } else { quote };
            return Ok(Node::new(id, "quote", words, Vec::new()));
        }
        let mut node = Node::new(id, "quote", quote, Vec::new());
        node.place = self.store.document(document)?.and_then(|kept| place(&kept.document, span));
        Ok(node)
    }

    fn event(&self, event: &Event) -> Result<Node> {
        let claims = self.view.claims.iter().filter(|c| event.claims.contains(&c.id));
        let hidden = self.share.as_ref().is_some_and(|s| s.hides(&event.id));
        let claim = |c: &Claim| if hidden { Ok(share::claim(c.id.as_str())) } else { self.claim(c) };
        let mut from = claims.map(claim).collect::<Result<Vec<_>>>()?;
        // Decisions on the whole event stand with its claims; a reader looks for them here as well.
        let mut said: BTreeSet<String> = BTreeSet::new();
        from.retain(|node| said.insert(node.id.clone()));
        for at in &event.rows {
            from.extend(self.row(at)?);
        }
        // The event's own line stays as other commands show it; the quotes below it are the case's own documents.
        let shown = |p: &&evidence::ClaimPlace| !event.shows_positions() || is_coarse(p);
        let places: Vec<&str> = match &self.share {
            Some(share) => {
                share.handed().places(&event.places, Some(event), hidden).iter().map(|p| p.name).collect()
            }
            None => event.places.iter().filter(shown).map(|p| p.name.as_str()).collect(),
        };
        let date = if hidden { event.date.and_then(months) } else { shown_date(event) };
        let text = format!(
            "{} {}; {}; {}; {}; credibility {} ({}); {} origins",
            word(&event.kind),
            event.claim_type,
            date.map_or("undated".into(), |d| interval(&d)),
            places.join(", "),
            event.modality.as_str(),
            event.credibility.grade(),
            event.reason,
            event.origins.len(),
        );
        Ok(Node::new(event.id.as_str(), "event", text, from))
    }

    fn row(&self, at: &RowRef) -> Result<Option<Node>> {
        if self.share.as_ref().is_some_and(|s| s.hides_row(at)) {
            return Ok(None);
        }
        if self.shares() {
            return Ok(rows::to_share(&self.view.tables, at));
        }
        let node = rows::node(self.store, &self.view.tables, at)?;
        Ok(node.map(|mut node| {
            let key = at.key();
            let about = self.view.decisions.iter().filter(|d| things(&d.action).1.contains(&&key));
            node.from.extend(about.map(|d| self.decision(d)));
            node
        }))
    }

    fn contradiction(&self, contradiction: &Contradiction) -> Result<Node> {
        let mut from = Vec::new();
        let hidden = self.share.as_ref().is_some_and(|s| contradiction.events.iter().any(|e| s.hides(e)));
        let mention = |m: &Mention| match &m.claim {
            Some(claim) if hidden => Ok(share::claim(claim.as_str())),
            None if hidden => Ok(share::claim(m.document.as_str())),
            _ => self.mention(m),
        };
        for (number, side) in contradiction.sides.iter().enumerate() {
            let mentions = side.mentions.iter().map(mention).collect::<Result<Vec<_>>>()?;
            let id = format!("{}/{}", contradiction.id, number + 1);
            from.push(Node::new(id, "side", side.value.clone(), mentions));
        }
        let text = format!(
            "{} ({}): {}",
            word(&contradiction.kind),
            word(&contradiction.severity),
            if hidden { share::WITHHELD } else { &contradiction.summary }
        );
        Ok(Node::new(contradiction.id.as_str(), "contradiction", text, from))
    }

    /// The steps told of a constraint. Where words are withheld, the claim is named and not followed.
    fn constraint(&self, constraint: &Constraint) -> Result<Node> {
        let mut from = Vec::new();
        for (number, step) in constraint.history.iter().enumerate() {
            let date = step.date.map_or("undated".into(), |d| interval(&d));
            let text = format!("{}; {date}; {}", word(&step.status), step.by.join(", "));
            let claim = |cited: &Cited| match self.view.claims.iter().find(|c| c.id == cited.claim) {
                Some(claim) if cited.quote.is_some() => self.claim(claim),
                _ => Ok(Node::new(cited.claim.as_str(), "claim", "words withheld", Vec::new())),
            };
            let claims = step.evidence.iter().map(claim).collect::<Result<Vec<_>>>()?;
            from.push(Node::new(format!("{}/{}", constraint.id, number + 1), "step", text, claims));
        }
        let disputed = if constraint.disputed { ", disputed" } else { "" };
        let text = format!("{} {}{disputed}", word(&constraint.kind), word(&constraint.status));
        Ok(Node::new(constraint.id.as_str(), "constraint", text, from))
    }

    fn mention(&self, mention: &Mention) -> Result<Node> {
        if let Some(node) = mention.row.as_ref().map(|at| self.row(at)).transpose()?.flatten() {
            return Ok(node);
        }
        let claim = mention.claim.as_ref().and_then(|id| self.view.claims.iter().find(|c| c.id == *id));
        match claim {
            Some(claim) => self.claim(claim),
            None => self.quote(&mention.document, mention.span, &mention.quote),
        }
    }

    fn document(&self, document: &Document) -> Node {
        let parts = [
            Some(document.name.clone()),
            match &self.share {
                Some(share) => {
                    Some(share.handed().title(document).to_owned()).filter(|t| *t != document.name)
                }
                None => document.title.clone(),
            },
            document.publisher.clone(),
            document.published.map(|d| d.to_string()),
            document.url.clone(),
            document.licence.clone(),
            Some(document.tlp.as_str().to_owned()),
            Some(format!("blake3 {}", document.hash)),
        ];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join("; ");
        let graded = self.case.source(document).map(|s| {
            Node::new(
                s.name.clone(),
                "source",
                format!("reliability {}: {}", s.reliability, s.reason),
                Vec::new(),
            )
        });
        Node::new(document.id.as_str(), "document", text, graded.into_iter().collect())
    }

    fn origin(&self, origin: &evidence::Origin) -> Node {
        let mut from: Vec<Node> = self
            .view
            .documents
            .iter()
            .filter(|d| origin.documents.contains(&d.id))
            .map(|d| self.document(d))
            .collect();
        let relations = self.view.origins.relations.iter().filter(|r| origin.documents.contains(&r.from));
        from.extend(relations.map(|r| {
            let text = format!(
                "{} of {} (score {:.2}, {} passages)",
                word(&r.kind),
                r.to,
                r.score,
                r.passages.len()
            );
            Node::new(r.from.as_str(), "relation", text, Vec::new())
        }));
        Node::new(
            origin.id.as_str(),
            "origin",
            format!("{} documents count once", origin.documents.len()),
            from,
        )
    }

    fn citation(&self, document: &Document, citation: &Citation) -> Result<Node> {
        let kept = self.store.document(&document.id)?;
        let text = kept.as_ref().map_or("", |k| k.document.text.as_str());
        let printed = text.get(citation.range.clone()).unwrap_or(&citation.label);
        let span = (!text.is_empty()).then(|| CharIndex::new(text).span(&citation.range));
        let mut from = Vec::new();
        if let Some(span) = span {
            from.push(self.quote(&document.id, span, printed)?);
        }
        from.push(self.document(document));
        let known = [
            Some(format!("note {}", citation.number)),
            citation.publisher.clone(),
            citation.date.map(|d| interval(&d)),
            citation.title.clone(),
            citation.url.clone(),
        ];
        let text = known.into_iter().flatten().collect::<Vec<_>>().join("; ");
        Ok(Node::new(citation.id.as_str(), "citation", text, from))
    }

    fn decisions(&self, claim: &ClaimId) -> Vec<Node> {
        let on = self.view.decisions.iter().filter(|d| things(&d.action).0.contains(&claim));
        on.map(|d| self.decision(d)).collect()
    }

    fn decision(&self, decision: &events::Decision) -> Node {
        let taken_back =
            self.view.decisions.iter().filter(
                |d| matches!(d.action, Action::Undo { decision: number } if number == decision.number),
            );
        let from = taken_back.map(|d| self.decision(d)).collect();
        let events::Decision { number, on, by, why, action } = decision;
        Node::new(
            format!("dec-{number}"),
            "decision",
            format!("{} by {by} on {on}: {why}", describe(action)),
            from,
        )
    }

    fn decided(&self, decision: &events::Decision) -> Result<Node> {
        let mut node = self.decision(decision);
        for claim in self.view.claims.iter().filter(|c| things(&decision.action).0.contains(&&c.id)) {
            node.from.push(self.quote(&claim.document, claim.span, &claim.quote)?);
        }
        Ok(node)
    }

    /// `doc-…@120-168`: a quote that no claim stands behind, as a footnote may name it.
    fn passage(&self, id: &str) -> Result<Option<Node>> {
        let parsed = id.split_once(['@', ':']).and_then(|(document, span)| {
            let (start, end) = span.split_once('-')?;
            Some((DocumentId::parse(document), Span { start: start.parse().ok()?, end: end.parse().ok()? }))
        });
        let Some((id, span)) = parsed else { return Ok(None) };
        // Any passage would be the whole text, bit by bit.
        let told = || self.view.claims.iter().any(|c| c.document == id && c.span == span);
        if self.shares() && !told() {
            return Ok(None);
        }
        let Some(kept) = self.store.document(&id)? else { return Ok(None) };
        let range = CharIndex::new(&kept.document.text).bytes(span);
        let Some(quote) = range.and_then(|r| kept.document.text.get(r)) else { return Ok(None) };
        let mut node = self.quote(&id, span, quote)?;
        node.from.push(self.document(&kept.document));
        Ok(Some(node))
    }
}

fn redacted(redaction: &Redaction) -> Node {
    let Redaction { id, hash, on, by, why } = redaction;
    Node::new(id.clone(), "redaction", format!("redacted on {on} by {by}: {why} (blake3 {hash})"), Vec::new())
}
