//! An analyst's own text, written in Markdown: what of it a letter prints.
//!
//! Paragraphs, lists, emphasis, and links as words with their address. Headings become strong lines: the outline of the
//! letter is the case's. Raw HTML is words like any others.

use crate::sheet::{Block, Inline, Item, List, ListKind};
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// Lists that stand inside one another: what is deeper stands on the last of these levels.
const LEVELS: usize = 2;

/// Its blocks.
pub(super) fn markdown(text: &str) -> Vec<Block> {
    let mut press = Press::default();
    for event in Parser::new_ext(text, Options::empty()) {
        press.take(event);
    }
    press.finish()
}

/// A text in the making.
#[derive(Default)]
struct Press {
    blocks: Vec<Block>,
    /// Words since the last block or item.
    line: Vec<Inline>,
    /// Open lists, the outermost first.
    lists: Vec<Open>,
    /// Open emphasis, headings and the like: words are strong while there is any.
    strong: usize,
    /// Addresses of open links, with where their words begin in `line`.
    links: Vec<(String, usize)>,
}

/// A list that has not ended.
struct Open {
    kind: ListKind,
    items: Vec<Item>,
}

impl Press {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(words) | Event::Code(words) | Event::Html(words) | Event::InlineHtml(words) => {
                self.words(&words);
            }
            Event::SoftBreak | Event::HardBreak => self.words(" "),
            Event::Rule => self.paragraph(),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { .. } => {
                self.paragraph();
                self.strong += 1;
            }
            Tag::Emphasis | Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.links.push((dest_url.to_string(), self.line.len()));
            }
            Tag::List(first) => {
                self.paragraph();
                let kind = if first.is_some() { ListKind::Numbered } else { ListKind::Points };
                self.lists.push(Open { kind, items: Vec::new() });
            }
            Tag::Item => {
                self.paragraph();
                if let Some(list) = self.lists.last_mut() {
                    list.items.push(Item::default());
                }
            }
            Tag::Paragraph | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::HtmlBlock => self.paragraph(),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => {
                self.paragraph();
                self.strong = self.strong.saturating_sub(1);
            }
            TagEnd::Emphasis | TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link | TagEnd::Image => self.address(),
            TagEnd::List(_) => self.close(),
            TagEnd::Item
            | TagEnd::Paragraph
            | TagEnd::CodeBlock
            | TagEnd::BlockQuote(_)
            | TagEnd::HtmlBlock => {
                self.paragraph();
            }
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        let words = words.split_inclusive(char::is_whitespace).map(|w| match w.trim_end() {
            trimmed if trimmed.len() < w.len() => format!("{trimmed} "),
            _ => w.to_owned(),
        });
        let words: String = words.collect();
        let strong = self.strong > 0;
        match self.line.last_mut() {
            Some(Inline::Text(last)) if !strong && self.links.is_empty() => last.push_str(&words),
            Some(Inline::Strong(last)) if strong && self.links.is_empty() => last.push_str(&words),
            _ if strong => self.line.push(Inline::Strong(words)),
            _ => self.line.push(Inline::Text(words)),
        }
    }

    /// The address of a link after its words, unless they are the address.
    fn address(&mut self) {
        let Some((url, from)) = self.links.pop() else { return };
        let said: String = self.line.iter().skip(from).map(plain).collect();
        if !url.is_empty() && said != url {
            self.line.push(Inline::Text(format!(" ({url})")));
        }
    }

    /// Ends a line: a paragraph, or words of the item that is open.
    fn paragraph(&mut self) {
        let line = std::mem::take(&mut self.line);
        if line.iter().all(|one| plain(one).trim().is_empty()) {
            return;
        }
        let item = self.lists.last_mut().and_then(|list| list.items.last_mut());
        match item {
            Some(item) => {
                if !item.says.is_empty() {
                    item.says.push(Inline::text(" "));
                }
                item.says.extend(line);
            }
            None => self.blocks.push(Block::Paragraph(line)),
        }
    }

    /// Ends a list: it stands under the item that holds it.
    fn close(&mut self) {
        self.paragraph();
        let Some(Open { kind, mut items }) = self.lists.pop() else { return };
        items.retain(|item| !item.says.is_empty() || !item.under.is_empty());
        let deep = self.lists.len() + 1 >= LEVELS;
        let Some(parent) = self.lists.last_mut().and_then(|list| list.items.last_mut()) else {
            if !items.is_empty() {
                self.blocks.push(Block::List(List { kind, items }));
            }
            return;
        };
        for mut item in items {
            let deeper = if deep { std::mem::take(&mut item.under) } else { Vec::new() };
            parent.under.push(item);
            parent.under.extend(deeper);
        }
    }

    fn finish(mut self) -> Vec<Block> {
        self.paragraph();
        while !self.lists.is_empty() {
            self.close();
        }
        self.blocks
    }
}

fn plain(one: &Inline) -> &str {
    match one {
        Inline::Text(words) | Inline::Strong(words) => words,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(blocks: &[Block]) -> Vec<String> {
        let line = |all: &[Inline]| -> String {
            all.iter()
                .map(|one| match one {
                    Inline::Strong(words) => format!("[{words}]"),
                    other => plain(other).to_owned(),
                })
                .collect()
        };
        let mut out = Vec::new();
        for block in blocks {
            match block {
                Block::Paragraph(words) => out.push(line(words)),
                Block::List(list) => {
                    for item in &list.items {
                        out.push(format!("- {}", line(&item.says)));
                        out.extend(item.under.iter().map(|under| format!("  - {}", line(&under.says))));
                    }
                }
                _ => out.push("?".to_owned()),
            }
        }
        out
    }

    #[test]
    fn headings_emphasis_links_and_lists() {
        let text = "# The road\nIt is *partly* open,\nsee [the report](https://example.org/a).\n\n- one\n- two\n  - under\n    - deeper\n\n<b>raw</b>\n";
        let told = says(&markdown(text));
        assert_eq!(
            told,
            [
                "[The road]",
                "It is [partly] open, see the report (https://example.org/a).",
                "- one",
                "- two",
                "  - under",
                "  - deeper",
                "<b>raw</b>"
            ]
        );
    }

    #[test]
    fn an_address_that_is_its_own_words_stands_once() {
        assert_eq!(says(&markdown("<https://example.org>")), ["https://example.org"]);
    }

    #[test]
    fn deep_lists_stay_shallow() {
        let text = "- ".repeat(300) + "end";
        fn depth(items: &[Item]) -> usize {
            items.iter().map(|i| 1 + depth(&i.under)).max().unwrap_or(0)
        }
        for block in markdown(&text) {
            if let Block::List(list) = block {
                assert!(depth(&list.items) <= LEVELS, "{}", depth(&list.items));
            }
        }
    }
}
