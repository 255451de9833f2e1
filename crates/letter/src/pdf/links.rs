//! Links within the letter. Typst resolves a link while it lays pages out, and sets the page once more for each that moves:
//! twice the work. So the template writes each as an address of its own kind, `a35 words` or `n12 words`, and once the pages
//! stand, it is pointed to where anchor 35 or footnote 12 is. In: pages. Out: the same pages with links that lead somewhere.

use typst::ecow::EcoVec;
use typst::foundations::{Content, Label};
use typst::introspection::{Introspector, Location, PagedPosition, Tag};
use typst::layout::{Frame, FrameItem};
use typst::model::{Destination, DocumentInfo, LinkMarker};
use typst::utils::PicoStr;
use typst_layout::{Page, PagedDocument};

/// Points every link of the letter to its place; addresses of the web stay as they are.
pub(super) fn pointed(document: &PagedDocument, info: DocumentInfo) -> PagedDocument {
    let mut pages: EcoVec<Page> = document.pages().into();
    for page in pages.make_mut() {
        point(&mut page.frame, document);
    }
    PagedDocument::new(pages, info)
}

fn point(frame: &mut Frame, document: &PagedDocument) {
    frame.retain(|item| {
        match item {
            FrameItem::Group(group) => point(&mut group.frame, document),
            FrameItem::Link(to, _) => {
                if let Some(target) = target(to, document) {
                    *to = target;
                }
            }
            FrameItem::Tag(Tag::Start(content, _)) => tell(content),
            _ => {}
        }
        true
    });
}

/// Where an address of the letter's own kind leads; the cover, should nothing have been set there.
fn target(to: &Destination, document: &PagedDocument) -> Option<Destination> {
    let Destination::Url(url) = to else { return None };
    let (code, _) = parted(url.as_str())?;
    let place = place(code, document).map(Destination::Location);
    Some(place.unwrap_or(Destination::Position(PagedPosition::ORIGIN)))
}

fn place(code: &str, document: &PagedDocument) -> Option<Location> {
    let label = Label::new(PicoStr::intern(code))?;
    let call = document.introspector().query_label(label).ok()?.location()?;
    // A footnote's label is at its first call; Typst gives the words at the foot of the page this place.
    Some(if code.starts_with('n') { call.variant(1) } else { call })
}

/// Leaves to screen readers the words of a link, without its code.
fn tell(content: &mut Content) {
    if let Some(link) = content.to_packed_mut::<LinkMarker>()
        && let Some((_, words)) = link.alt.as_deref().and_then(parted)
    {
        link.alt = Some(words.into());
    }
}

/// Code and words of an address of the letter's own kind.
fn parted(url: &str) -> Option<(&str, &str)> {
    let (code, words) = url.split_once(' ')?;
    let number = code.strip_prefix(['a', 'n'])?;
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then_some((code, words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_letters_own_addresses_have_a_code() {
        assert_eq!(parted("n12 Note 12"), Some(("n12", "Note 12")));
        assert_eq!(parted("a3 Prix et marchés"), Some(("a3", "Prix et marchés")));
        for url in ["https://example.org/n12", "n Note", "notes 12", "n12"] {
            assert_eq!(parted(url), None, "{url}");
        }
    }
}
