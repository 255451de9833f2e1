//! From a sheet to the shapes that the template reads: words cleaned, anchors and footnotes numbered, pictures tried.

use super::anchors::anchors;
use super::clean::{Cleaner, from_right};
use super::columns::{Column, shares};
use super::fonts;
use super::names::{colour, cut, is_web, list_name, sign, title_size, tongue};
use super::picture;
use super::shape::{self, Word};
use super::world::Desk;
use crate::sheet::{Block, Figure, Inline, Item, List, Part, Row, Sheet, SheetNote, Side, Sides, Table};
use crate::words::quoted;
use base::Issue;
use std::collections::{BTreeMap, BTreeSet};

/// Characters of the title that fit beside the marking at the head of a page.
const RUNNING: usize = 78;
/// Characters of the sides of a contradiction that are kept on one page: a third of it.
const WHOLE: usize = 1200;
/// Headings go this deep: a part and two levels under it.
const DEEPEST: usize = 3;

/// What is told about a sheet that could not be set as it is.
pub(super) struct Written {
    pub letter: shape::Letter,
    pub issues: Vec<Issue>,
}

/// Puts a sheet into the template's shapes.
pub(super) fn write(sheet: &Sheet, desk: &Desk) -> Written {
    let mut writer = Writer::new(sheet, desk);
    let head = writer.head();
    let parts = writer.parts();
    let loose = (1..=sheet.notes.len()).filter(|n| !writer.called.contains(n)).collect();
    let notes = sheet.notes.iter().map(|note| writer.note(note)).collect();
    let fonts = shape::Families { serif: [fonts::SERIF, fonts::SANS], sans: [fonts::SANS, fonts::SERIF] };
    let colophon = writer.clean(&sheet.colophon);
    let contents = writer.or_dash(&sheet.words.contents);
    let letter = shape::Letter {
        lang: sheet.lang.tag(),
        head,
        parts,
        notes,
        loose,
        colophon,
        contents,
        fonts,
        nudge: 0,
    };
    Written { letter, issues: writer.tell() }
}

struct Writer<'a> {
    sheet: &'a Sheet,
    desk: &'a Desk,
    cleaner: Cleaner,
    /// Number of each anchor that something may point at.
    anchors: BTreeMap<&'a str, usize>,
    /// Anchors already set: an anchor that comes twice is set once.
    placed: BTreeSet<usize>,
    called: BTreeSet<usize>,
    lost_links: BTreeSet<&'a str>,
    lost_calls: BTreeSet<usize>,
    issues: Vec<Issue>,
}

impl<'a> Writer<'a> {
    fn new(sheet: &'a Sheet, desk: &'a Desk) -> Self {
        Self {
            sheet,
            desk,
            cleaner: Cleaner::default(),
            anchors: anchors(sheet),
            placed: BTreeSet::new(),
            called: BTreeSet::new(),
            lost_links: BTreeSet::new(),
            lost_calls: BTreeSet::new(),
            issues: Vec::new(),
        }
    }

    fn head(&mut self) -> shape::Head {
        let head = &self.sheet.head;
        let title = self.or_dash(&head.title);
        let tlp = head.tlp.as_str();
        shape::Head {
            running: cut(&title, RUNNING),
            size: title_size(title.chars().count()),
            kicker: self.clean(&head.kicker),
            as_of: self.clean(&head.as_of),
            lines: head.lines.iter().map(|line| self.cleaner.clean(line)).collect(),
            meaning: self.clean(&head.tlp_meaning),
            tlp,
            colour: colour(head.tlp),
            warning: head.warning.as_deref().map(|w| self.clean(w)).filter(|w| !w.trim().is_empty()),
            keywords: vec![tlp.to_owned(), self.clean(&head.kicker), self.clean(&head.as_of)],
            title,
        }
    }

    fn parts(&mut self) -> Vec<shape::Part> {
        let mut out = Vec::new();
        self.sheet.parts.iter().for_each(|part| self.part(part, 1, &mut out));
        out
    }

    fn part(&mut self, part: &'a Part, level: usize, out: &mut Vec<shape::Part>) {
        let anchor = self.place(&part.id);
        let title = self.or_dash(&part.title);
        let blocks = self.blocks(&part.blocks);
        out.push(shape::Part { level: level.min(DEEPEST), anchor, title, blocks });
        part.parts.iter().for_each(|under| self.part(under, level + 1, out));
    }

    fn blocks(&mut self, blocks: &'a [Block]) -> Vec<shape::Block> {
        blocks.iter().map(|block| self.block(block)).collect()
    }

