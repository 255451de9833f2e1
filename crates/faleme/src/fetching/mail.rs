//! Messages of a mailbox export: one `.eml` file, an `mbox`, or a folder of them (a Maildir too).
//!
//! Of a message its subject, day, text and readable attachments are taken; who sent it to whom is left where it is.

use super::paper::{Paper, one_line, plain_of_html};
use crate::guard::guarded;
use base::{Date, Issue};
use mail_parser::{Message, MessageParser, MessagePart, MimeHeaders, PartType};
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Longest message taken, bytes.
const LONGEST: usize = 64 * 1024 * 1024;

/// Messages inside messages are followed so deep.
const DEEPEST: usize = 4;

/// A file that came with a message.
#[derive(Clone, Debug, PartialEq)]
pub struct Attached {
    /// What kind it is, as the ending of its name: `pdf`, `html`, `txt` or `md`.
    pub ending: &'static str,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it is known by: the message and its place in it.
    pub paper: Paper,
}

/// What a mailbox holds.
#[derive(Default)]
pub struct Mailbox {
    /// Messages, in the order of the files.
    pub papers: Vec<Paper>,
    /// Readable attachments.
    pub attached: Vec<Attached>,
    /// What was wrong.
    pub issues: Vec<Issue>,
}

/// The files of a mailbox: the one named, or those of a folder that hold messages.
pub fn files(path: &Path) -> (Vec<PathBuf>, Vec<Issue>) {
    let (files, issues) = crate::files::list(&[path.to_owned()]);
    let of_mail = |file: &PathBuf| {
        let ending = file.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        let folder = file.parent().and_then(Path::file_name).and_then(|n| n.to_str()).unwrap_or_default();
        matches!(ending.as_str(), "eml" | "mbox" | "mbx") || matches!(folder, "cur" | "new")
    };
    let named = path.is_file();
    (files.into_iter().filter(|f| named || of_mail(f)).collect(), issues)
}

impl Mailbox {
    /// Adds the messages of a file.
    pub fn read(&mut self, path: &Path) {
        let shown = path.display().to_string();
        let done = File::open(path).and_then(|file| self.take(BufReader::new(file), &shown));
        if let Err(error) = done {
            self.issues.push(Issue::error("mail.unreadable", error.to_string()).in_file(shown));
        }
    }

    /// Adds the messages of a stream: an mbox begins with `From `, anything else is one message.
    pub fn take(&mut self, mut from: impl BufRead, shown: &str) -> std::io::Result<()> {
        if !from.fill_buf()?.starts_with(b"From ") {
            let mut bytes = Vec::new();
            from.take(LONGEST as u64 + 1).read_to_end(&mut bytes)?;
            self.message(&bytes, shown);
            return Ok(());
        }
        let (mut message, mut line, mut blank) = (Vec::new(), Vec::new(), true);
        let mut first = true;
        loop {
            line.clear();
            // A line is read in pieces, so that one without an end costs no more memory than a message.
            let count = (&mut from).take(LONGEST as u64).read_until(b'\n', &mut line)?;
            if count == 0 || (blank && line.starts_with(b"From ")) {
                if !first {
                    self.message(&message, shown);
                }
                first = false;
                message.clear();
                blank = false;
                if count == 0 {
                    return Ok(());
                }
                continue;
            }
            blank = line == b"\n" || line == b"\r\n";
            let quoted = line
                .iter()
                .position(|b| *b != b'>')
                .is_some_and(|at| at > 0 && line[at..].starts_with(b"From "));
            let bytes = if quoted { line.get(1..).unwrap_or_default() } else { &line };
            if message.len() <= LONGEST {
                message.extend_from_slice(bytes);
            }
        }
    }

