//! Bytes to text: UTF-8, UTF-16 with its mark, Windows-1252, and UTF-8 with stray Windows-1252 bytes.

use super::Unreadable;
use base::Issue;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text and how it was decoded.
#[derive(Debug)]
pub(super) struct Decoded {
    pub text: String,
    pub encoding: &'static str,
    pub issue: Option<Issue>,
}

/// Decodes `bytes`; `declared` is the encoding that the file itself names (an HTML `meta charset`).
pub(super) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Result<Decoded, Unreadable> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes)
        && encoding != UTF_8
    {
        return utf16(&bytes[mark..], encoding);
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    refuse_binary(bytes)?;
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Decoded { text: text.to_owned(), encoding: UTF_8.name(), issue: None });
    }
    if let Some(encoding) = declared.filter(|e| *e != UTF_8 && *e != UTF_16LE && *e != UTF_16BE) {
        let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
        return Ok(Decoded { text, encoding: encoding.name(), issue: None });
    }
    Ok(without_name(bytes))
}

/// The encoding that an HTML page names within its first 1024 bytes, where the HTML standard wants it.
pub(super) fn declared_in_html(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let after = &head[head.find("charset=")? + "charset=".len()..];
    let label = after.trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

fn utf16(bytes: &[u8], encoding: &'static Encoding) -> Result<Decoded, Unreadable> {
    let (text, replaced) = encoding.decode_without_bom_handling(bytes);
    if text.contains('\0') {
        return Err(binary("holds NUL characters"));
    }
    let issue = replaced.then(|| {
        Issue::warning(
            "document.replaced_characters",
            "some bytes are no UTF-16 characters and were replaced",
        )
        .help("save the file anew as UTF-8")
    });
    Ok(Decoded { text: text.into_owned(), encoding: encoding.name(), issue })
}

/// Invalid UTF-8 that names no encoding: Windows-1252 throughout, or UTF-8 with stray bytes of it, whichever
/// explains more of the bytes above ASCII.
fn without_name(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let (mut strays, mut letters, mut first_line) = (0usize, 0usize, 1usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        text.push_str(chunk.valid());
        if strays == 0 {
            first_line += chunk.valid().bytes().filter(|&b| b == b'\n').count();
        }
        strays += chunk.invalid().len();
        text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    if letters < strays.max(1) {
        let text = WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
        return Decoded { text, encoding: WINDOWS_1252.name(), issue: None };
    }
    let message = format!("UTF-8, but {strays} byte(s) are not; they were read as Windows-1252");
    let issue = Issue::warning("document.mixed_encoding", message)
        .at_line(first_line)
        .help("look at the accents from this line on, or save the file anew as UTF-8");
    Decoded { text, encoding: UTF_8.name(), issue: Some(issue) }
}

/// What the first bytes of common binary files are, and what to do with such a file.
const KINDS: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file", "open it and save or print it as text or PDF"),
    (b"\xD0\xCF\x11\xE0", "an old Word or Excel file", "open it and save or print it as text or PDF"),
    (b"\x89PNG", "an image", "run OCR on it and read the text that comes out"),
    (b"\xFF\xD8\xFF", "an image", "run OCR on it and read the text that comes out"),
    (b"GIF8", "an image", "run OCR on it and read the text that comes out"),
    (b"\x1F\x8B", "a compressed file", "unpack it first"),
    (b"\x7FELF", "a program", "name a txt, Markdown, HTML or PDF file"),
];

/// Share of control characters above which bytes are no text; a text has tabs, line ends and form feeds only.
const CONTROL_SHARE: usize = 100;

fn refuse_binary(bytes: &[u8]) -> Result<(), Unreadable> {
    if let Some((_, what, help)) = KINDS.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Err(Unreadable {
            code: "document.binary",
            message: format!("this is {what}, not a text"),
            help,
        });
    }
    if bytes.contains(&0) {
        return Err(binary("holds NUL bytes"));
    }
    let control = bytes.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0C)).count();
    if control * CONTROL_SHARE > bytes.len() { Err(binary("holds control characters")) } else { Ok(()) }
}

fn binary(why: &str) -> Unreadable {
    Unreadable {
        code: "document.binary",
        message: format!("this is not a text: it {why}"),
        help: "name a txt, Markdown, HTML or PDF file; save UTF-16 text with its byte order mark or as UTF-8",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes, None).unwrap();
        (decoded.text, decoded.encoding)
    }

    #[test]
    fn one_word_in_five_encodings() {
        assert_eq!(text("Ségou".as_bytes()), ("Ségou".into(), "UTF-8"));
        assert_eq!(text(b"\xEF\xBB\xBFS\xC3\xA9gou"), ("Ségou".into(), "UTF-8"));
        assert_eq!(text(b"S\xE9gou \x96 Kita"), ("Ségou – Kita".into(), "windows-1252"));
        assert_eq!(text(b"\xFF\xFES\x00\xE9\x00"), ("Sé".into(), "UTF-16LE"));
        assert_eq!(text(b"\xFE\xFF\x00S\x00\xE9"), ("Sé".into(), "UTF-16BE"));
    }

    #[test]
    fn stray_bytes_are_counted_and_the_first_named() {
        let decoded = decode(b"D\xC3\xA9but \xC3\xA0 Kita\nfin \xE0 S\xC3\xA9gou\n", None).unwrap();
        assert_eq!(decoded.text, "Début à Kita\nfin à Ségou\n");
        let issue = decoded.issue.unwrap();
        assert_eq!((issue.code.as_str(), issue.line), ("document.mixed_encoding", Some(2)));
        assert!(issue.message.contains("1 byte"));
    }

    #[test]
    fn a_page_names_its_encoding() {
        let page = b"<html><meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>S\xE9gou";
        assert_eq!(declared_in_html(page), Some(WINDOWS_1252));
        assert_eq!(declared_in_html(b"<p>no name"), None);
    }

    #[test]
    fn binary_is_refused() {
        for bytes in [&b"PK\x03\x04abc"[..], b"a\0b", &[1, 2, 3, 4], b"\xFF\xFE\0\0"] {
            assert_eq!(decode(bytes, None).unwrap_err().code, "document.binary");
        }
    }
}