    fn block(&mut self, block: &'a Block) -> shape::Block {
        match block {
            Block::Paragraph(says) => shape::Block::Paragraph { says: self.line(says) },
            Block::Remark(says) => shape::Block::Remark { says: self.line(says) },
            Block::List(List { kind, items }) => {
                shape::Block::List { kind: list_name(*kind), items: self.items(items) }
            }
            Block::Table(table) => shape::Block::Table(self.table(table)),
            Block::Sides(sides) => shape::Block::Sides(self.sides(sides)),
            Block::Figure(figure) => shape::Block::Figure(self.figure(figure)),
            Block::Analyst(blocks) => {
                let label = self.clean(&self.sheet.words.analyst);
                shape::Block::Analyst { label, blocks: self.blocks(blocks) }
            }
        }
    }

    fn items(&mut self, items: &'a [Item]) -> Vec<shape::Item> {
        let mut out = Vec::with_capacity(items.len());
        for item in items {
            let anchor = item.id.as_deref().and_then(|id| self.place(id));
            let lead = item.lead.as_deref().map(|words| self.clean(words));
            let (says, meta) = (self.line(&item.says), self.line(&item.meta));
            out.push(shape::Item { anchor, lead, says, meta, under: self.items(&item.under) });
        }
        out
    }

    fn table(&mut self, table: &'a Table) -> shape::Table {
        let anchor = self.place(&table.id);
        let caption = self.line(&table.caption);
        let mut columns: Vec<Column> = table.columns.iter().map(|c| Column::new(c.share)).collect();
        columns.iter_mut().zip(&table.columns).for_each(|(column, of)| column.count(&of.head));
        let rows = table.rows.iter().map(|row| self.row(row, &mut columns)).collect();
        let numeric = table.columns.iter().map(|column| column.numeric).collect();
        let head = table.columns.iter().map(|column| self.cleaner.clean(&column.head)).collect();
        shape::Table { anchor, caption, shares: shares(&columns), numeric, head, rows }
    }

    fn row(&mut self, row: &'a Row, columns: &mut [Column]) -> shape::Row {
        let anchor = row.id.as_deref().and_then(|id| self.place(id));
        let mut cells = Vec::with_capacity(columns.len());
        for (column, cell) in columns.iter_mut().zip(&row.cells) {
            let lines: Vec<Vec<Word>> = cell.iter().map(|line| self.line(line)).collect();
            lines.iter().for_each(|line| column.count(&plain(line)));
            cells.push(lines);
        }
        cells.resize_with(columns.len(), Vec::new);
        shape::Row { anchor, cells }
    }

    fn sides(&mut self, of: &'a Sides) -> shape::Sides {
        let anchor = self.place(&of.id);
        let (title, about) = (self.or_dash(&of.title), self.clean(&of.about));
        let meta = self.line(&of.meta);
        let sides: Vec<shape::Side> = of.sides.iter().map(|side| self.side(side)).collect();
        let whole = sides.iter().map(length).sum::<usize>() <= WHOLE;
        shape::Sides { anchor, title, meta, about, grave: of.grave, whole, sides }
    }

    fn side(&mut self, side: &'a Side) -> shape::Side {
        let label = self.clean(&side.label);
        let says = self.line(&side.says);
        let mut quotes = Vec::with_capacity(side.quotes.len());
        for (words, by) in &side.quotes {
            let says = self.line(words);
            quotes.push(shape::Quoted { says, by: self.clean(by) });
        }
        shape::Side { label, says, quotes }
    }

    fn figure(&mut self, figure: &'a Figure) -> shape::Figure {
        let anchor = self.place(&figure.id);
        let caption = self.line(&figure.caption);
        let mut alt = self.clean(&figure.alt);
        if alt.trim().is_empty() {
            alt = self.or_dash(&plain(&caption));
        }
        let drawn = !figure.svg.trim().is_empty();
        let size = drawn.then(|| picture::size(&figure.svg, self.desk)).flatten();
        if drawn && size.is_none() {
            let message = format!("the figure `{}` cannot be drawn: its caption is printed alone", figure.id);
            let help = "it must be an SVG that refers to nothing outside itself";
            self.issues.push(Issue::warning("pdf.figure", message).help(help));
        }
        let svg = size.map(|_| figure.svg.clone());
        shape::Figure { anchor, svg, width: size.map_or(100.0, picture::width), alt, caption }
    }

    fn note(&mut self, note: &'a SheetNote) -> shape::Note {
        let says = note.says.iter().filter(|inline| !matches!(inline, Inline::Call(_)));
        let says = says.filter_map(|inline| self.word(inline)).collect();
        shape::Note { says }
    }

    fn line(&mut self, line: &'a [Inline]) -> Vec<Word> {
        let mut out = Vec::with_capacity(line.len());
        for inline in line {
            match inline {
                Inline::Call(numbers) => self.calls(numbers, &mut out),
                other => out.extend(self.word(other)),
            }
        }
        out
    }