    fn message(&mut self, bytes: &[u8], shown: &str) {
        let wrong = |code: &str, said: &str| Issue::warning(code, said.to_owned()).in_file(shown);
        if bytes.len() > LONGEST {
            self.issues.push(wrong("mail.too_long", "a message is longer than 64 MB: left out"));
            return;
        }
        let parsed = guarded(|| {
            let mut found = Self::default();
            if let Some(message) = MessageParser::default().parse(bytes) {
                found.one(&message, shown, 0);
            }
            found
        });
        match parsed {
            Some(found) if found.papers.is_empty() && found.attached.is_empty() => {
                self.issues.extend(found.issues);
                if bytes.iter().any(|b| !b.is_ascii_whitespace()) {
                    self.issues.push(wrong("mail.empty", "a message without readable text: left out"));
                }
            }
            Some(found) => {
                self.papers.extend(found.papers);
                self.attached.extend(found.attached);
                self.issues.extend(found.issues);
            }
            None => self
                .issues
                .push(wrong("mail.parser_failed", "a message that its parser gave up on: left out")),
        }
    }

    fn one(&mut self, message: &Message<'_>, shown: &str, depth: usize) {
        let title = one_line(message.subject().unwrap_or_default());
        let published = message.date().and_then(day);
        let id = match message.message_id() {
            Some(id) => id.to_owned(),
            None => blake3::hash(message.raw_message()).to_hex().to_string(),
        };
        if message.date().is_some() && published.is_none() {
            let said = format!("the message “{title}” has a date that is none");
            self.issues.push(Issue::warning("mail.date", said).in_file(shown));
        }
        let texts: Vec<String> =
            message.text_bodies().filter_map(text).filter(|t| !t.trim().is_empty()).collect();
        if !texts.is_empty() {
            let text = texts.join("\n\n");
            self.papers.push(Paper { id: id.clone(), title: title.clone(), text, published, url: None });
        }
        for (place, part) in message.attachments().enumerate() {
            if let Some(inner) = part.message() {
                if depth < DEEPEST {
                    self.one(inner, shown, depth + 1);
                }
                continue;
            }
            let name = one_line(part.attachment_name().unwrap_or_default());
            let Some(ending) = ending(part, &name) else {
                let said =
                    format!("an attachment of “{title}” is left out: “{name}” is of no kind that is read");
                self.issues.push(Issue::note("mail.attachment", said).in_file(shown));
                continue;
            };
            let title = if name.is_empty() { title.clone() } else { name };
            let paper =
                Paper { id: format!("{id} {place}"), title, text: String::new(), published, url: None };
            self.attached.push(Attached { ending, bytes: part.contents().to_vec(), paper });
        }
    }
}

/// The text of a part, without its markup.
fn text(part: &MessagePart<'_>) -> Option<String> {
    match &part.body {
        PartType::Text(text) => Some(text.clone().into_owned()),
        PartType::Html(html) => Some(plain_of_html(html)),
        _ => None,
    }
}

/// The day that a message bears, where it was written.
fn day(time: &mail_parser::DateTime) -> Option<Date> {
    let year = i16::try_from(time.year).ok().filter(|y| *y >= 1970)?;
    Date::new(year, i8::try_from(time.month).ok()?, i8::try_from(time.day).ok()?).ok()
}

