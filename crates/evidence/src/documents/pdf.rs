//! A PDF with a text layer to its text.

use super::{Source, Unreadable, format, guard, reflow, unfold};
use base::Issue;
use pdf_extract::{Dictionary, Document, Object, ObjectId, OutputError, PlainTextOutput, Stream};
use std::collections::HashSet;

/// Form objects nest by recursion in the parser; this stack holds thousands of levels.
const STACK: usize = 64 << 20;
/// A text layer with fewer letters and digits than this is a stamp on a scan.
const LETTERS_MIN: usize = 12;

/// Reads a PDF.
pub(super) fn read(bytes: &[u8]) -> Result<Source, Unreadable> {
    if !format::is_pdf(bytes) {
        return Err(corrupt("the file is named .pdf but is none: `%PDF-` is missing at its start"));
    }
    let pages = guard::contain_deep(STACK, || pages(bytes)).unwrap_or_else(|| Err(broken(bytes)))?;
    if pages.is_empty() {
        return Err(broken(bytes));
    }
    let mut issues = lost_pages(&pages);
    let texts: Vec<String> = pages.into_iter().map(Option::unwrap_or_default).collect();
    let letters =
        texts.iter().flat_map(|t| t.chars()).filter(|c| c.is_alphanumeric()).take(LETTERS_MIN).count();
    if letters < LETTERS_MIN {
        return Err(Unreadable::new(
            "document.scanned_pdf",
            "the PDF has no text layer: it is a scan or holds images only",
            "run OCR on it (for example `ocrmypdf in.pdf out.pdf`) and read what comes out",
        ));
    }
    issues.extend(pages_without_text(&texts));
    let text = reflow::reflow(&texts);
    let blocks = super::text_blocks(&text, 0);
    Ok(Source { text, blocks, issues, encoding: "UTF-8", ..Source::default() })
}

/// The text of each page, in order; `None` for a page that cannot be read.
fn pages(bytes: &[u8]) -> Result<Vec<Option<String>>, Unreadable> {
    if unfold::too_much(bytes) {
        return Err(too_large());
    }
    let mut document = Document::load_mem(bytes).map_err(|e| refused(bytes, &e.to_string()))?;
    if document.is_encrypted() && document.decrypt("").is_err() {
        return Err(encrypted());
    }
    let drawn = lighten(&mut document)?;
    let ids = document.get_pages();
    let heavy = |id: &ObjectId| {
        let own: usize = document
            .get_page_contents(*id)
            .iter()
            .map(|c| unfolds_to(&document, *c))
            .fold(0, usize::saturating_add);
        drawn.saturating_add(own) > unfold::PAGE_MAX
    };
    if !ids.is_empty() && ids.values().all(heavy) {
        return Err(too_large());
    }
    let readable = |id: &ObjectId| !heavy(id) && !nests_in_itself(&document, *id);
    Ok(ids.iter().map(|(number, id)| readable(id).then(|| page(&document, *number)).flatten()).collect())
}

/// Empties pictures, which hold no text, so that nothing unfolds them, and bounds all else. What the heaviest form
/// object unfolds to.
fn lighten(document: &mut Document) -> Result<usize, Unreadable> {
    let (mut all, mut heaviest) = (0usize, 0usize);
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default();
        if subtype == b"Image" {
            stream.content.clear();
            continue;
        }
        let weight = unfold::weight(stream, unfold::FILE_MAX);
        all = all.saturating_add(weight);
        if subtype == b"Form" {
            heaviest = heaviest.max(weight);
        }
        if all >= unfold::FILE_MAX {
            return Err(too_large());
        }
    }
    Ok(heaviest)
}

fn unfolds_to(document: &Document, id: ObjectId) -> usize {
    let stream = document.get_object(id).and_then(Object::as_stream);
    stream.map_or(0, |s| unfold::weight(s, unfold::PAGE_MAX + 1))
}

fn too_large() -> Unreadable {
    let message = format!(
        "the PDF unfolds to more than can be read: the limit is {} MiB a page, {} MiB in all",
        unfold::PAGE_MAX >> 20,
        unfold::FILE_MAX >> 20
    );
    let help =
        "open it in a viewer, save the pages that count as a new PDF or their text as txt, and read that";
    Unreadable::new("document.too_large", message, help)
}

fn page(document: &Document, number: u32) -> Option<String> {
    guard::contain(|| {
        let mut text = String::new();
        let mut output = PlainTextOutput::new(&mut text);
        let done: Result<(), OutputError> = pdf_extract::output_doc_page(document, &mut output, number);
        done.ok().map(|()| text)
    })?
}

