//! What kind of file it is: by its first bytes, and by its name where they leave it open.

use crate::Format;

/// How far into the file the mark of a PDF may stand (PDF 1.7, implementation note 13).
const PDF_MARK_WITHIN: usize = 1024;

/// Tells the format. A file named `.txt` or `.md` stays text whatever it holds, unless it is a PDF.
pub(super) fn tell(bytes: &[u8], name: &str) -> Format {
    let extension = name.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_ascii_lowercase());
    let plain = matches!(extension.as_str(), "md" | "markdown" | "txt" | "text");
    if extension == "pdf" || bytes.starts_with(b"%PDF-") || (!plain && is_pdf(bytes)) {
        return Format::Pdf;
    }
    match extension.as_str() {
        "md" | "markdown" => Format::Markdown,
        "txt" | "text" => Format::Text,
        "html" | "htm" | "xhtml" => Format::Html,
        _ if is_html(bytes) => Format::Html,
        _ => Format::Text,
    }
}

/// Whether the bytes say that they are a PDF.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(PDF_MARK_WITHIN)];
    head.windows(5).any(|w| w == b"%PDF-")
}

fn is_html(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let head = head.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    ["<!doctype html", "<html", "<head", "<body", "<!--"].iter().any(|mark| head.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_and_name() {
        assert_eq!(tell(b"%PDF-1.4", "report.txt"), Format::Pdf);
        assert_eq!(tell(b"<!DOCTYPE html><p>", "download"), Format::Html);
        assert_eq!(tell(b"<html>", "page.txt"), Format::Text);
        assert_eq!(tell(b"# Title", "note.MD"), Format::Markdown);
        assert_eq!(tell(b"plain", "noname"), Format::Text);
    }
}