/// What an attachment is, by its type, else by its name; `None` for what is not read.
fn ending(part: &MessagePart<'_>, name: &str) -> Option<&'static str> {
    let by_name = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
    let by_name = match by_name.as_str() {
        "pdf" => Some("pdf"),
        "html" | "htm" => Some("html"),
        "md" => Some("md"),
        "txt" => Some("txt"),
        _ => None,
    };
    let by_type = [("application", "pdf", "pdf"), ("text", "html", "html"), ("text", "plain", "txt")];
    let typed = by_type.iter().find(|(a, b, _)| part.is_content_type(a, b)).map(|(.., ending)| *ending);
    by_name.or(typed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Mailbox {
        let mut mailbox = Mailbox::default();
        mailbox.take(bytes, "box").unwrap();
        mailbox
    }

    #[test]
    fn a_message_gives_subject_day_and_text_but_no_sender() {
        let message = b"From: Private Person <p@example.org>\r\nTo: us@example.org\r\nMessage-ID: <1@example.org>\r\n\
            Subject: =?ISO-8859-1?Q?March=E9_ferm=E9?=\r\nDate: Fri, 12 Sep 2025 23:30:00 -0300\r\n\
            Content-Type: text/plain; charset=windows-1252\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
            Le march=E9 est ferm=E9 =96 dit-on.\r\n";
        let mut mailbox = read(message);
        let text = mailbox.papers[0].text.trim_end().to_owned();
        mailbox.papers[0].text = text;
        let wanted = Paper {
            id: "1@example.org".into(),
            title: "March\u{e9} ferm\u{e9}".into(),
            text: "Le march\u{e9} est ferm\u{e9} \u{2013} dit-on.".into(),
            published: Date::new(2025, 9, 12).ok(),
            url: None,
        };
        assert_eq!(mailbox.papers, [wanted]);
        assert!(!format!("{:?}", mailbox.papers).contains("Private"));
        assert!(mailbox.issues.is_empty(), "{:?}", mailbox.issues);
    }

    #[test]
    fn an_mbox_is_cut_where_a_message_begins_and_nowhere_else() {
        let mbox = b"From a@b Fri Sep 12 08:00:00 2025\nSubject: one\nDate: Fri, 12 Sep 2025 08:00:00 +0000\n\nText one.\n>From here on, quoted.\nFrom there, not quoted.\n\n\
            From c@d Sat Sep 13 08:00:00 2025\nSubject: two\n\n<no html>\n\n";
        let mailbox = read(mbox);
        let titles: Vec<&str> = mailbox.papers.iter().map(|p| p.title.as_str()).collect();
        assert_eq!(titles, ["one", "two"]);
        assert_eq!(
            mailbox.papers[0].text.trim_end(),
            "Text one.\nFrom here on, quoted.\nFrom there, not quoted."
        );
        assert_eq!(mailbox.papers[1].published, None);
        assert_ne!(mailbox.papers[0].id, mailbox.papers[1].id);
    }

    #[test]
    fn html_alternatives_attachments_and_forwarded_messages() {
        let message = b"Subject: round\nMessage-ID: <9@e>\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n\
            --b\nContent-Type: text/html; charset=utf-8\n\n<p>See the <b>report</b>.</p><style>p{}</style>\n\
            --b\nContent-Type: application/pdf; name=\"../../etc/report.pdf\"\nContent-Disposition: attachment; filename=\"../../etc/report.pdf\"\nContent-Transfer-Encoding: base64\n\nJVBERi0xLjQ=\n\
            --b\nContent-Type: application/x-msdownload\nContent-Disposition: attachment; filename=\"run.exe\"\n\nMZ\n\
            --b\nContent-Type: message/rfc822\n\nSubject: inner\nMessage-ID: <8@e>\n\nInner text.\n\
            --b--\n";
        let mailbox = read(message);
        let told: Vec<(&str, &str)> =
            mailbox.papers.iter().map(|p| (p.title.as_str(), p.text.trim())).collect();
        assert_eq!(told, [("round", "See the report."), ("inner", "Inner text.")]);
        let [attached] = &mailbox.attached[..] else { panic!("{:?}", mailbox.attached) };
        assert_eq!((attached.ending, attached.bytes.as_slice()), ("pdf", &b"%PDF-1.4"[..]));
        assert!(!attached.paper.name("pdf").contains('/'));
        assert!(mailbox.issues.iter().any(|i| i.code == "mail.attachment" && i.message.contains("run.exe")));
    }

    #[test]
    fn broken_messages_cost_themselves_alone() {
        let mbox = b"From x\n\xff\xfe\x00garbage\n\nFrom y Fri\nSubject: good\n\nText.\n";
        let mailbox = read(mbox);
        assert!(mailbox.papers.iter().any(|p| p.title == "good"), "{:?}", mailbox.papers);
        let dated = read(b"Subject: a\nDate: Fri, 31 Feb 2025 08:00:00 +0000\n\nText.\n");
        assert_eq!(dated.papers[0].published, None);
        for bytes in [
            &b""[..],
            b"\n",
            b"From ",
            b"From \n",
            b"Content-Type: multipart/mixed; boundary=\"\"\n\n--\n--\n",
        ] {
            let _ = read(bytes);
        }
    }
}