/// Whether a form object among the page's resources holds itself, or the page tree has a loop: the parser follows
/// both without end.
fn nests_in_itself(document: &Document, page: ObjectId) -> bool {
    let mut seen = HashSet::new();
    let mut at = Some(page);
    while let Some(id) = at {
        if !seen.insert(id) {
            return true;
        }
        at = document.get_dictionary(id).ok().and_then(|d| d.get(b"Parent").ok()?.as_reference().ok());
    }
    let mut path = Vec::new();
    seen.iter().any(|id| {
        let resources =
            document.get_dictionary(*id).ok().and_then(|d| dictionary(document, d.get(b"Resources").ok()?));
        resources.is_some_and(|r| loops(document, r, &mut path, &mut HashSet::new()))
    })
}

fn loops(
    document: &Document,
    resources: &Dictionary,
    path: &mut Vec<ObjectId>,
    done: &mut HashSet<ObjectId>,
) -> bool {
    let Some(objects) = resources.get(b"XObject").ok().and_then(|x| dictionary(document, x)) else {
        return false;
    };
    for (_, object) in objects.iter() {
        let Ok(id) = object.as_reference() else { continue };
        if path.contains(&id) || path.len() > 64 {
            return true;
        }
        if !done.insert(id) {
            continue;
        }
        let stream = document.get_object(id).and_then(Object::as_stream);
        let own = stream.as_ref().ok().and_then(|s| dictionary(document, s.dict.get(b"Resources").ok()?));
        // A form without resources of its own uses those around it, and so may name itself.
        let inner = own.or_else(|| stream.ok().filter(|s| draws(s)).map(|_| resources));
        path.push(id);
        let looped = inner.is_some_and(|r| loops(document, r, path, done));
        path.pop();
        if looped {
            return true;
        }
    }
    false
}

/// Whether a form draws objects.
fn draws(form: &Stream) -> bool {
    let is_form = form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|n| n == b"Form");
    is_form && holds(&form.get_plain_content().unwrap_or_default(), b"Do")
}

fn dictionary<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Dictionary> {
    match object {
        Object::Reference(id) => document.get_dictionary(*id).ok(),
        other => other.as_dict().ok(),
    }
}

fn refused(bytes: &[u8], why: &str) -> Unreadable {
    let why = why.to_ascii_lowercase();
    let locked = ["password", "decrypt", "encrypt"].iter().any(|w| why.contains(w));
    if locked || (whole(bytes) && holds(bytes, b"/Encrypt")) { encrypted() } else { broken(bytes) }
}

fn encrypted() -> Unreadable {
    Unreadable::new(
        "document.encrypted",
        "the PDF is encrypted and asks for a password",
        "open it with its password, save it without, and read that",
    )
}

/// Whether the end mark stands near the end, where every complete PDF has it.
fn whole(bytes: &[u8]) -> bool {
    holds(&bytes[bytes.len().saturating_sub(2048)..], b"%%EOF")
}

fn holds(bytes: &[u8], mark: &[u8]) -> bool {
    bytes.windows(mark.len()).any(|w| w == mark)
}

fn broken(bytes: &[u8]) -> Unreadable {
    if whole(bytes) {
        return corrupt("the PDF is damaged: its pages cannot be found");
    }
    Unreadable::new(
        "document.truncated",
        "the PDF is cut off: its end is missing",
        "download it again; the file is shorter than it should be",
    )
}

fn corrupt(why: &str) -> Unreadable {
    Unreadable::new(
        "document.corrupt_pdf",
        why,
        "download it again, or open it in a viewer and print it to a new PDF",
    )
}

fn lost_pages(pages: &[Option<String>]) -> Vec<Issue> {
    let lost: Vec<usize> = (1..).zip(pages).filter(|(_, p)| p.is_none()).map(|(n, _)| n).collect();
    if lost.is_empty() {
        return Vec::new();
    }
    let message = format!("page(s) {} could not be read and are left out", listed(&lost));
    vec![
        Issue::error("document.pdf_page_lost", message)
            .help("print the file to a new PDF, or save its text as txt"),
    ]
}

fn pages_without_text(texts: &[String]) -> Option<Issue> {
    let bare: Vec<usize> = (1..).zip(texts).filter(|(_, t)| t.trim().is_empty()).map(|(n, _)| n).collect();
    let message = || format!("page(s) {} have no text; they may be scans or pictures", listed(&bare));
    (!bare.is_empty()).then(|| {
        Issue::warning("document.pdf_pages_without_text", message())
            .help("run OCR (for example `ocrmypdf --skip-text in.pdf out.pdf`) if they hold text")
    })
}

fn listed(numbers: &[usize]) -> String {
    let shown: Vec<String> = numbers.iter().take(8).map(ToString::to_string).collect();
    let more = if numbers.len() > 8 { " …" } else { "" };
    shown.join(", ") + more
}
