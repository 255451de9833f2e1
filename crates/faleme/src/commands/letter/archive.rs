//! Letters issued so far, and the number of the next: the same findings keep theirs, any change has the next.

use super::changes;
use crate::store::{Issued, Store};
use anyhow::{Context, Result, bail};
use base::{Date, Tlp};
use letter::{Finding, Findings};

/// Letters issued, the newest first.
pub struct Archive<'s> {
    store: &'s Store,
    letters: Vec<Issued>,
}

/// Findings with their number.
pub struct Numbered {
    /// The number; `None` for a draft.
    pub number: Option<u64>,
    /// The findings.
    pub findings: Findings,
    /// The same as kept.
    pub json: String,
    /// Whether they were issued before.
    pub again: bool,
}

impl<'s> Archive<'s> {
    /// All letters of a ledger.
    pub fn load(store: &'s Store) -> Result<Self> {
        Ok(Self { store, letters: store.issued_letters()? })
    }

    /// Findings of a letter; `None` where a redaction withdrew it, or another program's layout cannot be read.
    fn read(&self, number: u64) -> Option<Findings> {
        serde_json::from_str(&self.store.letter_findings(number).ok()??).ok()
    }

    /// Every letter, the newest first.
    pub fn all(&self) -> &[Issued] {
        &self.letters
    }

    /// Day and marking of a letter.
    pub fn head(&self, number: u64) -> Result<(Date, Option<Tlp>)> {
        let found = self.letters.iter().find(|l| l.number == number);
        let letter = found.with_context(|| format!("no letter {number} was issued{}", self.known()))?;
        Ok((letter.as_of, letter.tlp))
    }

    fn known(&self) -> String {
        match self.letters.first() {
            Some(last) => format!(": the last one is {}", last.number),
            None => ": none was yet".to_owned(),
        }
    }

    /// The last letter of a day or before it that readers of a marking had, with its findings.
    pub fn before(&self, day: Date, tlp: Tlp) -> Option<(u64, Findings)> {
        let mut earlier = self.letters.iter().filter(|l| l.as_of <= day && l.tlp == Some(tlp));
        earlier.find_map(|l| Some((l.number, self.read(l.number)?)))
    }

    /// A draft beside the last letter.
    pub fn draft(&self, mut findings: Findings) -> Result<Numbered> {
        let last = self.before(findings.masthead.as_of.0, findings.masthead.tlp);
        changes::since(&mut findings, last.as_ref());
        findings.masthead.draft = true;
        let json = written(&findings)?;
        Ok(Numbered { number: None, findings, json, again: false })
    }

    /// The findings under their number: that of the last letter for this day and marking where nothing changed, else the
    /// next one.
    pub fn number(&self, mut findings: Findings, corrects: Option<u64>) -> Result<Numbered> {
        let (day, tlp) = (findings.masthead.as_of.0, findings.masthead.tlp);
        // Read back: what is kept was written and read once.
        let core = core(serde_json::from_str(&written(&findings)?).context("reading the findings back")?);
        let mut same = self.letters.iter().filter(|l| l.as_of == day && l.tlp == Some(tlp));
        let last = same.find_map(|l| Some((l.number, self.read(l.number)?)));
        if let Some((last, kept)) = last
            && self::core(kept.clone()) == core
        {
            let same = corrects.is_none_or(|n| kept.masthead.corrects.map(u64::from) == Some(n));
            if !same {
                bail!("letter {last} says just the same: there is nothing to correct");
            }
            let json = self.store.letter_findings(last)?.unwrap_or_default();
            return Ok(Numbered { number: Some(last), findings: kept, json, again: true });
        }
        let next = self.letters.first().map_or(1, |l| l.number + 1);
        let number = |n: u64| u32::try_from(n).context("too many letters");
        let previous = match corrects {
            None => self.before(day, tlp),
            Some(n) => self.read(n).map(|f| (n, f)),
        };
        changes::since(&mut findings, previous.as_ref());
        findings.masthead.number = Some(number(next)?);
        findings.masthead.corrects = corrects.map(number).transpose()?;
        let json = written(&findings)?;
        Ok(Numbered { number: Some(next), findings, json, again: false })
    }
}

fn written(findings: &Findings) -> Result<String> {
    Ok(serde_json::to_string_pretty(findings).context("writing the findings")? + "\n")
}

/// What a letter says, without what follows from its place in the row of letters.
fn core(mut of: Findings) -> Findings {
    of.masthead.number = None;
    of.masthead.corrects = None;
    of.changes = None;
    of.notes.retain(|note| !changes::is_of_letter(note.id.as_str()));
    for response in &mut of.responses {
        let mut content = response.content().clone();
        content.new = false;
        if let Ok(same) = Finding::new(response.id(), content, response.notes().to_vec()) {
            *response = same;
        }
    }
    of
}