    fn calls(&mut self, numbers: &[usize], out: &mut Vec<Word>) {
        for &number in numbers {
            if number == 0 || number > self.sheet.notes.len() {
                self.lost_calls.insert(number);
                continue;
            }
            let after = matches!(out.last(), Some(Word::Note { .. } | Word::Again { .. }));
            let first = self.called.insert(number);
            out.push(if first { Word::Note { number, after } } else { Word::Again { number, after } });
        }
    }

    /// Any inline but a call.
    fn word(&mut self, inline: &'a Inline) -> Option<Word> {
        Some(match inline {
            Inline::Text(text) => Word::Text { text: self.clean(text) },
            Inline::Strong(text) => Word::Strong { text: self.clean(text) },
            Inline::Soft(text) => Word::Soft { text: self.clean(text) },
            Inline::Reserve(text) => Word::Reserve { text: self.clean(text) },
            Inline::Quote { text, lang } => self.quote(text, lang, None),
            Inline::Title { text, lang, url } => self.quote(text, lang, url.as_deref()),
            Inline::Call(_) => return None,
            Inline::Id(text) => Word::Id { text: self.clean(text) },
            Inline::Grade { grade, .. } => Word::Grade { text: self.clean(grade) },
            Inline::Badge { mark, word } => Word::Badge { mark: sign(*mark), text: self.clean(word) },
            Inline::Link { to, text } => match self.anchors.get(to.as_str()) {
                Some(&to) => Word::Link { to, text: self.clean(text) },
                None => {
                    self.lost_links.insert(to);
                    Word::Text { text: self.clean(text) }
                }
            },
        })
    }

    fn quote(&mut self, text: &str, lang: &str, url: Option<&str>) -> Word {
        let url = url.filter(|url| is_web(url)).map(str::to_owned);
        Word::Quote { text: self.clean(&quoted(text, lang)), lang: tongue(lang), rtl: from_right(text), url }
    }

    /// The number of an anchor, the first time it comes.
    fn place(&mut self, id: &str) -> Option<usize> {
        let number = *self.anchors.get(id)?;
        self.placed.insert(number).then_some(number)
    }

    fn clean(&mut self, words: &str) -> String {
        self.cleaner.clean(words)
    }

    fn or_dash(&mut self, words: &str) -> String {
        let clean = self.clean(words);
        if clean.trim().is_empty() { "–".to_owned() } else { clean.trim().to_owned() }
    }

    /// What could not be set, in the order in which a reader would miss it.
    fn tell(self) -> Vec<Issue> {
        let mut issues = self.issues;
        if !self.cleaner.missing.is_empty() {
            let count: usize = self.cleaner.missing.values().sum();
            let shown = self.cleaner.missing.keys().take(8);
            let list: Vec<String> = shown.map(|c| format!("U+{:04X} {c}", u32::from(*c))).collect();
            let message = format!(
                "the fonts of the PDF lack {count} characters, printed as U+FFFD: {}",
                list.join(", ")
            );
            issues
                .push(Issue::warning("pdf.glyph", message).help("the HTML page uses the reader's own fonts"));
        }
        if !self.lost_calls.is_empty() {
            issues.push(Issue::error(
                "pdf.footnote",
                format!("no footnote has the number {}", listed(&self.lost_calls)),
            ));
        }
        if !self.lost_links.is_empty() {
            let message = format!(
                "nothing in the letter has the anchor {}; printed without a link",
                listed(&self.lost_links)
            );
            issues.push(Issue::warning("pdf.link", message));
        }
        issues
    }
}

fn listed<T: std::fmt::Display>(set: &BTreeSet<T>) -> String {
    set.iter().map(T::to_string).collect::<Vec<_>>().join(", ")
}

/// Characters of a side.
fn length(side: &shape::Side) -> usize {
    let lines = std::iter::once(&side.says).chain(side.quotes.iter().map(|quote| &quote.says));
    lines.map(|line| plain(line).chars().count()).sum()
}

/// The words of a line as they are printed, for reckoning its length.
fn plain(line: &[Word]) -> String {
    let mut out = String::new();
    for word in line {
        match word {
            Word::Text { text }
            | Word::Strong { text }
            | Word::Soft { text }
            | Word::Reserve { text }
            | Word::Quote { text, .. }
            | Word::Grade { text }
            | Word::Link { text, .. } => out.push_str(text),
            // Small type, set on its own line if it must be.
            Word::Id { text } => out.extend(text.chars().take(text.chars().count() * 3 / 4)),
            // A sign, its air, and words that do not break.
            Word::Badge { text, .. } => {
                out.push_str("xxxx");
                out.push_str(&text.replace(' ', "x"));
            }
            Word::Note { number, .. } | Word::Again { number, .. } => {
                out.extend(std::iter::repeat_n('x', number.to_string().len().div_ceil(2)));
            }
        }
    }
    out
}
